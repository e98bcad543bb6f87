import { openEventStore } from '#event-store';
import { type Append, type EventStore, KeyReused, SetClock, StoreUnavailable } from '#event-sourcing';
import { eventually } from '../support/eventually.js';
import type { Proposed } from '../support/eventstoredb/event-log.js';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import { NOON } from './event-store.contract.js';
import { appendOne, someEvent, someEvents, to } from './some-events.js';

const SHORT_MS = 300;
const ALWAYS = { times: 1_000 };

describe('given two processes on one EventStoreDB', () => {
  const clock = new SetClock(NOON);
  let double: EventStoreDbDouble;
  let here: EventStore;
  let there: EventStore;

  beforeEach(async () => {
    clock.set(NOON);
    double = await EventStoreDbDouble.start({ clock });
    here = await openEventStore(double.url);
    there = await openEventStore(double.url);
  });
  afterEach(async () => {
    await here.close();
    await there.close();
    await double.close();
  });

  it('lets exactly one of two racers write behind a version, and tells the other what it met', async () => {
    for (let version = 0; version < 30; version++) {
      const expected = version === 0 ? 'none' : version;
      const race = [here, there].map((store) => appendOne(store, to('note-1', expected, someEvent())));
      const outcomes = (await Promise.all(race)).map((one) => (one instanceof Error ? one.name : one.outcome));
      expect(outcomes.toSorted()).toEqual(['ConcurrencyConflict', 'ok'].toSorted());
    }
    expect(double.log.all).toHaveLength(30);
  });

  it('takes an append that both send only once, and tells who stored it', async () => {
    const append = to('note-1', 'none', ...someEvents(2));
    const results = await Promise.all([here, there].map((store) => appendOne(store, append)));
    expect(results).toEqual([1, 2].map(() => expect.objectContaining({ versions: [2], positions: ['200'] })));
    expect(results.map((one) => 'outcome' in one && one.outcome).toSorted()).toEqual(['idempotent', 'ok']);
    expect(await appendOne(here, append)).toMatchObject({ outcome: 'idempotent' });
    expect(double.log.all).toHaveLength(2);
  });

  it('knows an id that the other one stored in the stream', async () => {
    const known = someEvent();
    await appendOne(here, to('note-1', 'none', known));
    expect(await appendOne(there, to('note-1', 1, someEvent(), known))).toBeInstanceOf(KeyReused);
    expect(double.log.all).toHaveLength(1);
  });

  it('wakes the one when the other appends', async () => {
    let calls = 0;
    here.onAppended(() => calls++);
    await eventually(() => calls > 0);
    const before = calls;
    await appendOne(there, to('note-1', 'none', someEvent()));
    await eventually(() => calls > before);
  });

  it('calls once for what was appended here, however it learns of it', async () => {
    let calls = 0;
    here.onAppended(() => calls++);
    await eventually(() => calls > 0);
    const before = calls;
    for (const n of [1, 2, 3]) await appendOne(here, to(`note-${n}`, 'none', someEvent()));
    await appendOne(there, to('note-4', 'none', someEvent()));
    await eventually(() => calls >= before + 4);
    expect(calls).toBe(before + 4);
  });

  it('never lets the recorded time fall from the one to the other', async () => {
    await appendOne(here, to('note-1', 'none', someEvent()));
    clock.set('2024-01-10T03:00:00.000Z');
    expect(await appendOne(there, to('note-2', 'none', someEvent()))).toMatchObject({ recordedAt: NOON });
    const times = async (store: EventStore) => (await store.readAll('0', 9)).map(({ recordedAt }) => recordedAt);
    expect(await times(here)).toEqual([NOON, NOON]);
    expect((await there.readStream('note-2'))[0]!.recordedAt).toBe(NOON);
  });
});

