import { type EventStore, GroupCommit, type NewEvent, StoreUnavailable } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { someEvents, to } from '../contract/some-events.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';

const ROUNDS = Number(process.env['RECTIFY_CRASH_ROUNDS'] ?? 5);
const APPENDERS = 16;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Appends under load while the server is killed and started again; what is not acknowledged is repeated until it is. */
const loadThroughKills = async (server: PostgresServer, store: EventStore, rounds: number) => {
  const commits = new GroupCommit(store);
  const acknowledged: NewEvent[] = [];
  const over = new AbortController();
  let repeats = 0;
  const take = async (stream: string, events: NewEvent[]): Promise<void> => {
    try {
      await commits.append(to(stream, 'any', ...events));
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      repeats++;
      await pause(20);
      return take(stream, events);
    }
  };
  const appender = async (who: number) => {
    while (!over.signal.aborted) {
      const events = someEvents(2);
      await take(`note-${who % 5}`, events);
      acknowledged.push(...events);
    }
  };
  const loads = Array.from({ length: APPENDERS }, (_, who) => appender(who));
  for (let round = 0; round < rounds; round++) {
    await pause(100 + Math.random() * 300);
    await server.kill();
    await server.restart();
  }
  await pause(200);
  over.abort();
  await Promise.all(loads);
  return { acknowledged, repeats };
};

const stored = async (store: EventStore) => store.readAll('0', 10_000_000);

describe('given a database server that is killed under load', () => {
  let server: PostgresServer;
  let store: EventStore;
  let url: string;

  beforeEach(async () => {
    server = await startPostgres();
    url = await server.database();
    store = await openEventStore(url);
  });
  afterEach(async () => {
    await store.close();
    await server.stop();
  });

  it(`has lost and doubled nothing that was acknowledged, ${ROUNDS} kills long`, async () => {
    const { acknowledged, repeats } = await loadThroughKills(server, store, ROUNDS);
    const events = await stored(store);
    expect(repeats).toBeGreaterThan(0);
    expect(events.map(({ id }) => id).sort()).toEqual(acknowledged.map(({ id }) => id).sort());
    expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, i) => i + 1));
    for (let n = 0; n < 5; n++) {
      const versions = events.filter(({ stream }) => stream === `note-${n}`).map(({ version }) => version);
      expect(versions).toEqual(versions.map((_, i) => i + 1));
    }
  });

  it('would lose some, were they acknowledged before they are on disk', async () => {
    const query = (sql: string) => server.query(url, sql);
    const [row] = await query(`select pg_get_functiondef('rectify_events.append'::regproc) as text`);
    await query((row!['text'] as string).replace(/IF current_setting\('synchronous_commit'\)[^\n]*/, ''));
    await query(`alter system set wal_writer_delay = '10s'`);
    await query(`alter system set synchronous_commit = off`);
    await query('select pg_reload_conf()');
    await pause(500);
    const { acknowledged } = await loadThroughKills(server, store, 2);
    const ids = new Set((await stored(store)).map(({ id }) => id));
    expect(acknowledged.filter(({ id }) => !ids.has(id)).length).toBeGreaterThan(0);
  });
});
