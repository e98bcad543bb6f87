import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import {
  Command,
  ConcurrencyConflict,
  type Decider,
  Engine,
  type Event,
  type EventMetadata,
  type EventStore,
  integer,
  on,
  Overloaded,
  processOutbox,
  projection,
  type ReadStore,
  RuleBroken,
  StoreUnavailable,
  type View,
} from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { serverProblems } from '../../../composition/src/problems.js';
import { readConfig } from '../config.js';
import { catalogue } from './catalogue.js';
import { Observing } from './observing.js';

type Added = Event<'Added', { readonly by: number }>;

class Add extends Command {
  by!: number;
}

const counter: Decider<number, Added> = {
  category: 'counter',
  initial: 0,
  evolve: (total, { data }) => total + data.by,
  decisions: [
    on(
      Add,
      ({ by }, total) => {
        if (total + by < 0) throw new RuleBroken('version.stale');
        return by === 0 ? [] : [{ type: 'Added', data: { by } }];
      },
      'Added',
    ),
  ],
};

const totals = (name: string, fails = false): View =>
  projection<{ total: number }, Added>({
    name,
    version: 1,
    seenThrough: 'everyone',
    when: {
      Added: (row, { data }) => {
        if (fails) throw new Error('not this one');
        return { total: (row?.total ?? 0) + data.by };
      },
    },
    columns: { total: integer((row) => row.total) },
  }) as View;

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const actor = { id: 'a', personId: 'p', name: '张三', roles: [], client: 'spec' };
const SOON_MS = 5_000;