describe('given events of the system among the others', () => {
  let double: EventStoreDbDouble;
  let store: EventStore;

  const system = (count: number) => {
    const event = (): Proposed => ({
      id: someEvent().id,
      type: '$statsCollected',
      contentType: 'application/json',
      data: Buffer.from('{}'),
      metadata: Buffer.from(''),
    });
    double.log.append('$stats-0', 'any', Array.from({ length: count }, event));
  };

  beforeEach(async () => {
    double = await EventStoreDbDouble.start();
    store = await openEventStore(double.url);
  });
  afterEach(async () => {
    await store.close();
    await double.close();
  });

  it('leaves them out of what is read, and skips nothing else', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 4; n++) {
      system(150);
      const event = someEvent();
      ids.push(event.id);
      await appendOne(store, to('note-1', 'any', event));
    }
    system(150);
    const one = await store.readAll('0', 1);
    expect(one.map(({ id }) => id)).toEqual(ids.slice(0, 1));
    const others = await store.readAll(one[0]!.position, 10);
    expect(others.map(({ id }) => id)).toEqual(ids.slice(1));
    expect(await store.head()).toBe(others.at(-1)!.position);
  });

  it('has no newest event while there are no others', async () => {
    system(150);
    expect(await store.head()).toBe('0');
    expect(await store.readAll('0', 1)).toEqual([]);
  });
});

describe('given an append over several streams that breaks off', () => {
  let double: EventStoreDbDouble;
  let store: EventStore;
  const append: Append = [
    { stream: 'note-1', expected: 'none', events: someEvents(2) },
    { stream: 'note-2', expected: 'any', events: someEvents(1) },
    { stream: 'note-1', expected: 2, events: someEvents(1) },
  ];

  beforeEach(async () => {
    double = await EventStoreDbDouble.start();
    store = await openEventStore(double.url, { limitMs: SHORT_MS });
  });
  afterEach(async () => {
    await store.close();
    await double.close();
  });

  it('leaves the first streams behind, and writes the rest when it is repeated', async () => {
    double.faults.inject('append', 'slow');
    double.faults.inject('append', 'silent', ALWAYS);
    expect(await appendOne(store, append)).toBeInstanceOf(StoreUnavailable);
    expect(double.log.all).toHaveLength(2);
    double.faults.clear();
    expect(await appendOne(store, append)).toMatchObject({ outcome: 'ok', versions: [2, 1, 3] });
    expect(await appendOne(store, append)).toMatchObject({ outcome: 'idempotent', versions: [2, 1, 3] });
    expect(double.log.all.map(({ id }) => id)).toEqual(append.flatMap(({ events }) => events.map(({ id }) => id)));
  });
});

describe('given a node that does not lead', () => {
  let leader: EventStoreDbDouble;
  let follower: EventStoreDbDouble;
  let store: EventStore;

  beforeEach(async () => {
    leader = await EventStoreDbDouble.start();
    follower = await EventStoreDbDouble.start({ log: leader.log });
    follower.leader = leader;
    follower.faults.inject('append', 'not leader', ALWAYS);
    follower.faults.inject('read', 'not leader', ALWAYS);
    store = await openEventStore(follower.url);
  });
  afterEach(async () => {
    await store.close();
    await follower.close();
    await leader.close();
  });

  it('turns to the leader that it names, with appends and with reads', async () => {
    expect(await store.head()).toBe('0');
    expect(await appendOne(store, to('note-1', 'none', someEvent()))).toMatchObject({ outcome: 'ok', versions: [1] });
    expect(await store.readStream('note-1')).toHaveLength(1);
  });

  it('follows a change of leader while appends go on', async () => {
    const turn = (from: EventStoreDbDouble, to: EventStoreDbDouble) => {
      for (const call of ['append', 'read'] as const) from.faults.inject(call, 'not leader', ALWAYS);
      to.faults.clear();
      from.leader = to;
      from.reset();
    };
    for (let n = 0; n < 12; n++) {
      if (n === 4) turn(leader, follower);
      if (n === 8) turn(follower, leader);
      const expected = n === 0 ? 'none' : n;
      expect(await appendOne(store, to('note-1', expected, someEvent()))).toMatchObject({ versions: [n + 1] });
    }
    expect(leader.log.all).toHaveLength(12);
  });
});
