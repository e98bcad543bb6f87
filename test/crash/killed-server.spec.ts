import { Ordeal, type Pace } from './support/ordeal.js';
import { type Place, postgresPlace, sqlitePlace } from './support/place.js';
import { longForm, seeded, seedGiven, tell } from './support/random.js';
import { clean } from './support/verdict.js';
import { viewsThatDiffer } from './support/views.js';
import { startPostgres } from '../support/postgres.js';

/** A new history after so many rounds, so that rebuilding it each time does not outgrow the rounds themselves. */
const ROUNDS_OF_A_HISTORY = 25;
const MOST_CONTROL_KILLS = 10;
const preload = (name: string): string => new URL(`./support/${name}.mjs`, import.meta.url).href;
const apart = preload('checkpoint-apart');

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
  {
    name: 'SQLite',
    rounds: longForm('RECTIFY_CRASH_ROUNDS', 50),
    open: onSqlite,
    early: preload('early-acknowledgement'),
  },
  {
    name: 'PostgreSQL',
    rounds: longForm('RECTIFY_CRASH_POSTGRES_ROUNDS', 20),
    open: onPostgres,
    early: preload('early-acknowledgement-postgres'),
  },
])(
  'given a server on $name that is killed at random moments while several clients post commands',
  ({ name, rounds, open, early }) => {
    const seed = seedGiven();
    const pace: Pace = { random: seeded(seed), earliestMs: 100, latestMs: 700 };
    let stores: Stores;
    /** Goes on from test to test: to set the scene takes longer than to play it. */
    let ordeal: Ordeal;
    const killUnderLoad = () => ordeal.strike(() => ordeal.killServer());

    beforeAll(async () => {
      stores = await open();
      ordeal = await Ordeal.begin(await stores.place(), pace);
    }, 60_000);
    afterAll(async () => {
      await ordeal.end();
      await stores.stop();
    });

    it(
      'keeps each acknowledged event once and in order, acts once on a repeated request, and has the views of a rebuild',
      async () => {
        const sums = { acknowledged: 0, repeated: 0 };
        for (let round = 1; round <= rounds; round++) {
          await killUnderLoad();
          expect(await ordeal.verdict()).toEqual(clean);
          await ordeal.startServer();
          await ordeal.mustBeWhole();
          if (round % ROUNDS_OF_A_HISTORY > 0 && round < rounds) continue;
          sums.acknowledged += ordeal.told.acknowledged;
          sums.repeated += ordeal.told.repeated;
          if (round === rounds) break;
          await ordeal.end();
          ordeal = await Ordeal.begin(await stores.place(), pace);
        }
        tell(
          `kill -9 of the server on ${name}: seed ${seed}, ${rounds} kills, ${sums.acknowledged} acknowledged, ` +
            `${sums.repeated} unanswered and repeated, 0 lost, 0 doubled`,
        );
        expect(sums.acknowledged).toBeGreaterThan(rounds);
        expect(sums.repeated).toBeGreaterThan(0);
      },
      60_000 + rounds * 20_000,
    );

    it('would notice a request that acts twice', async () => {
      await killUnderLoad();
      await ordeal.startServer();
      const request = ordeal.anOlderReport;
      await ordeal.load.repeatWithoutKey(ordeal.server, request);
      expect((await ordeal.verdict()).twice).toEqual([request.mark]);
      tell(`control, a request without its key on ${name}: 1 doubled`);
    });

    it('would notice a view whose checkpoint is committed apart from its rows', async () => {
      await ordeal.killServer();
      await ordeal.startServer({ preload: apart });
      let differing: string[] = [];
      let kills = 0;
      while (differing.length === 0 && kills++ < MOST_CONTROL_KILLS) {
        await killUnderLoad();
        await ordeal.startServer({ preload: apart });
        differing = await viewsThatDiffer(ordeal.place);
      }
      tell(`control, checkpoint apart from its rows on ${name}: ${differing.length} views differ after kill ${kills}`);
      expect(differing.length).toBeGreaterThan(0);
    }, 120_000);

    it('would notice a store that acknowledges before it commits', async () => {
      await ordeal.killServer();
      await ordeal.startServer({ preload: early });
      await killUnderLoad();
      const { lost } = await ordeal.verdict();
      tell(`control, acknowledged before COMMIT on ${name}: seed ${seed}, 1 kill, ${lost.length} lost`);
      expect(lost.length).toBeGreaterThan(0);
    });
  },
);
