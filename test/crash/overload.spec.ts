import { setTimeout as pause } from 'node:timers/promises';
import { Client as Database } from 'pg';
import { APPEND_LOCK } from '../../libs/event-store/src/postgres/append-function.js';
import { Client, type Answer } from '../support/client.js';
import { type Scene, setScene } from './support/load.js';
import { eventsIn, type Place, postgresPlace, sqlitePlace } from './support/place.js';
import { tell } from './support/random.js';
import { KillableServer } from './support/server.js';
import { startPostgres, until } from '../support/postgres.js';
import { PASSWORD } from '../support/server.js';
import { report } from '../support/world.js';

const LIMIT = 40;
const REQUESTS = 400;
const WARMING_WAVES = 2;
const WAVES = 3;
const MOST_GROWTH_MIB = 48;

let sent = 0;
type Post = () => Promise<Answer>;

const signedIn = async ({ url }: KillableServer, login: string): Promise<Client> =>
  new Client(url).signIn(login, PASSWORD);
/** Each to a stream of its own. */
const units = async (server: KillableServer): Promise<Post> => {
  const admin = await signedIn(server, 'admin');
  return () => admin.try('units', { name: `${++sent}号单位` }, { key: `unit-${sent}` });
};
/** All to one stream. */
const reports = async (server: KillableServer, { issueIds }: Scene): Promise<Post> => {
  const reporter = await signedIn(server, 'reporter');
  return () => reporter.try(`issues/${issueIds[0]}/progress`, report(`第${++sent}次`), { key: `report-${sent}` });
};

interface Flood {
  readonly answers: readonly Answer[];
  /** How many were answered while the store stood still. */
  readonly atOnce: number;
}

/** That it was registered, and that its name is taken. */
const EVENTS_OF_A_UNIT = 2;
const taken = ({ answers }: Flood) => answers.filter(({ status }) => status < 300).length;
const refused = ({ answers }: Flood) => answers.filter(({ status }) => status === 503);

describe('given a server on PostgreSQL whose store stands still', () => {
  let place: Place & { readonly url: string };
  let scene: Scene;
  let stop: () => Promise<void>;
  let server: KillableServer;
  let database: Database;

  const start = async (limit: number) => {
    await server?.kill();
    await place.bury();
    server = await KillableServer.start(place, { environment: { RECTIFY_QUEUE_LIMIT: String(limit) } });
  };
  /** All at once, while nothing can be appended until those who need not wait have their answers. */
  const flood = async (post: Post, waits: number): Promise<Flood> => {
    await database.query(`select pg_advisory_lock(${APPEND_LOCK})`);
    let answered = 0;
    const answers = Array.from({ length: REQUESTS }, () => post().finally(() => answered++));
    const quiet = async () => {
      const before = answered;
      await pause(300);
      return answered === before && answered >= REQUESTS - waits;
    };
    await until(quiet);
    const atOnce = answered;
    await database.query(`select pg_advisory_unlock(${APPEND_LOCK})`);
    return { answers: await Promise.all(answers), atOnce };
  };
  const mustBeBounded = async (post: Post, eventsEach = EVENTS_OF_A_UNIT) => {
    const before = (await eventsIn(place)).length;
    const outcome = await flood(post, 2 * LIMIT);
    for (const { headers, body } of refused(outcome)) {
      expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
      expect(body).toMatchObject({ status: 503, code: 'store.overloaded' });
    }
    expect(taken(outcome) + refused(outcome).length).toBe(REQUESTS);
    expect(taken(outcome)).toBeGreaterThanOrEqual(LIMIT);
    expect(taken(outcome)).toBeLessThanOrEqual(2 * LIMIT);
    expect((await eventsIn(place)).length).toBe(before + eventsEach * taken(outcome));
    return outcome;
  };

  beforeAll(async () => {
    const postgres = await startPostgres();
    place = await postgresPlace(postgres);
    scene = await setScene(place);
    database = new Database({ connectionString: place.url });
    await database.connect();
    stop = () => postgres.stop();
  }, 60_000);
  beforeEach(() => start(LIMIT));
  afterAll(async () => {
    await server?.kill();
    await database.end();
    await place.remove();
    await stop();
  });

  it('lets so many commands wait, tells the others at once when to come again, and keeps its memory', async () => {
    const post = await units(server);
    let [sum, told] = [0, 0];
    for (let wave = 0; wave < WARMING_WAVES; wave++) await mustBeBounded(post);
    const before = server.memory;
    for (let wave = 0; wave < WAVES; wave++) {
      const outcome = await mustBeBounded(post);
      sum += taken(outcome);
      told += refused(outcome).length;
    }
    const growth = server.memory - before;
    tell(
      `overload on PostgreSQL: ${WAVES} floods of ${REQUESTS}, ${sum} taken and stored, ${told} told to come again, ` +
        `memory grew by ${Math.round(growth)} MiB`,
    );
    expect(growth).toBeLessThan(MOST_GROWTH_MIB);
  }, 120_000);

  it('counts those too that wait for their turn at one stream', async () => {
    await mustBeBounded(await reports(server, scene), 1);
  });

  it('would let all of them wait, were the bound not there', async () => {
    await start(10_000);
    const outcome = await flood(await units(server), REQUESTS);
    tell(`control, a queue without bound: ${taken(outcome)} of ${REQUESTS} taken, ${outcome.atOnce} answered at once`);
    expect(taken(outcome)).toBe(REQUESTS);
    expect(outcome.atOnce).toBe(0);
  });
});

describe('given a server on SQLite with a queue for one command', () => {
  let place: Place;
  let server: KillableServer;

  beforeAll(async () => {
    place = await sqlitePlace();
    await setScene(place);
    server = await KillableServer.start(place, { environment: { RECTIFY_QUEUE_LIMIT: '1' } });
  }, 60_000);
  afterAll(async () => {
    await server.kill();
    await place.remove();
  });

  it('stores what it takes and nothing of what it tells to come again', async () => {
    const post = await units(server);
    const before = (await eventsIn(place)).length;
    const answers = await Promise.all(Array.from({ length: REQUESTS }, () => post()));
    const outcome = { answers, atOnce: 0 };
    expect(taken(outcome) + refused(outcome).length).toBe(REQUESTS);
    expect((await eventsIn(place)).length).toBe(before + EVENTS_OF_A_UNIT * taken(outcome));
    tell(
      `overload on SQLite: a flood of ${REQUESTS}, ${taken(outcome)} taken and stored, ` +
        `${refused(outcome).length} told to come again`,
    );
    expect(refused(outcome).length).toBeGreaterThan(0);
    expect(refused(outcome).every(({ headers }) => Number(headers.get('retry-after')) > 0)).toBe(true);
  });
});
