import { setTimeout as pause } from 'node:timers/promises';
import { type EventStore, GroupCommit, type NewEvent, StoreUnavailable } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { someEvents, to } from '../contract/some-events.js';
import { Ordeal } from './support/ordeal.js';
import { postgresPlace } from './support/place.js';
import { longForm, seeded, seedGiven, tell } from './support/random.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { withoutSync } from '../support/postgres-weakened.js';

const ROUNDS = longForm('RECTIFY_CRASH_POSTGRES_ROUNDS', 20);
const ROUNDS_OF_A_HISTORY = 25;
const APPENDERS = 16;
const REST_MS = 300;
const seed = seedGiven();
const random = seeded(seed);

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
    await pause(100 + random() * 300);
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

  it(
    `has lost and doubled nothing that was acknowledged, ${ROUNDS} kills long`,
    async () => {
      const { acknowledged, repeats } = await loadThroughKills(server, store, ROUNDS);
      const events = await stored(store);
      expect(repeats).toBeGreaterThan(0);
      expect(events.map(({ id }) => id).sort()).toEqual(acknowledged.map(({ id }) => id).sort());
      expect(events.map(({ position }) => Number(position))).toEqual(events.map((_, i) => i + 1));
      for (let n = 0; n < 5; n++) {
        const versions = events.filter(({ stream }) => stream === `note-${n}`).map(({ version }) => version);
        expect(versions).toEqual(versions.map((_, i) => i + 1));
      }
      tell(
        `kill -9 of PostgreSQL under its store: seed ${seed}, ${ROUNDS} kills, ${acknowledged.length} acknowledged, ` +
          `${repeats} repeated, 0 lost, 0 doubled`,
      );
    },
    60_000 + ROUNDS * 10_000,
  );

  it('would lose some, were they acknowledged before they are on disk', async () => {
    await withoutSync((sql) => server.query(url, sql));
    const { acknowledged } = await loadThroughKills(server, store, 2);
    const ids = new Set((await stored(store)).map(({ id }) => id));
    const lost = acknowledged.filter(({ id }) => !ids.has(id)).length;
    tell(`control, synchronous_commit=off: seed ${seed}, 2 kills, ${acknowledged.length} acknowledged, ${lost} lost`);
    expect(lost).toBeGreaterThan(0);
  });
});

describe('given a server on PostgreSQL whose database is killed while several clients post commands', () => {
  const pace = { random, earliestMs: 100, latestMs: 500 };
  let server: PostgresServer;
  let ordeal: Ordeal & { place: { url?: string } };
  const killDatabase = async () => {
    await server.kill();
    await server.restart();
  };
  const begin = async () => {
    ordeal = await Ordeal.begin(await postgresPlace(server), pace);
  };

  beforeEach(async () => {
    server = await startPostgres();
    await begin();
  });
  afterEach(async () => {
    await ordeal.end();
    await server.stop();
  });

  it(
    'goes on by itself, with each acknowledged event once and in order and with the views of a rebuild',
    async () => {
      const sums = { acknowledged: 0, repeated: 0 };
      for (let round = 1; round <= ROUNDS; round++) {
        await ordeal.strike(killDatabase, REST_MS);
        await ordeal.mustBeWhole();
        if (round % ROUNDS_OF_A_HISTORY > 0 && round < ROUNDS) continue;
        sums.acknowledged += ordeal.told.acknowledged;
        sums.repeated += ordeal.told.repeated;
        if (round === ROUNDS) break;
        await ordeal.end();
        await begin();
      }
      tell(
        `kill -9 of PostgreSQL under a server: seed ${seed}, ${ROUNDS} kills, ${sums.acknowledged} acknowledged, ` +
          `${sums.repeated} unanswered and repeated, 0 lost, 0 doubled`,
      );
      expect(sums.acknowledged).toBeGreaterThan(ROUNDS);
      expect(sums.repeated).toBeGreaterThan(0);
    },
    60_000 + ROUNDS * 20_000,
  );
});