describe('the metrics of an engine', () => {
  let store: EventStore;
  let readStore: ReadStore;
  let engine: Engine;
  let observing: Observing;
  let heads: number;
  let broken: string | undefined;
  /** Appends that meet somebody else's first. */
  let contended: number;
  let gate: Promise<void>;
  let made = 0;

  const given = (): EventStore =>
    Object.assign(Object.create(store) as EventStore, {
      append: async (appends: Parameters<EventStore['append']>[0]) => {
        await gate;
        if (broken === 'append') throw new StoreUnavailable('disk full');
        if (contended-- > 0) return appends.map(() => new ConcurrencyConflict('counter-a', 1, 2));
        return store.append(appends);
      },
      readStream: (stream: string, after?: number) => store.readStream(stream, after),
      readAll: (after: string, limit: number) => store.readAll(after, limit),
      head: () => {
        heads += 1;
        if (broken === 'silent') return new Promise<string>(() => undefined);
        return broken === 'head' ? Promise.reject(new StoreUnavailable('gone')) : store.head();
      },
      onAppended: (wake: () => void) => store.onAppended(wake),
    });
  const add = (by: number, id = 'a', commandId = engine.uuid(`command ${++made}`)) =>
    Object.assign(new Add(), {
      id,
      by,
      actor,
      issuedAt: '2024-01-10T04:00:00.000Z',
      commandId,
      commandHash: commandId,
      correlationId: commandId,
    });
  /** The samples of one metric, by their labels. */
  const samples = async (name: string): Promise<Record<string, number>> =>
    Object.fromEntries(
      [...(await observing.metrics.text()).matchAll(new RegExp(`^${name}(?:\\{(.*)\\})? (\\S+)$`, 'gm'))].map(
        ([, labels = '', value]) => [labels.replaceAll('"', ''), Number(value)],
      ),
    );
  const caughtUp = async () => engine.seen([engine.views[0]!], await store.head(), SOON_MS);

  beforeEach(async () => {
    [heads, contended, broken, gate] = [0, 0, undefined, Promise.resolve()];
    store = await openEventStore('memory:');
    readStore = await openReadStore('sqlite::memory:');
    observing = new Observing(
      { ...readConfig({ RECTIFY_DATABASE_URL: 'memory:' }), logLevel: 'silent' },
      serverProblems,
    );
    engine = new Engine({
      store: given(),
      readStore,
      contexts: [{ name: 'counting', deciders: [counter], views: [totals('good'), totals('bad', true)] }],
      digest,
      limits: { queue: 2, batch: 100 },
      observer: observing.observerOf(store),
    });
    observing.metrics.watch({ engine, leads: () => engine.runner.running });
  });
  afterEach(async () => {
    await engine.stop();
    await readStore.close();
    await store.close();
  });

  it('are those of the catalogue, each with its help, and those of the process', async () => {
    const text = await observing.metrics.text();
    const told = [...text.matchAll(/^# HELP (rectify_\w+) (.+)\n# TYPE \1 (\w+)$/gm)].map(([, ...parts]) => parts);
    expect(told).toEqual(Object.values(catalogue).map(({ name, help, type }) => [name, help, type]));
    for (const name of ['nodejs_heap_size_used_bytes', 'nodejs_eventloop_lag_p99_seconds', 'process_open_fds']) {
      expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
    }
  });

  it('count commands by how they ended', async () => {
    const first = add(3);
    await engine.execute(first);
    await engine.execute(first);
    await engine.execute(add(0));
    await engine.execute(add(-9)).catch(() => undefined);
    broken = 'append';
    await engine.execute(add(1)).catch(() => undefined);
    expect(await samples('rectify_commands_total')).toEqual({
      'command=Add,outcome=taken,kind=': 1,
      'command=Add,outcome=repeated,kind=': 1,
      'command=Add,outcome=unchanged,kind=': 1,
      'command=Add,outcome=refused,kind=stale': 1,
      'command=Add,outcome=refused,kind=unavailable': 1,
    });
  });

  it('count flushes with their size and time, conflicts and lost races, begin at nothing, and name the store', async () => {
    const memory = 'store=memory';
    expect(await samples('rectify_append_conflicts_total')).toEqual({ [memory]: 0 });
    expect(await samples('rectify_lost_races_total')).toEqual({ 'end=decided-again': 0, 'end=given-up': 0 });
    await engine.executeAll([add(1, 'a'), add(2, 'b')]);
    contended = 2;
    await engine.execute(add(1));
    contended = 4;
    await engine.execute(add(1)).catch(() => undefined);
    broken = 'append';
    await engine.execute(add(1)).catch(() => undefined);
    expect(await samples('rectify_append_conflicts_total')).toEqual({ [memory]: 6 });
    expect(await samples('rectify_append_failures_total')).toEqual({ [memory]: 1 });
    expect(await samples('rectify_lost_races_total')).toEqual({ 'end=decided-again': 5, 'end=given-up': 1 });
    expect(await samples('rectify_append_batch_appends_count')).toEqual({ [memory]: 9 });
    expect(await samples('rectify_append_batch_events_sum')).toEqual({ [memory]: 10 });
    expect(Object.values(await samples('rectify_append_flush_duration_seconds_sum'))[0]).toBeGreaterThan(0);
  });

  it('show the queue while it waits, and count what it refused', async () => {
    let open = () => {};
    gate = new Promise((resolve) => (open = resolve));
    const first = engine.execute(add(1, 'a'));
    while (engine.commits.waiting > 0) await new Promise((resolve) => setImmediate(resolve));
    await pause(20);
    const others = ['b', 'c', 'd'].map((id) => engine.execute(add(1, id)));
    await expect(others[2]).rejects.toThrow(Overloaded);
    expect(await samples('rectify_append_queue_length')).toEqual({ '': 2 });
    open();
    await Promise.all([first, others[0], others[1]]);
    expect(await samples('rectify_append_queue_length')).toEqual({ '': 0 });
    expect(await samples('rectify_append_overloads_total')).toEqual({ '': 1 });
    expect(await samples('rectify_cached_states')).toEqual({ '': 3 });
  });

  it('show how far views are behind, also where no view is kept, and the state of those that are', async () => {
    await engine.executeAll([add(1), add(1), add(1)]);
    expect(await samples('rectify_view_lag_events')).toMatchObject({ 'view=good': 3, 'view=bad': 3 });
    expect(await samples('rectify_view_state')).toEqual({});
    expect(await samples('rectify_projector_leads')).toEqual({ '': 0 });
    await engine.start();
    await caughtUp();
    expect(await samples('rectify_view_lag_events')).toMatchObject({ 'view=good': 0, 'view=bad': 3 });
    await pause(5);
    const seconds = await samples('rectify_view_lag_seconds');
    expect(seconds['view=good']).toBe(0);
    expect(seconds['view=bad']).toBeGreaterThanOrEqual(0.001);
    expect(await samples('rectify_view_state')).toMatchObject({
      'view=good,state=live': 1,
      'view=good,state=failed': 0,
      'view=bad,state=live': 0,
      'view=bad,state=failed': 1,
    });
    expect(await samples('rectify_projector_leads')).toEqual({ '': 1 });
  });

  it('count what processes intend, and what of it is overdue', async () => {
    const scheduled = (dueAt: string) => {
      const data = { intentId: randomUUID(), cause: 'c', command: 'Add', target: 'a', fields: {}, dueAt };
      const { intentId: id } = data;
      const ids = { correlationId: id, causationId: id, commandId: id, commandHash: id, command: 'ScheduleCommands' };
      const metadata: EventMetadata = { actor, effectiveAt: '2024-01-10T04:00:00.000Z', ...ids };
      return { id, type: 'CommandScheduled', schemaVersion: 1, data, metadata };
    };
    const [past, future] = ['2024-01-01T00:00:00.000Z', '2999-01-01T00:00:00.000Z'];
    const events = [scheduled(past), scheduled(future), scheduled(future)];
    await store.append([[{ stream: 'wishes-a', expected: 'none', events }]]);
    await engine.start();
    await engine.seen([processOutbox], await store.head(), SOON_MS);
    expect(await samples('rectify_process_intents_open')).toEqual({ '': 3 });
    expect(await samples('rectify_process_intents_overdue')).toEqual({ '': 1 });
  });

  it('say that a store is down instead of a lag that nobody knows', async () => {
    await engine.execute(add(1));
    broken = 'head';
    expect(await samples('rectify_store_up')).toEqual({ 'store=events': 0, 'store=views': 1 });
    expect(await samples('rectify_view_lag_events')).toEqual({});
    broken = undefined;
    expect(await samples('rectify_store_up')).toEqual({ 'store=events': 1, 'store=views': 1 });
    expect(await samples('rectify_view_lag_events')).toMatchObject({ 'view=good': 1 });
  });

  it('wait for a store that does not answer, but not for long', async () => {
    broken = 'silent';
    const began = performance.now();
    expect(await samples('rectify_store_up')).toEqual({ 'store=events': 0, 'store=views': 1 });
    expect(performance.now() - began).toBeLessThan(4_000);
  });

  it('ask the store once, however many ask for them at the same time', async () => {
    const texts = await Promise.all(Array.from({ length: 20 }, () => observing.metrics.text()));
    expect([new Set(texts).size, heads]).toEqual([1, 1]);
    await observing.metrics.text();
    expect(heads).toBe(2);
  });
});
