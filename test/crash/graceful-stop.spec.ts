import { Client } from '../support/client.js';
import { Ordeal } from './support/ordeal.js';
import { eventsIn, type Place, postgresPlace, sqlitePlace } from './support/place.js';
import { longForm, seeded, seedGiven, tell } from './support/random.js';
import { clean, marksIn } from './support/verdict.js';
import { startPostgres } from '../support/postgres.js';
import { PASSWORD } from '../support/server.js';

const STOPS = longForm('RECTIFY_CRASH_STOPS', 2);
/** Less than what those who stop containers wait before they kill. */
const ENDS_WITHIN_MS = 10_000;
const KILLS_OF_THE_CONTROL = 10;
const late = new URL('./support/late-answers.mjs', import.meta.url).href;

interface Stores {
  readonly place: () => Promise<Place>;
  readonly stop: () => Promise<void>;
}

const onSqlite = async (): Promise<Stores> => ({ place: sqlitePlace, stop: async () => undefined });
const onPostgres = async (): Promise<Stores> => {
  const server = await startPostgres();
  return { place: () => postgresPlace(server), stop: () => server.stop() };
};

describe.each([
  { name: 'SQLite', open: onSqlite },
  { name: 'PostgreSQL', open: onPostgres },
])('given a server on $name that is told to end while several clients post commands', ({ name, open }) => {
  const seed = seedGiven();
  const pace = { random: seeded(seed), earliestMs: 50, latestMs: 500 };
  let stores: Stores;
  let ordeal: Ordeal;

  /** What was stored without its client being told so. */
  const untold = async (): Promise<string[]> => {
    const told = new Set(ordeal.load.journal.acknowledged.map(({ request }) => request.mark));
    const marks = [...marksIn(await eventsIn(ordeal.place))];
    return marks.filter((mark) => /^(progress|issue)-/.test(mark) && !told.has(mark));
  };

  beforeAll(async () => {
    stores = await open();
    ordeal = await Ordeal.begin(await stores.place(), pace);
  }, 60_000);
  afterAll(async () => {
    await ordeal.end();
    await stores.stop();
  });

  it(
    'answers every command that it has taken, stores no other, and leaves the views to the next at once',
    async () => {
      let slowest = 0;
      for (let stop = 0; stop < STOPS; stop++) {
        let took = 0;
        await ordeal.strike(async () => {
          const began = performance.now();
          await ordeal.server.terminate();
          took = performance.now() - began;
        });
        slowest = Math.max(slowest, took);
        expect(await untold()).toEqual([]);
        expect(await ordeal.verdict()).toEqual(clean);
        await ordeal.startServer();
        await ordeal.mustBeWhole();
      }
      expect(slowest).toBeLessThan(ENDS_WITHIN_MS);
      const { acknowledged, repeated } = ordeal.told;
      tell(
        `SIGTERM under load on ${name}: seed ${seed}, ${STOPS} stops, ${acknowledged} acknowledged, ${repeated} not taken ` +
          `and repeated, 0 taken without an answer, 0 lost, slowest end ${Math.round(slowest)} ms`,
      );
    },
    60_000 + STOPS * 20_000,
  );

  it('ends although somebody listens to its events', async () => {
    const { accessToken } = await new Client(ordeal.server.url).do('session', { login: 'office', password: PASSWORD });
    const headers = { authorization: `Bearer ${accessToken}`, accept: 'text/event-stream' };
    const stream = await fetch(`${ordeal.server.url}/api/v1/events`, { headers });
    const heard = stream.body!.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]();
    let said = '';
    const hear = async (): Promise<boolean> => {
      const { done, value } = await heard.next();
      said += value ?? '';
      return done === true;
    };
    while (!said.includes('event: IssueDelivered')) expect(await hear()).toBe(false);
    const began = performance.now();
    await ordeal.server.terminate();
    expect(performance.now() - began).toBeLessThan(ENDS_WITHIN_MS);
    while (!(await hear()));
    await ordeal.place.bury();
    await ordeal.startServer();
  });

  it('would notice a server that ends in the middle of its work', async () => {
    let left = 0;
    let kills = 0;
    await ordeal.killServer();
    // On a slow machine a blow can fall between the answers to one batch and the storing of the next.
    while (left === 0 && kills < KILLS_OF_THE_CONTROL) {
      await ordeal.startServer({ preload: late });
      await ordeal.strike(() => ordeal.killServer());
      left = (await untold()).length;
      kills += 1;
    }
    tell(`control, kill -9 under load on ${name}: seed ${seed}, ${kills} kills, ${left} taken without an answer`);
    expect(left).toBeGreaterThan(0);
  }, 60_000);
});
