import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { SetClock } from '../clock.js';
import type { Event, NewEvent } from '../event.js';
import { integer, projection, type View } from './projection.js';
import type { Moment, ViewReader } from './read-store.js';
import { checkpointOf, withStreamViews } from './stream-views.js';
import { asRecorded } from '../testing/given-decider.js';
import { ViewRunner } from './view-runner.js';

type Told =
  | Event<'Counted', { readonly by: number }>
  | Event<'Removed', Record<string, never>>
  | Event<'Ignored', Record<string, never>>;
interface Sum {
  readonly total: number;
}

const stored = projection<Sum, Extract<Told, { type: 'Counted' | 'Removed' }>>({
  name: 'stored',
  version: 1,
  seenThrough: 'everyone',
  when: {
    Counted: (row, { data }) => (data.by === 0 ? row : { total: (row?.total ?? 0) + data.by }),
    Removed: () => undefined,
  },
  columns: { total: integer((row) => row.total) },
});
const folded: View<Sum> = { ...stored, name: 'folded', fromStream: 'sum' };

interface Step {
  readonly stream: number;
  readonly event: Told;
  /** Ticks that both clocks move on, of the stream and of the store. */
  readonly happened: number;
  readonly recorded: number;
  /** Ticks before the last fact of the stream, of one that is told out of order. */
  readonly back?: number;
}

const told: fc.Arbitrary<Told> = fc.oneof(
  { weight: 5, arbitrary: fc.nat(3).map((by): Told => ({ type: 'Counted', data: { by } })) },
  { weight: 2, arbitrary: fc.constant<Told>({ type: 'Removed', data: {} }) },
  { weight: 1, arbitrary: fc.constant<Told>({ type: 'Ignored', data: {} }) },
);
const step: fc.Arbitrary<Step> = fc.record({
  stream: fc.nat(2),
  event: told,
  happened: fc.nat(2),
  recorded: fc.nat(2),
  back: fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, fc.integer({ min: 1, max: 4 })),
});

const HOUR_MS = 3_600_000;
const tick = (n: number): string => new Date(Date.UTC(2024, 0, 1) + n * HOUR_MS).toISOString();
const keys = ['0', '1', '2', 'nobody'];

/** The same events read both ways. Facts may be told late, never ahead of the store's clock. */
const bothWays = async (steps: readonly Step[]) => {
  const clock = new SetClock(tick(0));
  const store = await openEventStore('memory:', { clock });
  const readStore = await openReadStore('sqlite::memory:');
  const happened = [0, 0, 0];
  const begun = new Set<number>();
  let now = 0;
  for (const { stream, event, ...moved } of steps) {
    now += moved.recorded;
    clock.set(tick(now));
    happened[stream] = Math.min(happened[stream]! + moved.happened, now);
    const { back } = moved;
    const { metadata } = asRecorded('sum-0', { event, at: tick(happened[stream]! - (back ?? 0)) }, 1);
    const outOfOrder = back !== undefined && begun.has(stream) ? true : undefined;
    begun.add(stream);
    const taken: NewEvent = {
      id: randomUUID(),
      type: event.type,
      schemaVersion: 1,
      data: event.data,
      metadata: { ...metadata, outOfOrder },
    };
    await store.append([[{ stream: `sum-${stream}`, expected: 'any', events: [taken] }]]);
  }
  const runner = new ViewRunner(store, readStore, [stored, folded] as View[]);
  await runner.start();
  await runner.waitFor(['stored'], await store.head(), 10_000);
  await runner.stop();
  const close = async () => {
    await readStore.close();
    await store.close();
  };
  return { reader: withStreamViews(store, readStore), moments: moments(now + 1), views: runner.status(), close };
};

const moments = (last: number): Moment[] => {
  const ticks = [undefined, ...Array.from({ length: last + 1 }, (_, n) => tick(n)), tick(-1)];
  return ticks.flatMap((asOf) => ticks.map((knownAt) => ({ asOf, knownAt })));
};

const answers = async (reader: ViewReader, view: View<Sum>, asked: readonly Moment[]) => {
  const all: unknown[] = [];
  for (const key of keys) {
    for (const moment of asked) all.push([key, moment, await reader.find(view, key, moment)]);
    all.push([key, await reader.history(view, key)]);
  }
  return all;
};

const alike = async (steps: readonly Step[]): Promise<void> => {
  const { reader, moments, close } = await bothWays(steps);
  try {
    expect(await answers(reader, folded, moments)).toEqual(await answers(reader, stored, moments));
  } finally {
    await close();
  }
};

describe('a view folded from its own stream', () => {
  it('answers as the stored one at every moment of both clocks, and has the same history', async () => {
    await fc.assert(fc.asyncProperty(fc.array(step, { maxLength: 14 }), alike), { numRuns: 60 });
  });

  it('answers for the past, for what was told late, and for what is gone', async () => {
    const steps: Step[] = [
      { stream: 0, event: { type: 'Counted', data: { by: 1 } }, happened: 1, recorded: 1 },
      { stream: 0, event: { type: 'Counted', data: { by: 2 } }, happened: 1, recorded: 4 },
      { stream: 0, event: { type: 'Removed', data: {} }, happened: 4, recorded: 1 },
    ];
    const { reader, close } = await bothWays(steps);
    const total = async (asOf?: number, knownAt?: number) =>
      (
        await reader.find(folded, '0', {
          asOf: asOf === undefined ? undefined : tick(asOf),
          knownAt: knownAt === undefined ? undefined : tick(knownAt),
        })
      )?.row.total;
    expect([await total(0), await total(1), await total(2), await total(6), await total()]).toEqual([
      undefined,
      1,
      3,
      undefined,
      undefined,
    ]);
    expect([await total(2, 4), await total(2, 5), await total(undefined, 5)]).toEqual([1, 3, 3]);
    await close();
  });

  it('is neither followed nor stored, and stands at the end of the log', async () => {
    const steps: Step[] = [{ stream: 0, event: { type: 'Counted', data: { by: 1 } }, happened: 0, recorded: 0 }];
    const { views, close } = await bothWays(steps);
    expect(views.map(({ view }) => view)).toEqual(['stored']);
    const checkpoint = async () => '3';
    expect(await checkpointOf(folded, checkpoint, '9')).toBe('9');
    expect(await checkpointOf(stored, checkpoint, '9')).toBe('3');
    await close();
  });

  it('cannot be listed or counted, and leaves that to what is stored', async () => {
    const steps: Step[] = [{ stream: 1, event: { type: 'Counted', data: { by: 1 } }, happened: 0, recorded: 0 }];
    const { reader, close } = await bothWays(steps);
    expect((await reader.list(stored, {})).rows.map(({ key, row }) => [key, row.total])).toEqual([['1', 1]]);
    expect(await reader.count(stored, 'total', {})).toEqual(new Map([[1, 1]]));
    await expect(reader.list(folded, {})).rejects.toThrow('cannot be listed');
    await expect(reader.count(folded, 'total', {})).rejects.toThrow('cannot be listed');
    await close();
  });
});
