import {
  comparePositions,
  type Event,
  GroupCommit,
  type Position,
  type Recorded,
  StoreUnavailable,
  subscribe,
  versionsShown,
} from '#event-sourcing';
import { appendOne, someEvent, someEvents, to } from './some-events.js';
import { NOON, type Subject } from './event-store.contract.js';

const HOUR_AGO = '2024-01-10T03:00:00.000Z';
const NEVER_POLLS = 3_600_000;

export const describeOrder = ({ store, opened, clock, nature }: Subject): void => {
  const { position } = nature;
  const numbersOf = (events: readonly Recorded<Event>[]) => events.map(({ data }) => (data as { n: number }).n);
  const fill = (count: number) => appendOne(store(), to('note-1', 'any', ...someEvents(count)));

  if (nature.readsOurClock) {
    describe('given a clock that jumps back', () => {
      it('never lets the recorded time fall', async () => {
        await fill(1);
        clock.set(HOUR_AGO);
        await fill(1);
        clock.set('2024-01-10T05:00:00.000Z');
        expect(await appendOne(store(), to('note-1', 2, someEvent()))).toMatchObject({
          recordedAt: '2024-01-10T05:00:00.000Z',
        });
        const times = (await store().readAll('0', 10)).map(({ recordedAt }) => recordedAt);
        expect(times).toEqual([NOON, NOON, '2024-01-10T05:00:00.000Z']);
      });

      it('remembers the last recorded time when it is opened anew', async () => {
        const { reopen } = opened();
        await fill(1);
        clock.set(HOUR_AGO);
        const again = reopen ? await reopen() : store();
        expect(await appendOne(again, to('note-1', 1, someEvent()))).toMatchObject({
          recordedAt: NOON,
          positions: [position(2)],
        });
      });
    });
  }

  describe('given a fact that was told behind a later one', () => {
    it('shows of an earlier day the version up to which nothing is left out', async () => {
      const on = (day: string, late = {}) => {
        const event = someEvent();
        return { ...event, metadata: { ...event.metadata, effectiveAt: `2023-11-${day}T00:00:00.000Z`, ...late } };
      };
      const outOfOrder = { outOfOrder: true as const };
      await appendOne(store(), to('note-1', 'any', on('01'), on('15'), on('03', outOfOrder), on('20')));
      const at = position(4);
      const seen = async (asOf?: string) =>
        (await versionsShown(store(), ['note-1', 'note-2'], { position: at, asOf })).get('note-1');
      const asked = ['2023-10-31', '2023-11-02', '2023-11-04', '2023-11-16', '2023-11-21'];
      const found = await Promise.all(asked.map((day) => seen(`${day}T00:00:00.000Z`)));
      expect([...found, await seen()]).toEqual([undefined, 1, 1, 3, 4, 4]);
    });
  });

  describe('given ten events', () => {
    beforeEach(() => fill(10));

    it('reads on from any position, at most as many as asked for', async () => {
      const all = await store().readAll('0', 100);
      expect(numbersOf(all)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      for (const [i, event] of all.entries()) {
        expect(numbersOf(await store().readAll(event.position, 3))).toEqual(numbersOf(all.slice(i + 1, i + 4)));
      }
      expect(await store().readAll('0', 0)).toEqual([]);
      expect(await store().readAll('0', -1)).toEqual([]);
      expect(await store().head()).toBe(all.at(-1)!.position);
    });

    it('reads a stream behind any version', async () => {
      expect(numbersOf(await store().readStream('note-1', 7))).toEqual([7, 8, 9]);
      expect(await store().readStream('note-1', 10)).toEqual([]);
    });

    it('refuses a position that is none', async () => {
      await expect(store().readAll('abc', 1)).rejects.toThrow('abc');
      await expect(store().readAll('-1', 1)).rejects.toThrow('-1');
    });
  });

  describe('given 64 appenders on a few streams', () => {
    it('stores every success once, in one order that a reader follows meanwhile', async () => {
      const commits = new GroupCommit(store());
      const ids = new Set<string>();
      let running = true;
      const appender = async (who: number) => {
        for (let i = 0; i < 10; i++) {
          const event = someEvent({ who, i });
          const stream = `note-${who % 5}`;
          const expected = (await store().readStream(stream)).length;
          await commits.append(to(stream, i % 2 ? 'any' : expected, event)).then(
            () => ids.add(event.id),
            (error: Error) => expect(error.name).toBe('ConcurrencyConflict'),
          );
        }
      };
      const seen: Recorded<Event>[] = [];
      const reader = async () => {
        let from: Position = '0';
        for (let last = false; !last;) {
          last = !running;
          const events = await store().readAll(from, 7);
          seen.push(...events);
          from = events.at(-1)?.position ?? from;
          last &&= events.length === 0;
          await new Promise((resolve) => setImmediate(resolve));
        }
      };
      const reading = reader();
      await Promise.all(Array.from({ length: 64 }, (_, who) => appender(who)));
      running = false;
      await reading;

      expect(ids.size).toBeGreaterThanOrEqual(320);
      expect(seen.map(({ id }) => id).sort()).toEqual([...ids].sort());
      expect(seen.map((event) => event.position)).toEqual(seen.map((_, i) => position(i + 1)));
      expect(seen.map((event) => event.position)).toEqual(
        seen.map((event) => event.position).toSorted(comparePositions),
      );
      for (let n = 0; n < 5; n++) {
        const versions = seen.filter(({ stream }) => stream === `note-${n}`).map(({ version }) => version);
        expect(versions).toEqual(versions.map((_, i) => i + 1));
      }
    });
  });

  describe('given a subscription', () => {
    const positionOf = async (n: number) => (await store().readAll('0', n)).at(-1)!.position;
    const follow = async (after: Position, count: number, live: () => Promise<unknown>) => {
      const stop = new AbortController();
      const seen: number[] = [];
      let wentLive = false;
      for await (const events of subscribe(store(), after, { batch: 4, pollMs: NEVER_POLLS, signal: stop.signal })) {
        seen.push(...numbersOf(events));
        if (seen.length >= count) stop.abort();
        else if (events.length === 0 && !wentLive) {
          wentLive = true;
          setImmediate(() => void live());
        }
      }
      return seen;
    };

    it('replays from the position given, then gives what is appended, without waiting for the next poll', async () => {
      await fill(10);
      expect(await follow(await positionOf(6), 7, () => fill(3))).toEqual([6, 7, 8, 9, 0, 1, 2]);
      expect(await follow('0', 14, () => fill(1))).toEqual([...Array(10).keys(), 0, 1, 2, 0]);
    });

    it('ends while it waits, when it is aborted', async () => {
      const stop = new AbortController();
      const batches: number[] = [];
      for await (const events of subscribe(store(), '0', { pollMs: NEVER_POLLS, signal: stop.signal })) {
        batches.push(events.length);
        setImmediate(() => stop.abort());
      }
      expect(batches).toEqual([0]);
    });

    it('hears nothing more once its listener is taken away', async () => {
      let calls = 0;
      const stopListening = store().onAppended(() => calls++);
      await fill(1);
      await new Promise((resolve) => setImmediate(resolve));
      const heard = calls;
      stopListening();
      await fill(1);
      await new Promise((resolve) => setImmediate(resolve));
      expect(heard).toBeGreaterThan(0);
      expect(calls).toBe(heard);
    });
  });

  describe('given a closed store', () => {
    it('refuses to append and to read', async () => {
      await store().close();
      await expect(store().append([to('note-1', 'any', someEvent())])).rejects.toThrow(StoreUnavailable);
      await expect(store().readAll('0', 1)).rejects.toThrow(StoreUnavailable);
      await expect(store().readStream('note-1')).rejects.toThrow(StoreUnavailable);
      await expect(store().head()).rejects.toThrow(StoreUnavailable);
    });
  });
};
