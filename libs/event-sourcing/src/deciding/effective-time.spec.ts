import * as fc from 'fast-check';
import { dateOf, endOfDay, startOfDay } from '../clock.js';
import { Command } from './decider.js';
import { effectiveTime, timed } from './effective-time.js';
import { RuleBroken } from '../errors.js';
import type { Instant } from '../event.js';
import { asRecorded, commanded } from '../testing/given-decider.js';

class Note extends Command {}

/** Ten in the morning in Shanghai. */
const NOW = '2024-01-10T02:00:00.000Z';

const time = (effectiveOn: string | undefined, last?: Instant, issuedAt: Instant = NOW): Instant =>
  effectiveTime(commanded(Note, { effectiveOn, issuedAt }), { last });
const caused = (happenedAt: Instant, last?: Instant): Instant =>
  effectiveTime(commanded(Note, { happenedAt, issuedAt: NOW }), { last });
const refusal = (effectiveOn: string, last?: Instant): object => {
  try {
    return { taken: time(effectiveOn, last) };
  } catch (error) {
    if (!(error instanceof RuleBroken)) throw error;
    return { code: error.code, ...error.details };
  }
};

describe('the first fact of a stream', () => {
  it('happens now when no day is named, else from the start of the day', () => {
    expect(time(undefined)).toBe(NOW);
    expect(time('2024-01-10')).toBe('2024-01-09T16:00:00.000Z');
    expect(time('2019-05-01')).toBe(startOfDay('2019-05-01'));
  });

  it('cannot happen tomorrow', () => {
    expect(refusal('2024-01-11')).toEqual({
      code: 'effective.ahead-of-now',
      effectiveOn: '2024-01-11',
      today: '2024-01-10',
    });
  });
});

describe('a later fact of a stream', () => {
  it('happens now, and not before the last one even if the clock went back', () => {
    expect(time(undefined, '2024-01-09T00:00:00.000Z')).toBe(NOW);
    expect(time(undefined, '2024-01-10T02:00:00.001Z')).toBe('2024-01-10T02:00:00.001Z');
  });

  it('goes on from the last one when both are of one day', () => {
    const last = '2024-01-09T20:00:00.000Z';
    expect(time('2024-01-10', last)).toBe(last);
    expect(time('2024-01-10', endOfDay('2024-01-09'))).toBe(startOfDay('2024-01-10'));
  });

  it('cannot happen on a day before the last one', () => {
    expect(refusal('2024-01-08', '2024-01-09T00:00:00.000Z')).toEqual({
      code: 'effective.before-last',
      effectiveOn: '2024-01-08',
      last: '2024-01-09',
      field: 'effectiveOn',
      earliest: '2024-01-09',
    });
  });
});

/** Events of one stream, at these times. */
const told = (...times: Instant[]) =>
  times.map((at, i) => asRecorded('thing-x', { event: { type: 'Noted', data: {} }, at }, i + 1));

describe('what puts right a fact of the stream', () => {
  class PutRight extends Command {
    static readonly puttingRight = ({ version }: { readonly version: number }): boolean => version === 2;
  }
  const [first, second, third] = ['2023-09-01T00:00:00.000Z', '2023-10-01T00:00:00.000Z', '2023-10-15T00:00:00.000Z'];
  const putRight = (past: ReturnType<typeof told>, effectiveOn?: string): Command =>
    timed(
      commanded(PutRight, { effectiveOn, issuedAt: NOW }),
      {},
      { state: undefined, last: past.at(-1)?.metadata.effectiveAt, past },
    );

  it('happens when that did, behind later facts too, and bars no day', () => {
    expect(putRight(told(first, second, third))).toMatchObject({ effectiveAt: second, outOfOrder: true });
    const last = putRight(told(first, second));
    expect([last.effectiveAt, last.outOfOrder]).toEqual([second, undefined]);
  });

  it('happens when the last fact did while there is nothing to put right, and now in an empty stream', () => {
    expect(putRight(told(first)).effectiveAt).toBe(first);
    expect(putRight([]).effectiveAt).toBe(NOW);
  });

  it('happens on the day that it names', () => {
    expect(putRight(told(first, second), '2023-10-05').effectiveAt).toBe(startOfDay('2023-10-05'));
  });
});

describe('a fact whose order does not matter', () => {
  class Loose extends Command {
    static readonly inAnyOrder = true;
  }
  const loose = (effectiveOn: string, ...times: Instant[]): Command =>
    timed(
      commanded(Loose, { effectiveOn, issuedAt: NOW }),
      {},
      { state: undefined, last: times.at(-1), past: told(...times) },
    );

  it('happens on its day, behind what happened on that day and before what happened later', () => {
    const [morning, later] = ['2024-01-03T02:00:00.000Z', '2024-01-08T02:00:00.000Z'];
    expect(loose('2024-01-03', morning, later)).toMatchObject({ effectiveAt: morning, outOfOrder: true });
    expect(loose('2024-01-05', morning, later)).toMatchObject({
      effectiveAt: startOfDay('2024-01-05'),
      outOfOrder: true,
    });
    expect(loose('2024-01-09', morning, later).outOfOrder).toBeUndefined();
  });

  it('happens on the day of its cause among the others, and not before the first of them', () => {
    const [first, later] = ['2024-01-03T02:00:00.000Z', '2024-01-08T02:00:00.000Z'];
    const caused = (happenedAt: Instant) =>
      timed(
        commanded(Loose, { happenedAt, issuedAt: NOW }),
        {},
        { state: undefined, last: later, past: told(first, later) },
      );
    expect(caused(startOfDay('2024-01-05'))).toMatchObject({ effectiveAt: startOfDay('2024-01-05'), outOfOrder: true });
    expect(caused(startOfDay('2024-01-01'))).toMatchObject({ effectiveAt: first, outOfOrder: true });
    expect(caused('2024-01-09T02:00:00.000Z').outOfOrder).toBeUndefined();
  });

  it('cannot happen tomorrow either', () => {
    expect(() => loose('2024-01-11', '2024-01-08T02:00:00.000Z')).toThrow('effective.ahead-of-now');
  });
});

describe('a fact that a process brings about', () => {
  it('happens when its cause did', () => {
    expect(caused('2024-01-08T02:00:00.000Z')).toBe('2024-01-08T02:00:00.000Z');
    expect(caused('2024-01-08T02:00:00.000Z', '2024-01-08T01:00:00.000Z')).toBe('2024-01-08T02:00:00.000Z');
  });

  it('is taken behind what was entered of a later day meanwhile, not refused', () => {
    expect(caused('2024-01-08T02:00:00.000Z', '2024-01-09T02:00:00.000Z')).toBe('2024-01-09T02:00:00.000Z');
  });
});

it('never falls within a stream, and is on the day named or refused', () => {
  const day = fc.integer({ min: 0, max: 20 }).map((n) => dateOf(new Date(Date.UTC(2024, 0, 1 + n)).toISOString()));
  fc.assert(
    fc.property(fc.array(fc.option(day, { nil: undefined }), { maxLength: 12 }), (days) => {
      let last: Instant | undefined;
      for (const on of days) {
        const outcome = on === undefined ? { taken: time(on, last) } : refusal(on, last);
        if (!('taken' in outcome)) continue;
        const taken = outcome.taken as Instant;
        expect(taken >= (last ?? '')).toBe(true);
        expect(dateOf(taken)).toBe(on ?? dateOf(NOW));
        last = taken;
      }
    }),
  );
});
