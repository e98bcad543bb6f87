import { ConcurrencyConflict, type ExpectedVersion, KeyReused } from '#event-sourcing';
import { appendOne, someEvent, someEvents, to } from './some-events.js';
import { NOON, recordedAt, type Subject } from './event-store.contract.js';

export const describeRepeats = ({ store, clock, nature }: Subject): void => {
  const { position } = nature;
  const stored = async () => (await store().readAll('0', 10_000)).length;

  describe('given an append that was taken before', () => {
    const events = someEvents(2);
    const first = {
      outcome: 'idempotent',
      versions: [3],
      positions: [position(3)],
      recordedAt: recordedAt(nature, NOON),
    };

    beforeEach(async () => {
      await appendOne(store(), to('note-1', 'none', someEvent()));
      await appendOne(store(), to('note-1', 1, ...events));
      await appendOne(store(), to('note-1', 3, someEvent()));
      clock.set('2024-01-11T00:00:00.000Z');
    });

    it.each<ExpectedVersion>([1, 'any', 'exists'])(
      'answers its repeat under %s with the first outcome and stores nothing',
      async (expected) => {
        expect(await appendOne(store(), to('note-1', expected, ...events))).toEqual(first);
        expect(await stored()).toBe(4);
      },
    );

    it('refuses the same beginning with another tail', async () => {
      const tail = someEvent();
      expect(await appendOne(store(), to('note-1', 1, events[0]!, tail))).toBeInstanceOf(ConcurrencyConflict);
      expect(await appendOne(store(), to('note-1', 'any', events[0]!, tail))).toBeInstanceOf(KeyReused);
      expect(await stored()).toBe(4);
    });

    it('refuses a known id behind a new one', async () => {
      expect(await appendOne(store(), to('note-1', 'any', someEvent(), events[1]!))).toBeInstanceOf(KeyReused);
      expect(await appendOne(store(), to('note-1', 4, someEvent(), events[1]!))).toBeInstanceOf(KeyReused);
      expect(await stored()).toBe(4);
    });

    it('refuses its events in another order', async () => {
      const swapped = [events[1]!, events[0]!];
      expect(await appendOne(store(), to('note-1', 1, ...swapped))).toBeInstanceOf(ConcurrencyConflict);
      expect(await appendOne(store(), to('note-1', 'any', ...swapped))).toBeInstanceOf(KeyReused);
      expect(await stored()).toBe(4);
    });

    it('refuses its ids at the end of the stream, where they do not stand', async () => {
      expect(await appendOne(store(), to('note-1', 4, ...events))).toBeInstanceOf(KeyReused);
      expect(await stored()).toBe(4);
    });

    if (nature.knowsIdsEverywhere) {
      it.each<ExpectedVersion>(['none', 'any'])('refuses its ids in another stream under %s', async (expected) => {
        const result = await appendOne(store(), to('note-2', expected, ...events));
        expect(result).toBeInstanceOf(KeyReused);
        expect(result).toMatchObject({ commandId: events[0]!.metadata.commandId });
        expect(await stored()).toBe(4);
      });
    }
  });

  describe('given an append over several streams that was taken before', () => {
    const append = () => [
      { stream: 'note-1', expected: 'none', events: [one] } as const,
      { stream: 'note-2', expected: 'any', events: [two, three] } as const,
    ];
    const [one, two, three] = [someEvent(), someEvent(), someEvent()];

    beforeEach(() => appendOne(store(), append()));

    it('answers its repeat with the first outcome', async () => {
      expect(await appendOne(store(), append())).toMatchObject({
        outcome: 'idempotent',
        versions: [1, 2],
        positions: [position(1), position(3)],
      });
      expect(await stored()).toBe(3);
    });

    if (nature.atomicAcrossStreams) {
      it('refuses one that is part old and part new', async () => {
        const [old] = append();
        const mixed = [old!, { stream: 'note-3', expected: 'none' as const, events: [someEvent()] }];
        expect(await appendOne(store(), mixed)).toBeInstanceOf(ConcurrencyConflict);
        expect(await stored()).toBe(3);
      });
    } else {
      it('resumes one that is part old and part new', async () => {
        const [old] = append();
        const mixed = [old!, { stream: 'note-3', expected: 'none' as const, events: [someEvent()] }];
        expect(await appendOne(store(), mixed)).toMatchObject({ outcome: 'ok', versions: [1, 1] });
        expect(await appendOne(store(), mixed)).toMatchObject({ outcome: 'idempotent', versions: [1, 1] });
        expect(await stored()).toBe(4);
      });
    }
  });

  describe('given an id twice in one append', () => {
    it('stores nothing', async () => {
      const twice = someEvent();
      expect(await appendOne(store(), to('note-1', 'none', twice, twice))).toBeInstanceOf(KeyReused);
      expect(await stored()).toBe(0);
    });
  });
};
