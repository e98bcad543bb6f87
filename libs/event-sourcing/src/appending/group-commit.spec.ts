import { randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store';
import { Overloaded, StoreUnavailable } from '../errors.js';
import type { NewEvent } from '../event.js';
import type { Append, AppendResult, EventStore, ExpectedVersion } from './event-store.js';
import { GroupCommit } from './group-commit.js';
import type { Flush } from '../observer.js';

const noted = (): NewEvent => {
  const id = randomUUID();
  return { id, type: 'Noted', schemaVersion: 1, data: {}, metadata: { commandId: id } as NewEvent['metadata'] };
};
const to = (stream: string, count = 1, expected: ExpectedVersion = 'any'): Append => [
  { stream, expected, events: Array.from({ length: count }, noted) },
];

/** A real store behind a door: batches wait while it is shut, fail when it is told so, and are counted. */
class Door {
  readonly batches: number[] = [];
  #shut: Promise<void> = Promise.resolve();
  failure: Error | undefined;

  constructor(readonly store: EventStore) {}

  shut(): () => void {
    let open!: () => void;
    this.#shut = new Promise((resolve) => (open = resolve));
    return open;
  }

  async append(appends: readonly Append[]): Promise<AppendResult[]> {
    this.batches.push(appends.length);
    await this.#shut;
    if (this.failure) throw this.failure;
    return this.store.append(appends);
  }
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe('given a group commit', () => {
  let door: Door;
  let told: (Flush | 'overloaded')[];
  const commits = (limits?: { queue: number; batch: number }) =>
    new GroupCommit(door as Pick<EventStore, 'append'> as EventStore, limits, {
      flushed: (flush) => told.push(flush),
      overloaded: () => told.push('overloaded'),
    });

  beforeEach(async () => {
    told = [];
    door = new Door(await openEventStore('memory:'));
  });

  it('takes a lone append at once', async () => {
    expect(await commits().append(to('note-1', 2))).toMatchObject({ outcome: 'ok', versions: [2] });
    expect(door.batches).toEqual([1]);
  });

  it('takes what arrived together in one batch', async () => {
    const group = commits();
    await Promise.all(Array.from({ length: 10 }, () => group.append(to('note-1'))));
    expect(door.batches).toEqual([10]);
  });

  it('takes in the next batch all that came while one was in the air', async () => {
    const group = commits();
    const open = door.shut();
    const first = group.append(to('note-1'));
    await turn();
    await turn();
    const later = Array.from({ length: 7 }, () => group.append(to('note-1')));
    expect(group.waiting).toBe(7);
    open();
    await Promise.all([first, ...later]);
    expect(door.batches).toEqual([1, 7]);
  });

  it('shares many appends out between the flushes that the store takes at a time', async () => {
    const group = new GroupCommit(
      Object.assign(door, { flushesAtOnce: 2 }) as Pick<EventStore, 'append'> as EventStore,
    );
    const open = door.shut();
    const many = Array.from({ length: 40 }, (_, i) => group.append(to(`note-${i}`)));
    for (let i = 0; i < 20; i++) await turn();
    expect(door.batches).toEqual([20, 20]);
    expect(group.waiting).toBe(20);
    const more = Array.from({ length: 5 }, () => group.append(to('note-1')));
    open();
    await Promise.all([...many, ...more]);
    expect(door.batches).toEqual([20, 20, 5]);
    await group.drain();
  });

  it('passes each on at once and alone where appends do not wait for each other in the store', async () => {
    const aside = Object.assign(door, { flushesAtOnce: 3, sideBySide: true });
    const group = new GroupCommit(aside as Pick<EventStore, 'append'> as EventStore);
    const open = door.shut();
    const all = Array.from({ length: 5 }, (_, i) => group.append(to(`note-${i}`)));
    expect(door.batches).toEqual([1, 1, 1]);
    expect(group.waiting).toBe(2);
    open();
    await Promise.all(all);
    expect(door.batches).toEqual([1, 1, 1, 1, 1]);
    await group.drain();
  });

  it('begins no second flush for a few appends', async () => {
    const group = new GroupCommit(
      Object.assign(door, { flushesAtOnce: 2 }) as Pick<EventStore, 'append'> as EventStore,
    );
    const open = door.shut();
    const few = Array.from({ length: 30 }, () => group.append(to('note-1')));
    for (let i = 0; i < 20; i++) await turn();
    const later = Array.from({ length: 15 }, () => group.append(to('note-1')));
    for (let i = 0; i < 20; i++) await turn();
    expect(door.batches).toEqual([30]);
    open();
    await Promise.all([...few, ...later]);
    expect(door.batches).toEqual([30, 15]);
  });

  it('stores appends in the order in which they came', async () => {
    const group = commits({ queue: 100, batch: 3 });
    const results = await Promise.all(Array.from({ length: 20 }, (_, i) => group.append(to('note-1', 1, i || 'none'))));
    expect(results.map(({ versions }) => versions[0])).toEqual(results.map((_, i) => i + 1));
  });

  it('gives each append of a batch its own outcome', async () => {
    const group = commits();
    const outcomes = await Promise.allSettled([
      group.append(to('note-1', 1, 'none')),
      group.append(to('note-1', 1, 'none')),
      group.append(to('note-1', 1, 1)),
    ]);
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(outcomes[1]).toMatchObject({ reason: { name: 'ConcurrencyConflict' } });
    expect(door.batches).toEqual([3]);
  });

  it('holds a batch within the limit of events, and lets a larger append through as a whole', async () => {
    const group = commits({ queue: 100, batch: 4 });
    const counts = [2, 2, 1, 9, 3];
    const results = await Promise.all(counts.map((count) => group.append(to('note-1', count))));
    expect(results.map(({ versions }) => versions[0])).toEqual([2, 4, 5, 14, 17]);
    expect(door.batches).toEqual([2, 1, 1, 1]);
  });

  it('refuses one append more than may wait, and still stores those that it took', async () => {
    const group = commits({ queue: 3, batch: 100 });
    const taken = [1, 2, 3].map(() => group.append(to('note-1')));
    await expect(group.append(to('note-1'))).rejects.toThrow(Overloaded);
    expect(await Promise.all(taken)).toHaveLength(3);
    expect(await group.append(to('note-1'))).toMatchObject({ versions: [4] });
  });

  it('rejects every append of a batch that the store rejects, and goes on with the next', async () => {
    const group = commits();
    door.failure = new StoreUnavailable('disk');
    const outcomes = await Promise.allSettled([group.append(to('note-1')), group.append(to('note-2'))]);
    expect(outcomes).toMatchObject([{ reason: door.failure }, { reason: door.failure }]);
    door.failure = undefined;
    expect(await group.append(to('note-1'))).toMatchObject({ versions: [1] });
  });

  it('is drained when everything taken so far is settled', async () => {
    const group = commits({ queue: 100, batch: 2 });
    let settled = 0;
    const open = door.shut();
    for (let i = 0; i < 9; i++) void group.append(to('note-1')).then(() => settled++);
    const drained = group.drain();
    await turn();
    expect(settled).toBe(0);
    open();
    await drained;
    expect(settled).toBe(9);
    await group.drain();
  });

  it('tells of each flush how much it took and how long that lasted', async () => {
    const group = commits();
    const open = door.shut();
    const both = [group.append(to('note-1', 2)), group.append(to('note-2', 3))];
    for (let i = 0; i < 20; i++) await turn();
    const waited = 20;
    await new Promise((resolve) => setTimeout(resolve, waited + 5));
    open();
    await Promise.all(both);
    expect(told).toEqual([
      { durationMs: expect.any(Number), appends: 2, events: 5, conflicts: 0, failed: 0, error: undefined },
    ]);
    expect((told[0] as Flush).durationMs).toBeGreaterThanOrEqual(waited);
  });

  it('tells a version that was not met from an append that failed, and neither from a key used twice', async () => {
    const group = commits();
    const twice = noted();
    const keyed = (stream: string): Append => [{ stream, expected: 'any', events: [twice] }];
    await Promise.allSettled(
      [to('note-1', 1, 7), to('note-1', 1, 'none'), to('note-1', 1, 'none'), keyed('note-2'), keyed('note-3')].map(
        (one) => group.append(one),
      ),
    );
    door.failure = new StoreUnavailable('disk');
    await Promise.allSettled([group.append(to('note-1')), group.append(to('note-2'))]);
    expect(told).toMatchObject([
      { appends: 5, events: 5, conflicts: 2, failed: 0, error: undefined },
      { appends: 2, events: 2, conflicts: 0, failed: 2, error: door.failure },
    ]);
  });

  it('tells of an append that only itself could not be taken', async () => {
    const broken = new StoreUnavailable('this one');
    const group = new GroupCommit({ append: async () => [broken] } as unknown as EventStore, undefined, {
      flushed: (flush) => told.push(flush),
    });
    await expect(group.append(to('note-1'))).rejects.toBe(broken);
    expect(told).toMatchObject([{ appends: 1, conflicts: 0, failed: 1, error: broken }]);
  });

  it('tells of each append that it refused because too many wait', async () => {
    const group = commits({ queue: 1, batch: 100 });
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => group.append(to('note-1'))));
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'rejected']);
    expect(told.filter((one) => one === 'overloaded')).toHaveLength(2);
  });
});
