import { createHash, randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { SetClock } from '../clock.js';
import { Command, type Decider, on } from '../deciding/decider.js';
import { Engine } from '../engine.js';
import { RuleBroken, StoreUnavailable, ViewBehind } from '../errors.js';
import type { Event, Instant } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { FoldedStates } from '../deciding/folded-states.js';
import type { Process, ProcessEvent } from './process.js';
import { ProcessRunner } from './process-runner.js';
import type { ReadStore } from '../views/read-store.js';
import { asRecorded } from '../testing/given-decider.js';
import { Transact } from '../deciding/transact.js';

type Counted = Event<'Added', { readonly by: number }> | Event<'Emptied', Record<string, never>>;
interface Wish {
  readonly by: number;
  readonly dueAt?: Instant;
}
type Asked = Event<'Asked', { readonly counter: string; readonly wishes: readonly Wish[] }>;

class Add extends Command {
  by!: number;
}

const CAPACITY = 10;

const counter: Decider<number, Counted> = {
  category: 'counter',
  initial: 0,
  evolve: (total, { type, data }) => (type === 'Added' ? total + data.by : 0),
  decisions: [
    on(
      Add,
      ({ by }: Add, total: number): Counted[] => {
        if (total + by > CAPACITY) throw new RuleBroken('counter.full', { total, by });
        return [{ type: 'Added', data: { by } }];
      },
      'Added',
    ),
  ],
};

const wishes: Process<Asked> = {
  name: 'wishes',
  commands: [Add],
  types: new Set(['Asked']),
  instance: ({ data }) => data.counter,
  react: ({ data }) =>
    data.wishes.map(({ by, dueAt }) => ({ command: Add, id: data.counter, fields: { by } as Partial<Add>, dueAt })),
};

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const NOON = '2024-05-31T04:00:00.000Z';
const later = (ms: number): Instant => new Date(Date.parse(NOON) + ms).toISOString();

let store: EventStore;
let readStore: ReadStore;
let engine: Engine;
let clock: SetClock;
/** Types of events that the store cannot take for now. */
let broken: readonly string[];
let failures: string[];

const breakable = (): EventStore => ({
  name: store.name,
  exclusive: store.exclusive,
  append: async (appends) => {
    const types = appends.flat().flatMap(({ events }) => events.map(({ type }) => type));
    if (types.some((type) => broken.includes(type))) throw new StoreUnavailable('the disk is gone');
    return store.append(appends);
  },
  readStream: (stream, after) => store.readStream(stream, after),
  readAll: (after, limit) => store.readAll(after, limit),
  head: () => store.head(),
  onAppended: (wake) => store.onAppended(wake),
  close: () => store.close(),
});

const newEngine = (processes: readonly Process[]): Engine =>
  new Engine({
    store: breakable(),
    readStore,
    clock,
    contexts: [{ name: 'counting', deciders: [counter], views: [], processes }],
    digest,
    observer: { processFailed: (loop, error) => void failures.push(`${loop}: ${(error as Error).message}`) },
  });

/** The program anew over the same events. A fresh read store has no checkpoint. */
const restarted = async (views: 'kept' | 'fresh'): Promise<void> => {
  await engine.stop();
  if (views === 'fresh') {
    await readStore.close();
    readStore = await openReadStore('sqlite::memory:');
  }
  broken = [];
  engine = newEngine([wishes as unknown as Process]);
  await engine.start();
};

const stored = async (stream: string, type: string, data: object): Promise<void> => {
  const { metadata } = asRecorded(stream, { type, data }, 1);
  const event = { id: randomUUID(), type, schemaVersion: 1, data, metadata };
  const [taken] = await store.append([[{ stream, expected: 'any', events: [event] }]]);
  if (taken instanceof Error) throw taken;
};
const ask = (name: string, ...wished: Wish[]) => stored(`asking-${name}`, 'Asked', { counter: name, wishes: wished });

const added = async (name: string): Promise<number[]> =>
  (await store.readStream(`counter-${name}`)).flatMap(({ type, data }) =>
    type === 'Added' ? [(data as { by: number }).by] : [],
  );
const inbox = async (name: string): Promise<string[]> =>
  (await store.readStream(`wishes-${name}`)).map((event) => {
    const { type, data } = event as unknown as ProcessEvent;
    return type === 'CommandSettled' ? `${type} ${data.code ?? data.outcome}` : type;
  });

const until = async (holds: () => Promise<boolean> | boolean): Promise<void> => {
  for (let looks = 0; !(await holds()); looks++) {
    if (looks > 4_000) throw new Error('it never came to hold');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
const settled = (name: string, count: number) =>
  until(async () => (await inbox(name)).filter((one) => one.startsWith('CommandSettled')).length === count);

const TAKEN_ONCE = ['CommandScheduled', 'CommandSettled taken'];

beforeEach(async () => {
  clock = new SetClock(NOON);
  store = await openEventStore('memory:', { clock });
  readStore = await openReadStore('sqlite::memory:');
  broken = [];
  failures = [];
  engine = newEngine([wishes as unknown as Process]);
  await engine.start();
});
afterEach(async () => {
  await engine.stop();
  await readStore.close();
  await store.close();
});

describe('a process at work', () => {
  it('schedules and sends each of its intents once, and stores what became of it', async () => {
    await ask('a', { by: 1 }, { by: 2 });
    await settled('a', 2);
    expect((await added('a')).sort()).toEqual([1, 2]);
    expect(await inbox('a')).toEqual(['CommandScheduled', ...TAKEN_ONCE, 'CommandSettled taken']);
  });

  it('names the fact that moved it as the cause, and itself as the actor', async () => {
    await ask('a', { by: 1 });
    await settled('a', 1);
    const [cause] = await store.readStream('asking-a');
    const [event] = await store.readStream('counter-a');
    const [scheduled] = await store.readStream('wishes-a');
    expect(event!.metadata).toMatchObject({
      causationId: cause!.id,
      actor: { id: 'process:wishes', roles: ['system'] },
    });
    expect(scheduled!.metadata).toMatchObject({
      causationId: cause!.id,
      correlationId: cause!.metadata.correlationId,
    });
  });

  it('keeps instances apart: what one is refused the other may', async () => {
    await ask('a', { by: CAPACITY + 1 });
    await ask('b', { by: 3 });
    await Promise.all([settled('a', 1), settled('b', 1)]);
    expect([await added('a'), await added('b')]).toEqual([[], [3]]);
    expect(await inbox('a')).toEqual(['CommandScheduled', 'CommandSettled counter.full']);
    expect(await inbox('b')).toEqual(TAKEN_ONCE);
  });

  it('takes two facts that wish the same as two', async () => {
    await ask('a', { by: 2 });
    await ask('a', { by: 2 });
    await settled('a', 2);
    expect(await added('a')).toEqual([2, 2]);
  });
});

describe('a process whose checkpoint is of another log', () => {
  it('hears this one from its beginning', async () => {
    for (let n = 0; n < 5; n++) await ask(`other-${n}`, { by: 1 });
    await settled('other-4', 1);
    await engine.stop();
    await store.close();
    clock.set(later(60_000));
    store = await openEventStore('memory:', { clock });
    for (let n = 0; n < 9; n++) await ask(`this-${n}`, { by: 2 });
    engine = newEngine([wishes as unknown as Process]);
    await engine.start();
    for (let n = 0; n < 9; n++) await settled(`this-${n}`, 1);
    expect([await added('this-0'), await added('this-8'), failures]).toEqual([[2], [2], []]);
  });
});

describe.each(['kept', 'fresh'] as const)('a process started anew with %s views', (views) => {
  it('schedules what it had not come to schedule', async () => {
    broken = ['CommandScheduled'];
    await ask('a', { by: 5 });
    await until(() => engine.processes.failure !== undefined);
    expect(await inbox('a')).toEqual([]);
    await restarted(views);
    await settled('a', 1);
    expect([await added('a'), await inbox('a')]).toEqual([[5], TAKEN_ONCE]);
  });

  it('sends what was scheduled but not sent, once', async () => {
    broken = ['Added'];
    await ask('a', { by: 5 });
    await until(() => engine.processes.failure !== undefined);
    expect([await added('a'), await inbox('a')]).toEqual([[], ['CommandScheduled']]);
    await restarted(views);
    await settled('a', 1);
    expect([await added('a'), await inbox('a')]).toEqual([[5], TAKEN_ONCE]);
  });

  it('only settles what was sent but not settled', async () => {
    broken = ['CommandSettled'];
    await ask('a', { by: 5 });
    await until(() => engine.processes.failure !== undefined);
    expect([await added('a'), await inbox('a')]).toEqual([[5], ['CommandScheduled']]);
    await restarted(views);
    await settled('a', 1);
    expect([await added('a'), await inbox('a')]).toEqual([[5], TAKEN_ONCE]);
  });

  it('does nothing again that was settled, and goes on with what is new', async () => {
    await ask('a', { by: 5 });
    await settled('a', 1);
    await restarted(views);
    await ask('b', { by: 1 });
    await settled('b', 1);
    expect([await added('a'), await inbox('a')]).toEqual([[5], TAKEN_ONCE]);
  });

  it('does not try again what was refused, even if it would be taken now', async () => {
    await ask('a', { by: 4 });
    await settled('a', 1);
    await ask('a', { by: CAPACITY });
    await settled('a', 2);
    await stored('counter-a', 'Emptied', {});
    await restarted(views);
    await ask('b', { by: 1 });
    await settled('b', 1);
    expect(await added('a')).toEqual([4]);
    expect((await inbox('a')).at(-1)).toBe('CommandSettled counter.full');
  });
});

describe('a process that waits for its time', () => {
  it('sends nothing before the clock says so, then once', async () => {
    await ask('a', { by: 5, dueAt: later(50) });
    await ask('b', { by: 1 });
    await settled('b', 1);
    expect([await added('a'), await inbox('a')]).toEqual([[], ['CommandScheduled']]);
    clock.set(later(49));
    await ask('c', { by: 1 });
    await settled('c', 1);
    expect(await added('a')).toEqual([]);
    clock.set(later(50));
    await settled('a', 1);
    expect([await added('a'), await inbox('a')]).toEqual([[5], TAKEN_ONCE]);
  });

  it('sends what came due while it was stopped', async () => {
    await ask('a', { by: 5, dueAt: later(86_400_000) });
    await until(async () => (await inbox('a')).length === 1);
    clock.set(later(2 * 86_400_000));
    await restarted('fresh');
    await settled('a', 1);
    expect(await added('a')).toEqual([5]);
  });

  it('lets what is due pass what is scheduled for later', async () => {
    await ask('a', { by: 1, dueAt: later(3_600_000) }, { by: 2 });
    await settled('a', 1);
    expect(await added('a')).toEqual([2]);
  });
});

describe('a process whose store fails', () => {
  it.each([
    ['CommandScheduled', 'listen'],
    ['Added', 'send'],
    ['CommandSettled', 'send'],
  ])(
    'shows and tells the failure while %s cannot be stored, tries again, and shows none after that',
    async (type, loop) => {
      broken = [type];
      await ask('a', { by: 5 });
      await until(() => engine.processes.failure !== undefined);
      expect(engine.processes.failure).toContain('the disk is gone');
      expect(new Set(failures)).toEqual(new Set([`${loop}: the disk is gone`]));
      broken = [];
      await settled('a', 1);
      await until(() => engine.processes.failure === undefined);
      expect([await added('a'), await inbox('a')]).toEqual([[5], TAKEN_ONCE]);
    },
  );
});

describe('a process whose view of intents is behind', () => {
  it('waits for it without calling that a failure', async () => {
    await engine.stop();
    engine = newEngine([]);
    await engine.start();
    let building = true;
    let looks = 0;
    const transact = new Transact(store, engine.commits, new FoldedStates(100));
    const runner = new ProcessRunner([wishes as unknown as Process], {
      store,
      readStore,
      clock,
      execute: (command) => engine.execute(command),
      transact: (bound) => transact.execute(bound),
      uuid: (text) => engine.uuid(text),
      seen: async (position) => {
        looks++;
        if (building) throw new ViewBehind('process-outbox', position, '0');
        await engine.seen([engine.views.at(-1)!], position);
      },
      failed: (loop) => void failures.push(loop),
    });
    runner.start();
    await ask('a', { by: 5 });
    await until(async () => looks > 1 && (await inbox('a')).length === 1);
    expect([runner.failure, failures]).toEqual([undefined, []]);
    expect(await added('a')).toEqual([]);
    building = false;
    await settled('a', 1);
    expect([runner.failure, await added('a')]).toEqual([undefined, [5]]);
    await runner.stop();
  });
});
