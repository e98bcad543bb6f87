import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Damage, TileFolder, verifyHistory } from '#integrity';
import { Ordeal } from './support/ordeal.js';
import { type Place, postgresPlace, sqlitePlace } from './support/place.js';
import { longForm, seeded, seedGiven, tell } from './support/random.js';
import { startPostgres } from '../support/postgres.js';

const ROUNDS = longForm('RECTIFY_CRASH_SEALING', 4);

interface Stores {
  readonly place: () => Promise<Place>;
  readonly stop: () => Promise<void>;
}

const onSqlite = async (): Promise<Stores> => ({ place: sqlitePlace, stop: async () => undefined });
const onPostgres = async (): Promise<Stores> => {
  const server = await startPostgres();
  return { place: () => postgresPlace(server), stop: () => server.stop() };
};

const treeOf = ({ folder }: Place): string => join(folder, 'rectify-integrity');

const verified = async (place: Place) => {
  const log = await place.readOnly();
  const tiles = TileFolder.open(treeOf(place));
  return verifyHistory({ log, tiles, evidenceOf: () => [] }).finally(() => log.close());
};

describe.each([
  { name: 'SQLite', open: onSqlite },
  { name: 'PostgreSQL', open: onPostgres },
])('given a server on $name that is killed between appending and sealing, and while it seals', ({ name, open }) => {
  const seed = seedGiven();
  const pace = { random: seeded(seed), earliestMs: 200, latestMs: 4_500 };
  let stores: Stores;
  let ordeal: Ordeal;
  const damage = async (): Promise<Damage | undefined> => (await verified(ordeal.place)).damage;

  beforeAll(async () => {
    stores = await open();
    ordeal = await Ordeal.begin(await stores.place(), pace);
  }, 60_000);
  afterAll(async () => {
    await ordeal.end();
    await stores.stop();
  });

  it(
    'has a tree that its events give after each kill, and is sealed to its end at last',
    async () => {
      for (let round = 1; round <= ROUNDS; round++) {
        await ordeal.strike(() => ordeal.killServer());
        expect(await damage()).toBeUndefined();
        // Every other round the whole history is sealed anew, and the next kill comes into that.
        if (round % 2 === 0) rmSync(treeOf(ordeal.place), { recursive: true, force: true });
        await ordeal.startServer();
        await ordeal.mustHaveItsEvents();
      }
      await ordeal.server.terminate();
      await ordeal.place.bury();
      const { events, sealed, damage: found } = await verified(ordeal.place);
      expect([found, sealed]).toEqual([undefined, events]);
      tell(`kill -9 between append and seal on ${name}: seed ${seed}, ${ROUNDS} kills, ${events} events, 0 damaged`);
      await ordeal.startServer();
    },
    60_000 + ROUNDS * 40_000,
  );
});
