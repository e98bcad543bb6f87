import { createHash, randomUUID } from 'node:crypto';
import {
  Command,
  type Decider,
  Engine,
  type Event,
  type EventStore,
  idOf,
  on,
  type ProcessWithState,
  SetClock,
} from '#event-sourcing';
import { asRecorded } from '#event-sourcing/testing';
import { openEventStore } from '#event-store';
import { leading, openReadStore } from '#read-store';
import { type PostgresServer, startPostgres, until } from '../support/postgres.js';

type Fact = Event<'Paid' | 'Packed', Record<string, never>>;
type Sent = Event<'Sent', { readonly by: string }>;

class Send extends Command {}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const named = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i));

/** A parcel leaves when it is paid and packed. */
const dispatching: ProcessWithState<Fact, readonly string[]> = {
  name: 'dispatching',
  commands: [Send],
  types: new Set(['Paid', 'Packed']),
  instance: ({ stream }) => idOf(stream),
  initial: [],
  evolve: (facts, { type }) => [...facts, type],
  react: ({ stream }, facts) =>
    facts.includes('Paid') && facts.includes('Packed') ? [{ command: Send, id: idOf(stream), fields: {} }] : [],
};

/** Says who decided. A parcel may be sent twice: nothing but the process keeps it from that. */
const parcelsOf = (by: string): Decider<null, Sent> => ({
  category: 'parcel',
  initial: null,
  evolve: () => null,
  decisions: [on(Send, (): Sent[] => [{ type: 'Sent', data: { by } }], 'Sent')],
});

let server: PostgresServer;
let url: string;
let store: EventStore;
let closing: (() => Promise<void>)[];

beforeAll(async () => {
  server = await startPostgres();
});
beforeEach(async () => {
  url = await server.database();
  store = await openEventStore(url);
  closing = [() => store.close()];
});
afterEach(async () => {
  for (const close of closing.toReversed()) await close();
});
afterAll(() => server.stop());

interface Kept {
  /** Where its views are; with a lease where several share them. */
  readonly views?: string;
  readonly digest?: (text: string) => string;
}

/** What a process of the program is that keeps the views: it leads, or stands by until it may. */
const projector = async (by: string, { views = url, digest = sha256 }: Kept = {}) => {
  const own = await openEventStore(url);
  const readStore = await openReadStore(views);
  const contexts = [{ name: 'parcels', deciders: [parcelsOf(by)], views: [], processes: [dispatching] }];
  const clock = new SetClock('2024-05-31T04:00:00.000Z');
  const engine = new Engine({ store: own, readStore, contexts, digest, clock });
  const led = await leading(readStore, { start: () => engine.start(), stop: () => engine.rest() });
  let over: Promise<void> | undefined;
  const end = () => (over ??= led.stop());
  closing.push(async () => {
    await end();
    await engine.stop();
    await readStore.close();
    await own.close();
  });
  return { led, end };
};

const happened = async (ids: readonly string[], type: Fact['type']): Promise<void> => {
  for (const id of ids) {
    const stream = `order-${id}`;
    const { metadata } = asRecorded(stream, { type, data: {} }, 1);
    await store.append([
      [{ stream, expected: 'any', events: [{ id: randomUUID(), type, schemaVersion: 1, data: {}, metadata }] }],
    ]);
  }
};
const typesIn = async (stream: string) => (await store.readStream(stream)).map(({ type }) => type);
const all = async (ids: readonly string[], type: string, count = 1) => {
  for (const id of ids)
    await until(async () => (await typesIn(`dispatching-${id}`)).filter((one) => one === type).length >= count);
};
/** Of each parcel, by whom it was sent. */
const senders = async (ids: readonly string[]): Promise<string[][]> =>
  Promise.all(
    ids.map(async (id) => (await store.readStream(`parcel-${id}`)).map(({ data }) => (data as Sent['data']).by)),
  );
const once = ['CommandScheduled', 'CommandSettled', 'ProcessInputTaken', 'ProcessInputTaken'];

describe('given two projectors with one process that has a state', () => {
  it('only the one that leads acts', async () => {
    const ids = named(10);
    const [first, second] = [await projector('first'), await projector('second')];
    await happened(ids, 'Paid');
    await happened(ids, 'Packed');
    await all(ids, 'CommandSettled');
    expect([first.led.leads, second.led.leads]).toEqual([true, false]);
    expect(await senders(ids)).toEqual(ids.map(() => ['first']));
  });

  it('goes on with the other where the first ended, with what that one had heard', async () => {
    const ids = named(10);
    const first = await projector('first');
    await projector('second');
    await happened(ids, 'Paid');
    await all(ids, 'ProcessInputTaken');
    await first.end();
    await happened(ids, 'Packed');
    await all(ids, 'CommandSettled');
    expect(await senders(ids)).toEqual(ids.map(() => ['second']));
  });

  it('sends each command once, however often the lease is passed on between them', async () => {
    const [passes, each] = [12, 6];
    await projector('first');
    await projector('second');
    const epoch = async () => Number((await server.query(url, 'select epoch from rectify_views.lease'))[0]!['epoch']);
    const passOn = async () => {
      const before = await epoch();
      await until(async () => {
        await server.query(url, `update rectify_views.lease set expires_at = '-infinity'`);
        return (await epoch()) > before;
      });
    };
    const ids = named(passes * each);
    for (let pass = 0; pass < passes; pass++) {
      const some = ids.slice(pass * each, (pass + 1) * each);
      await Promise.all([happened(some, 'Paid').then(() => happened(some, 'Packed')), passOn()]);
    }
    await all(ids, 'CommandSettled');
    expect((await senders(ids)).map((by) => by.length)).toEqual(ids.map(() => 1));
    for (const id of ids) expect((await typesIn(`dispatching-${id}`)).sort()).toEqual(once);
  });

  it('would be seen to act twice, if each had views and ids of its own', async () => {
    const ids = named(10);
    for (const by of ['first', 'second'])
      await projector(by, { views: 'sqlite::memory:', digest: (text) => sha256(`${by} ${text}`) });
    await happened(ids, 'Paid');
    await happened(ids, 'Packed');
    await all(ids, 'CommandSettled');
    await until(async () => (await senders(ids)).some((by) => by.length > 1));
    expect(new Set((await senders(ids)).flat())).toEqual(new Set(['first', 'second']));
  });
});
