import { ConcurrencyConflict, type ExpectedVersion, type NewEvent } from '#event-sourcing';
import { appendOne, someEvent, someEvents, to } from './some-events.js';
import type { Subject } from './event-store.contract.js';

export const describeExpectedVersions = ({ store, nature }: Subject): void => {
  const { position } = nature;
  const lengthOf = async (stream: string) => (await store().readStream(stream)).length;
  const stored = async () => (await store().readAll('0', 10_000)).length;

  describe('given a stream of two events', () => {
    beforeEach(() => appendOne(store(), to('note-1', 'none', ...someEvents(2))));

    it.each<ExpectedVersion>([2, 'any', 'exists'])('takes an append that expects %s', async (expected) => {
      const result = await appendOne(store(), to('note-1', expected, someEvent()));
      expect(result).toMatchObject({ outcome: 'ok', versions: [3], positions: [position(3)] });
      expect(await lengthOf('note-1')).toBe(3);
    });

    it.each<ExpectedVersion>([0, 1, 3, 'none'])('refuses an append that expects %s', async (expected) => {
      const result = await appendOne(store(), to('note-1', expected, someEvent()));
      expect(result).toBeInstanceOf(ConcurrencyConflict);
      expect(result).toMatchObject({ stream: 'note-1', expected, actual: 2 });
      expect(await stored()).toBe(2);
    });
  });

  describe('given no stream', () => {
    it.each<ExpectedVersion>([0, 'none', 'any'])('takes an append that expects %s', async (expected) => {
      expect(await appendOne(store(), to('note-1', expected, someEvent()))).toMatchObject({ versions: [1] });
    });

    it.each<ExpectedVersion>([1, 'exists'])('refuses an append that expects %s', async (expected) => {
      expect(await appendOne(store(), to('note-1', expected, someEvent()))).toBeInstanceOf(ConcurrencyConflict);
      expect(await stored()).toBe(0);
    });

    it('lets exactly one of two racers found the stream', async () => {
      const racers = [someEvent({ racer: 1 }), someEvent({ racer: 2 })];
      const results = await Promise.all(racers.map((event) => appendOne(store(), to('note-1', 'none', event))));
      expect(results.filter((result) => result instanceof ConcurrencyConflict)).toHaveLength(1);
      expect(await lengthOf('note-1')).toBe(1);
    });

    it('reads it as empty', async () => {
      expect(await store().readStream('note-1')).toEqual([]);
      expect(await store().readAll('0', 10)).toEqual([]);
      expect(await store().head()).toBe('0');
    });
  });

  describe('given an append that cannot be taken as a whole', () => {
    const unstorable = () => {
      const circular: { self?: object } = {};
      circular.self = circular;
      return someEvent(circular);
    };

    it.each<[string, () => NewEvent[]]>([
      ['its second event is no JSON', () => [someEvent(), unstorable()]],
      ['its second event is no object', () => [someEvent(), { ...someEvent(), data: undefined as never }]],
      ['it has no event', () => []],
    ])('stores nothing when %s, and takes the others of the batch', async (_, events) => {
      const [refused, taken] = await store().append([
        to('note-1', 'none', ...events()),
        to('note-1', 'none', someEvent()),
      ]);
      expect(refused).toBeInstanceOf(Error);
      expect(taken).toMatchObject({ outcome: 'ok', versions: [1], positions: [position(1)] });
      expect(await stored()).toBe(1);
    });

    it('stores nothing in any stream when the last one is not as expected', async () => {
      const result = await appendOne(store(), [
        { stream: 'note-1', expected: 'none', events: someEvents(2) },
        { stream: 'note-2', expected: 1, events: someEvents(1) },
      ]);
      expect(result).toBeInstanceOf(ConcurrencyConflict);
      expect(await stored()).toBe(0);
    });

    if (nature.knowsIdsEverywhere) {
      it('stores nothing in any stream when an id of the last one is taken', async () => {
        const known = someEvent();
        await appendOne(store(), to('note-3', 'none', known));
        const result = await appendOne(store(), [
          { stream: 'note-1', expected: 'none', events: someEvents(2) },
          { stream: 'note-2', expected: 'none', events: [someEvent(), known] },
        ]);
        expect(result).toMatchObject({ name: 'KeyReused' });
        expect(await stored()).toBe(1);
        expect(await appendOne(store(), to('note-1', 'none', someEvent()))).toMatchObject({ positions: [position(2)] });
      });
    }
  });

  describe('given several streams in one append', () => {
    it('takes them all and tells version and position of each', async () => {
      const result = await appendOne(store(), [
        { stream: 'note-1', expected: 'none', events: someEvents(2) },
        { stream: 'note-2', expected: 'any', events: someEvents(3) },
        { stream: 'note-1', expected: 2, events: someEvents(1) },
      ]);
      expect(result).toMatchObject({
        outcome: 'ok',
        versions: [2, 3, 3],
        positions: [position(2), position(5), position(6)],
      });
      expect(await lengthOf('note-1')).toBe(3);
      expect(await lengthOf('note-2')).toBe(3);
    });
  });

  describe('given several appends in one batch', () => {
    it('lets each see those before it, and gives each its own outcome', async () => {
      const first = someEvents(2);
      const results = await store().append([
        to('note-1', 'none', ...first),
        to('note-1', 'none', someEvent()),
        to('note-1', 2, someEvent()),
        to('note-1', 'none', ...first),
        to('note-2', 'exists', someEvent()),
        to(nature.knowsIdsEverywhere ? 'note-2' : 'note-1', 'any', someEvent(), first[0]!),
        to('note-1', 'exists', someEvent()),
      ]);
      expect(results.map((one) => (one instanceof Error ? one.name : `${one.outcome} ${one.versions}`))).toEqual([
        'ok 2',
        'ConcurrencyConflict',
        'ok 3',
        'idempotent 2',
        'ConcurrencyConflict',
        'KeyReused',
        'ok 4',
      ]);
      expect((await store().readStream('note-1')).map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    });
  });

  describe('given a stream that an append only holds at its version', () => {
    const holding = (expected: ExpectedVersion, event = someEvent()) => [
      ...to('note-1', 'none', event),
      { stream: 'held-1', expected, events: [] },
    ];
    beforeEach(() => appendOne(store(), to('held-1', 'none', ...someEvents(2))));

    it('writes to the other stream alone, and tells of that one', async () => {
      const result = await appendOne(store(), holding(2));
      expect(result).toMatchObject({ outcome: 'ok', versions: [1], positions: [position(3)] });
      expect([await lengthOf('note-1'), await lengthOf('held-1')]).toEqual([1, 2]);
    });

    it.each<ExpectedVersion>([1, 3, 'none'])(
      'writes nothing when it is held at %s and is at another',
      async (expected) => {
        const result = await appendOne(store(), holding(expected));
        expect(result).toBeInstanceOf(ConcurrencyConflict);
        expect(result).toMatchObject({ stream: 'held-1', expected, actual: 2 });
        expect(await stored()).toBe(2);
      },
    );

    it('takes appends of one batch as those before them have left the stream', async () => {
      const results = await store().append([
        to('held-1', 2, someEvent()),
        [...to('note-1', 'none', someEvent()), { stream: 'held-1', expected: 3, events: [] }],
        [...to('note-2', 'none', someEvent()), { stream: 'held-1', expected: 2, events: [] }],
      ]);
      expect(results.map((one) => one instanceof ConcurrencyConflict)).toEqual([false, false, true]);
      expect(await stored()).toBe(4);
    });

    it('answers a repeated append with its first outcome, also when the stream has moved on', async () => {
      const event = someEvent();
      const first = await appendOne(store(), holding(2, event));
      await appendOne(store(), to('held-1', 2, someEvent()));
      const again = await appendOne(store(), holding(2, event));
      expect(again).toEqual({ ...first, outcome: 'idempotent' });
      expect(await stored()).toBe(4);
    });

    it('is no append when nothing is written at all', async () => {
      expect(await appendOne(store(), [{ stream: 'held-1', expected: 2, events: [] }])).toBeInstanceOf(Error);
      expect(await stored()).toBe(2);
    });
  });
};
