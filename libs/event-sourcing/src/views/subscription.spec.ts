import { randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store';
import { BEGINNING, type Recorded } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { Bell, subscribe } from './subscription.js';
import { asRecorded } from '../testing/given-decider.js';

let store: EventStore;
let over: AbortController;

beforeEach(async () => {
  store = await openEventStore('memory:');
  over = new AbortController();
});
afterEach(async () => {
  over.abort();
  await store.close();
});

const append = async (count: number, stream = 'a-1'): Promise<void> => {
  const { metadata } = asRecorded(stream, { type: 'Noted', data: {} }, 1);
  const events = Array.from({ length: count }, () => ({
    id: randomUUID(),
    type: 'Noted',
    schemaVersion: 1,
    data: {},
    metadata,
  }));
  await store.append([[{ stream, expected: 'any', events }]]);
};

const upTo = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i + 1));

/** Sizes of the batches given, and positions, until so many events came. */
const followed = async (batches: AsyncIterable<Recorded[]>, count: number) => {
  const positions: string[] = [];
  const sizes: number[] = [];
  for await (const batch of batches) {
    sizes.push(batch.length);
    positions.push(...batch.map(({ position }) => position));
    if (positions.length >= count && batch.length === 0) break;
  }
  return { positions, sizes };
};

describe('a subscription', () => {
  it('gives every event in order, then says once that the end is reached', async () => {
    await append(7);
    const { positions, sizes } = await followed(subscribe(store, BEGINNING, { batch: 3, signal: over.signal }), 7);
    expect(positions).toEqual(upTo(7));
    expect(sizes).toEqual([3, 3, 1, 0]);
  });

  it('begins behind the position given', async () => {
    await append(5);
    const { positions } = await followed(subscribe(store, '3', { signal: over.signal }), 2);
    expect(positions).toEqual(['4', '5']);
  });

  it('has neither gap nor repeat while others append', async () => {
    const following = followed(subscribe(store, BEGINNING, { batch: 7, signal: over.signal }), 300);
    for (let round = 0; round < 100; round++) {
      await Promise.all([append(1, 'a-1'), append(2, 'b-1')]);
      if (round % 9 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    expect((await following).positions).toEqual(upTo(300));
  });

  it('says again that the end is reached after something came', async () => {
    const batches = subscribe(store, BEGINNING, { signal: over.signal });
    expect((await batches.next()).value).toEqual([]);
    const next = batches.next();
    await append(1);
    expect((await next).value).toMatchObject([{ position: '1' }]);
    expect((await batches.next()).value).toEqual([]);
  });

  it('reads once for what it is called for', async () => {
    let reads = 0;
    const counting = Object.assign(Object.create(store) as EventStore, {
      readAll: (after: string, limit: number) => {
        reads++;
        return store.readAll(after, limit);
      },
      onAppended: (wake: () => void) => store.onAppended(wake),
    });
    const batches = subscribe(counting, BEGINNING, { pollMs: 3_600_000, signal: over.signal });
    await batches.next();
    for (const calls of [1, 2, 3]) {
      const next = batches.next();
      await append(1);
      expect((await next).value).toMatchObject([{ position: String(calls) }]);
      expect((await batches.next()).value).toEqual([]);
      expect(reads).toBe(1 + calls);
    }
  });

  it('does not call that the end which was overtaken while its events were worked on', async () => {
    await append(1);
    const batches = subscribe(store, BEGINNING, { signal: over.signal });
    expect((await batches.next()).value).toHaveLength(1);
    await append(2);
    expect((await batches.next()).value).toHaveLength(2);
    expect((await batches.next()).value).toEqual([]);
  });

  it('finds by itself what nobody called it for', async () => {
    const silent = Object.assign(Object.create(store) as EventStore, {
      readAll: (after: string, limit: number) => store.readAll(after, limit),
      onAppended: () => () => undefined,
    });
    const batches = subscribe(silent, BEGINNING, { pollMs: 5, signal: over.signal });
    await batches.next();
    const next = batches.next();
    await append(1);
    expect((await next).value).toMatchObject([{ position: '1' }]);
  });

  it('ends when it is told to, also while it waits, and no longer listens', async () => {
    let listening = 0;
    const counting = Object.assign(Object.create(store) as EventStore, {
      readAll: (after: string, limit: number) => store.readAll(after, limit),
      onAppended: (wake: () => void) => {
        const stop = store.onAppended(wake);
        listening++;
        return () => {
          stop();
          listening--;
        };
      },
    });
    const batches = subscribe(counting, BEGINNING, { pollMs: 3_600_000, signal: over.signal });
    await batches.next();
    const waiting = batches.next();
    expect(listening).toBe(1);
    over.abort();
    expect(await waiting).toEqual({ value: undefined, done: true });
    expect(listening).toBe(0);
  });

  it('gives nothing when it was told to end before it began', async () => {
    await append(1);
    over.abort();
    expect(await subscribe(store, BEGINNING, { signal: over.signal }).next()).toEqual({ value: undefined, done: true });
  });
});

describe('a bell', () => {
  const LONG_MS = 3_600_000;

  it('wakes all who wait', async () => {
    const bell = new Bell();
    const waiting = [bell.rung(LONG_MS), bell.rung(LONG_MS)];
    bell.ring();
    expect(await Promise.all(waiting)).toHaveLength(2);
  }, 5_000);

  it('still wakes one who waits longer than another', async () => {
    const bell = new Bell();
    const waiting = bell.rung(LONG_MS);
    await bell.rung(1);
    bell.ring();
    await expect(waiting).resolves.toBeUndefined();
  }, 5_000);

  it('remembers a ring until it is silenced', async () => {
    const bell = new Bell();
    bell.ring();
    await bell.rung(LONG_MS);
    bell.silence();
    let woken = false;
    const waiting = bell.rung(LONG_MS).then(() => (woken = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect(woken).toBe(false);
    bell.ring();
    await waiting;
  }, 5_000);
});
