import { openEventStore } from '#event-store';
import { type EventStore, StoreUnavailable, subscribe } from '#event-sourcing';
import { eventually } from '../support/eventually.js';
import type { Fault } from '../support/eventstoredb/faults.js';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import type { NetworkFault } from '../support/network.js';
import { appendOne, someEvents, to } from './some-events.js';

const SHORT_MS = 300;
const OFTEN_MS = 50;
const NEVER_POLLS = 3_600_000;

const serverFaults: readonly Fault[] = [
  'silent',
  'unanswered',
  'half-closed',
  'slow',
  'reset before commit',
  'reset after commit',
  'not leader',
];
const lineFaults: readonly NetworkFault[] = [
  'reset before it arrives',
  'reset before the answer',
  'half-open before it arrives',
  'half-open before the answer',
];

describe('given an EventStoreDB whose server or line fails', () => {
  let double: EventStoreDbDouble;
  let store: EventStore;
  let other: EventStore;
  let stop: AbortController;

  /** Ids as they come, from the beginning; a reader who is thrown out comes back to where it was. */
  const follow = (pollMs: number): string[] => {
    const seen: string[] = [];
    const { signal } = stop;
    void (async () => {
      let from = '0';
      const read = async () => {
        for await (const events of subscribe(store, from, { pollMs, signal })) {
          seen.push(...events.map(({ id }) => id));
          from = events.at(-1)?.position ?? from;
        }
      };
      while (!signal.aborted) await read().catch(() => undefined);
    })();
    return seen;
  };
  const stored = () => double.log.all.map(({ id }) => id);
  const appended = () => appendOne(other, to('note-1', 'any', ...someEvents(2)));

  beforeEach(async () => {
    double = await EventStoreDbDouble.start();
    store = await openEventStore(double.url, { limitMs: SHORT_MS });
    // By another way: two clients of one process share their connection to one address.
    other = await openEventStore(`esdb://127.0.0.1:${double.directPort}?tls=false`);
    stop = new AbortController();
  });
  afterEach(async () => {
    stop.abort();
    await Promise.all([store.close(), other.close()]);
    await double.close();
  });

  describe('an append', () => {
    const takenOnce = async () => {
      const append = to('note-1', 'none', ...someEvents(2));
      const told = await appendOne(store, append);
      if (told instanceof Error) expect(told).toBeInstanceOf(StoreUnavailable);
      double.faults.clear();
      double.connections.heal();
      const again = await appendOne(store, append);
      expect(again).toMatchObject({ versions: [2] });
      expect(told instanceof Error || 'outcome' in again).toBe(true);
      expect(stored()).toEqual(append[0]!.events.map(({ id }) => id));
    };

    it.each(serverFaults)('is taken once, if the server is %s and it is repeated', async (fault) => {
      double.faults.inject('append', fault, { delayMs: 2 * SHORT_MS });
      await takenOnce();
      await eventually(() => double.faults.left('append') === 0);
    });

    it.each(lineFaults)('is taken once, if the line is %s and it is repeated', async (fault) => {
      double.connections.inject(fault, (request) => request.includes('Noted'));
      await takenOnce();
    });

    it('is taken at once over a line that is slow and gives bytes in slices', async () => {
      Object.assign(double.connections, { latencyMs: 5, sliceBytes: 13 });
      const append = to('note-1', 'none', ...someEvents(2));
      const patient = await openEventStore(double.url);
      expect(await appendOne(patient, append)).toMatchObject({ outcome: 'ok', versions: [2] });
      expect(await patient.readStream('note-1')).toHaveLength(2);
      await patient.close();
    });
  });

  describe('a read', () => {
    it.each<Fault>(['slow', 'reset before commit', 'not leader'])('is answered, if the server is %s', async (fault) => {
      await appended();
      double.faults.inject('read', fault, { delayMs: SHORT_MS / 3 });
      expect(await store.readStream('note-1')).toHaveLength(2);
      expect(double.faults.left('read')).toBe(0);
    });

    it.each(lineFaults)('is answered in the end, if the line is %s', async (fault) => {
      await appended();
      expect(await store.head()).toBe('200');
      double.connections.inject(fault, () => true);
      const answers = async () => {
        const events = await store.readStream('note-1').catch((error: unknown) => error);
        if (events instanceof Error) expect(events).toBeInstanceOf(StoreUnavailable);
        return events;
      };
      await answers();
      expect(await answers()).toHaveLength(2);
    });
  });

  describe('a subscription', () => {
    it.each<Fault>(['silent', 'half-closed', 'slow', 'reset before commit', 'not leader'])(
      'hears of the next events, if the server is %s when it begins',
      async (fault) => {
        await appended();
        double.faults.inject('subscribe', fault, { delayMs: SHORT_MS / 3 });
        const seen = follow(NEVER_POLLS);
        await eventually(() => double.faults.left('subscribe') === 0);
        await appended();
        await eventually(() => seen.length === 4);
        expect(seen).toEqual(stored());
      },
    );

    it('goes on without gap or repeat behind connections that are reset again and again', async () => {
      const seen = follow(NEVER_POLLS);
      for (let n = 1; n <= 10; n++) {
        await appended();
        double.connections.reset();
        await eventually(() => seen.length === 2 * n);
      }
      expect(seen).toEqual(stored());
    });

    it('goes on by looking now and then when its line is half-open and nobody says so', async () => {
      await appended();
      const seen = follow(OFTEN_MS);
      await eventually(() => seen.length === 2);
      double.connections.inject('half-open before it arrives');
      await eventually(() => double.connections.waiting === 0);
      await appended();
      await eventually(() => seen.length === stored().length);
      expect(seen).toEqual(stored());
    });
  });
});
