import { createHash, randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { SetClock } from '../clock.js';
import { Command, type Decider, on } from '../deciding/decider.js';
import { Engine } from '../engine.js';
import { type Event, idOf, type Instant } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import type { ProcessEvent, ProcessWithState } from './process.js';
import type { ReadStore } from '../views/read-store.js';
import { asRecorded } from '../testing/given-decider.js';

type Fact = Event<'Paid' | 'Packed' | 'Recalled', { readonly dueAt?: Instant }>;
type Sent = Event<'Sent', Record<string, never>>;

class Send extends Command {}

let broken: Set<string>;

const parcel: Decider<number, Sent> = {
  category: 'parcel',
  initial: 0,
  evolve: (count) => count + 1,
  decisions: [
    on(
      Send,
      ({ id }: Send): Sent[] => {
        if (broken.has(`send ${id}`)) throw new TypeError('no such parcel');
        return [{ type: 'Sent', data: {} }];
      },
      'Sent',
    ),
  ],
};

interface Order {
  readonly facts: readonly string[];
}

/** A parcel leaves when it is paid and packed; a recall takes it back. */
const dispatching: ProcessWithState<Fact, Order> = {
  name: 'dispatching',
  commands: [Send],
  types: new Set(['Paid', 'Packed', 'Recalled']),
  instance: ({ stream }) => idOf(stream),
  initial: { facts: [] },
  evolve: ({ facts }, { type, stream }) => {
    if (broken.has(`evolve ${idOf(stream)}`)) throw new Error('the fold is wrong');
    return { facts: [...facts, type] };
  },
  react: ({ type, stream, data: { dueAt } }, { facts }) => {
    const id = idOf(stream);
    if (broken.has(`react ${id}`)) throw new Error('x'.repeat(2_000));
    if (type === 'Recalled') return [{ cancel: Send, id }];
    return facts.includes('Paid') && facts.includes('Packed') ? [{ command: Send, id, fields: {}, dueAt }] : [];
  },
};

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const NOON = '2024-05-31T04:00:00.000Z';
const TOMORROW = '2024-06-01T04:00:00.000Z';

let store: EventStore;
let readStore: ReadStore;
let engine: Engine;
let clock: SetClock;
let told: string[];

const started = async () => {
  engine = new Engine({
    store,
    readStore,
    clock,
    contexts: [{ name: 'parcels', deciders: [parcel], views: [], processes: [dispatching] }],
    digest,
    observer: { processParked: (process, target) => void told.push(`${process} ${target}`) },
  });
  await engine.start();
};
const restarted = async () => {
  await engine.stop();
  await started();
};
const happened = async (id: string, type: Fact['type'], data: Fact['data'] = {}) => {
  const stream = `order-${id}`;
  const { metadata } = asRecorded(stream, { type, data }, 1);
  await store.append([
    [{ stream, expected: 'any', events: [{ id: randomUUID(), type, schemaVersion: 1, data, metadata }] }],
  ]);
};
const inbox = async (id: string) =>
  (await store.readStream(`dispatching-${id}`)).map((event) => event.type as ProcessEvent['type']);
const until = async (holds: () => Promise<boolean>) => {
  for (let looks = 0; !(await holds()); looks++) {
    if (looks > 2_000) throw new Error('it never came to hold');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
const has = (id: string, type: ProcessEvent['type'], count = 1) =>
  until(async () => (await inbox(id)).filter((one) => one === type).length === count);
const sent = async (id: string) => (await store.readStream(`parcel-${id}`)).length;
/** Another target gets through, so whatever was to be done before was done. */
const othersGoOn = async (id: string) => {
  await happened(id, 'Paid');
  await happened(id, 'Packed');
  await has(id, 'CommandSettled');
};

beforeEach(async () => {
  clock = new SetClock(NOON);
  store = await openEventStore('memory:', { clock });
  readStore = await openReadStore('sqlite::memory:');
  broken = new Set();
  told = [];
  await started();
});
afterEach(async () => {
  await engine.stop();
  await readStore.close();
  await store.close();
});

describe('a process that waits for two facts', () => {
  it.each([
    ['Paid', 'Packed'],
    ['Packed', 'Paid'],
  ] as const)('does not act on %s, and acts once on %s, also over a restart', async (first, second) => {
    await happened('a', first);
    await othersGoOn('b');
    expect([await sent('a'), await inbox('a')]).toEqual([0, ['ProcessInputTaken']]);
    await restarted();
    await happened('a', second);
    await has('a', 'CommandSettled');
    await restarted();
    await othersGoOn('c');
    expect([await sent('a'), await sent('b')]).toEqual([1, 1]);
  });
});

describe('a process that cancels', () => {
  it.each([true, false])('sends nothing on the later day when a further fact came: %s', async (recalled) => {
    await happened('a', 'Paid');
    await happened('a', 'Packed', { dueAt: TOMORROW });
    await has('a', 'CommandScheduled');
    await engine.stop();
    if (recalled) await happened('a', 'Recalled');
    clock.set(TOMORROW);
    await started();
    await has('a', recalled ? 'CommandCancelled' : 'CommandSettled');
    await othersGoOn('b');
    expect(await sent('a')).toBe(recalled ? 0 : 1);
  });
});

describe.each(['react', 'evolve'])('a target whose %s throws', (what) => {
  it('is set aside; others go on, and it catches up once when the cause is gone', async () => {
    broken.add(`${what} a`);
    await happened('a', 'Paid');
    await happened('a', 'Packed');
    await othersGoOn('b');
    expect(await inbox('a')).toEqual(['ProcessInputParked', 'ProcessInputParked']);
    const [first] = await store.readStream('dispatching-a');
    expect((first!.data as { error: string }).error.length).toBeLessThanOrEqual(500);
    expect(first!.data).toMatchObject({ stream: 'order-a', version: 1, position: '1' });
    await restarted();
    await othersGoOn('c');
    expect([await engine.processes.resume('dispatching', 'a'), await sent('a'), told]).toEqual([
      false,
      0,
      ['dispatching a'],
    ]);
    broken.clear();
    await restarted();
    await has('a', 'CommandSettled');
    expect([await sent('a'), await engine.processes.resume('dispatching', 'a')]).toEqual([1, true]);
  });
});

describe('a target whose command keeps failing', () => {
  it('is set aside; others go on, and it is sent once when the cause is gone', async () => {
    broken.add('send a');
    await happened('a', 'Paid');
    await happened('a', 'Packed');
    await othersGoOn('b');
    await has('a', 'CommandParked');
    expect([await engine.processes.resume('dispatching', 'a'), engine.processes.failure]).toEqual([false, undefined]);
    broken.clear();
    expect(await engine.processes.resume('dispatching', 'a')).toBe(true);
    expect([await sent('a'), (await inbox('a')).at(-1)]).toEqual([1, 'CommandSettled']);
  });
});

describe('a stream that was written before processes had a state', () => {
  it('is worked on: what it scheduled is sent once, or cancelled', async () => {
    await engine.stop();
    for (const id of ['a', 'b']) {
      const data = {
        intentId: randomUUID(),
        cause: randomUUID(),
        command: 'Send',
        target: id,
        fields: {},
        dueAt: TOMORROW,
      };
      const { metadata } = asRecorded(`dispatching-${id}`, { type: 'CommandScheduled', data }, 1);
      const event = { id: randomUUID(), type: 'CommandScheduled', schemaVersion: 1, data, metadata };
      await store.append([[{ stream: `dispatching-${id}`, expected: 'none', events: [event] }]]);
    }
    await happened('b', 'Recalled');
    await started();
    await has('b', 'CommandCancelled');
    clock.set(TOMORROW);
    await restarted();
    await has('a', 'CommandSettled');
    expect([await sent('a'), await sent('b'), await inbox('a')]).toEqual([
      1,
      0,
      ['CommandScheduled', 'CommandSettled'],
    ]);
  });
});
