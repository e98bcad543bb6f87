import { systemClock } from '#event-sourcing';
import { doublePlace, type Place, postgresPlace, sqlitePlace } from './support/place.js';
import { MOST_RACERS, prepareGrounds, Races } from './support/races.js';
import { longForm, seeded, seedGiven, tell } from './support/random.js';
import { KillableServer } from './support/server.js';
import { startTwoProcesses, startTwoServers, type TwoServers, withoutVersionCheck } from './support/two-servers.js';
import { EventLog, type ExpectedRevision, type Proposed } from '../support/eventstoredb/event-log.js';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import { startPostgres } from '../support/postgres.js';
import { withoutLock, withoutUniqueKeys, withoutVersions } from '../support/postgres-weakened.js';

const RACES_OF_A_TOKEN = 250;
const PATIENCE_MS = 50_000;

/** Two servers over one store, and how to take away what makes one of several racers win. */
interface Arena {
  readonly place: Place;
  readonly start: () => Promise<TwoServers>;
  /** Answers how to look at them again. */
  readonly forgetVersions: () => Promise<() => unknown>;
  readonly forgetUniqueKeys?: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

const onSqlite = async (): Promise<Arena> => {
  const place = await sqlitePlace();
  let heedless = false;
  return {
    place,
    start: () => startTwoServers(place, (append) => (heedless ? withoutVersionCheck(append) : append)),
    forgetVersions: async () => {
      heedless = true;
      return () => (heedless = false);
    },
    stop: place.remove,
  };
};

/** Two processes that take requests, and one that keeps the views. */
const onPostgres = async (): Promise<Arena> => {
  const server = await startPostgres();
  const place = await postgresPlace(server);
  const query = (sql: string) => server.query(place.url, sql);
  const start = async () => {
    const projector = await KillableServer.start(place, { environment: { RECTIFY_ROLE: 'projector' } });
    const servers = await startTwoProcesses(place, [{ RECTIFY_ROLE: 'api' }, { RECTIFY_ROLE: 'api' }]);
    const close = async () => {
      await servers.close();
      await projector.terminate();
    };
    return { ...servers, close };
  };
  const forgetUniqueKeys = async () => {
    await withoutLock(query);
    await withoutUniqueKeys(query);
  };
  const stop = async () => {
    await place.remove();
    await server.stop();
  };
  return { place, start, forgetVersions: () => withoutVersions(query), forgetUniqueKeys, stop };
};

class HeedlessLog extends EventLog {
  heedless = false;

  override append(stream: string, expected: ExpectedRevision, events: readonly Proposed[]) {
    return super.append(stream, this.heedless ? 'any' : expected, events);
  }
}

/** Two whole processes, each with views of its own. */
const onDouble = async (): Promise<Arena> => {
  const log = new HeedlessLog(systemClock);
  const double = await EventStoreDbDouble.start({ log });
  const place = await doublePlace(double);
  const stop = async () => {
    await double.close();
    await place.remove();
  };
  return {
    place,
    start: () => startTwoProcesses(place, [{}, { RECTIFY_VIEWS_URL: `sqlite:${place.folder}/second-views.db` }]),
    forgetVersions: async () => {
      log.heedless = true;
      return () => (log.heedless = false);
    },
    stop,
  };
};

describe.each([
  { name: 'SQLite', open: onSqlite, races: longForm('RECTIFY_CRASH_RACES', 40) },
  { name: 'PostgreSQL', open: onPostgres, races: longForm('RECTIFY_CRASH_RACES', 12) },
  { name: 'EventStoreDB (double)', open: onDouble, races: longForm('RECTIFY_CRASH_RACES', 12) },
])(
  'given leaders who sign off the same issue at the same moment through two servers on $name',
  ({ name, open, races: count }) => {
    const seed = seedGiven();
    const random = seeded(seed);
    let arena: Arena;
    let servers: TwoServers;
    let races: Races;

    beforeAll(async () => {
      arena = await open();
      const grounds = await prepareGrounds(arena.place);
      servers = await arena.start();
      races = new Races(servers, grounds);
      await races.signIn();
    }, 120_000);
    afterAll(async () => {
      await servers?.close();
      await arena.stop();
    });

    /** Races until an issue is closed more than once, as it must be soon. */
    const closedTwice = async () => {
      const until = Date.now() + PATIENCE_MS;
      let [closures, raced] = [1, 0];
      for (; closures === 1 && Date.now() < until; raced++) ({ closures } = await races.race(1, MOST_RACERS));
      expect(closures).toBeGreaterThan(1);
      return `${closures} closures of one issue in race ${raced}`;
    };

    it(
      'takes exactly the signatures that are required and closes the issue once',
      async () => {
        let requests = 0;
        for (let n = 0; n < count; n++) {
          if (n % RACES_OF_A_TOKEN === RACES_OF_A_TOKEN - 1) await races.signIn();
          const required = 1 + (n % 2);
          const racers = 2 + Math.floor(random() * (MOST_RACERS - 1));
          requests += racers;
          const outcome = await races.race(required, racers);
          const wanted = { winners: required, signatures: required, closures: 1, strange: [] };
          expect({ n, seed, ...outcome }).toEqual({ n, seed, ...wanted });
        }
        tell(`races on ${name}: seed ${seed}, ${count} races of ${requests} signatures, ${count} closures`);
      },
      60_000 + count * 3_000,
    );

    it('would notice a store that does not look at the version', async () => {
      await races.signIn();
      const restore = await arena.forgetVersions();
      const told = await closedTwice();
      await restore();
      tell(`control, no version check on ${name}: ${told}`);
    });

    if (name !== 'PostgreSQL') return;

    it('would notice a database without its lock and its unique keys', async () => {
      await races.signIn();
      await arena.forgetUniqueKeys!();
      tell(`control, neither lock nor unique keys on ${name}: ${await closedTwice()}`);
    });
  },
);
