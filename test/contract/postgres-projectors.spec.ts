import { type EventStore, LeaseLost, type ReadStore, ViewRunner } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { type Leading, leading, openReadStore } from '#read-store';
import { type PostgresServer, startPostgres, until } from '../support/postgres.js';
import { appendOne, someEvent, to } from './some-events.js';
import { type Tally, tallies } from './tallies.view.js';

const STREAMS = 5;
const PASSES = 20;
const EVENTS_EACH = 30;
const QUICK = { pollMs: 5, batch: 7 };

let server: PostgresServer;
let url: string;
let store: EventStore;
let views: ReadStore;

beforeAll(async () => {
  server = await startPostgres();
});
beforeEach(async () => {
  url = await server.database();
  store = await openEventStore(url);
});
afterEach(async () => {
  await Promise.all([store.close(), views.close()]);
});
afterAll(() => server.stop());

const append = async (count: number) => {
  for (let n = 0; n < count; n++) await appendOne(store, to(`note-${n % STREAMS}`, 'any', someEvent()));
};
const folded = async () => {
  const { rows } = await views.list<Tally>(tallies, {});
  return rows.reduce((sum, { row }) => sum + row.folded, 0);
};

describe('given two projectors that pass the lease on while events come', () => {
  const halted: unknown[] = [];

  const projector = async (): Promise<{ led: Leading; close: () => Promise<void> }> => {
    const readStore = await openReadStore(url);
    const observer = { viewsHalted: (error: unknown) => void halted.push(error) };
    const runner = new ViewRunner(store, readStore, [tallies], { ...QUICK, observer });
    const led = await leading(readStore, runner);
    const close = async () => {
      await led.stop();
      await readStore.close();
    };
    return { led, close };
  };
  const epoch = async () => Number((await server.query(url, 'select epoch from rectify_views.lease'))[0]!['epoch']);
  /** As if the time of whoever holds it had run out in the middle of its work. */
  const passOn = async () => {
    const before = await epoch();
    await until(async () => {
      await server.query(url, `update rectify_views.lease set expires_at = '-infinity'`);
      return (await epoch()) > before;
    });
  };

  it('folds every event once, and the loser is told that another has it, never of a row that is there', async () => {
    const projectors = [await projector(), await projector()];
    views = await openReadStore(url, { readOnly: true });
    for (let n = 0; n < PASSES; n++) await Promise.all([append(EVENTS_EACH), passOn()]);
    await until(async () => (await views.checkpoint('tallies')) === (await store.head()));
    expect(await folded()).toBe(PASSES * EVENTS_EACH);
    expect(await epoch()).toBeGreaterThan(PASSES);
    expect(halted.filter((error) => !(error instanceof LeaseLost))).toEqual([]);
    await Promise.all(projectors.map(({ close }) => close()));
  });
});

describe('given one projector and a log with two events at one position', () => {
  /** The store as it would answer without its unique keys: the event at this position comes twice, of two streams. */
  const doubling = (at: string): EventStore => ({
    name: store.name,
    exclusive: false,
    append: (appends) => store.append(appends),
    readStream: (stream, after) => store.readStream(stream, after),
    readAll: async (after, limit) => {
      const events = await store.readAll(after, limit);
      return events.flatMap((one) => (one.position === at ? [one, { ...one, stream: 'note-other' }] : [one]));
    },
    head: () => store.head(),
    onAppended: (wake) => store.onAppended(wake),
    close: () => store.close(),
  });

  it('stops before them with the violated key as its reason, and stores nothing of that batch', async () => {
    views = await openReadStore(url);
    const halted: unknown[] = [];
    const observer = { viewsHalted: (error: unknown) => void halted.push(error) };
    await append(10);
    const runner = new ViewRunner(doubling('9'), views, [tallies], { ...QUICK, observer });
    await runner.start();
    await until(() => halted.length > 0);
    expect(halted).toEqual([expect.objectContaining({ code: '23505', constraint: 'view_tallies_1_pkey' })]);
    expect(runner.status()).toMatchObject([{ checkpoint: '7', error: expect.stringContaining('duplicate key') }]);
    await runner.stop();
  });
});
