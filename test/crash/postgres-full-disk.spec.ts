import { rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventStore, type Recorded, StoreUnavailable } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { someEvent, to } from '../contract/some-events.js';
import { postgresPlace } from './support/place.js';
import { tell } from './support/random.js';
import { type SmallDisk, smallDisk } from './support/tmpfs.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { type RunningServer, startServer } from '../support/server.js';

const KIB = 1_024;
const DATA_KIB = 96 * KIB;
const WAL_KIB = 24 * KIB;
const ROOM_KIB = 1 * KIB;
const BATCH = 40;
// Of random letters, since PostgreSQL packs what repeats itself.
const narrative = () => Buffer.from(crypto.getRandomValues(new Uint8Array(6_000))).toString('base64');
const canMount = (() => {
  const disk = smallDisk(64);
  disk?.remove();
  return disk !== undefined;
})();
const whenMounted = canMount ? it : it.skip;
const unless = canMount ? '' : ' (this user may not mount)';

const ballast = (disk: SmallDisk) => join(disk.path, 'ballast');
/** Leaves so much room and no more. */
const fill = (disk: SmallDisk, roomKib: number): void => {
  const { bavail, bsize } = statfsSync(disk.path);
  writeFileSync(ballast(disk), Buffer.alloc(Math.max(0, bavail * bsize - roomKib * KIB)));
};
const makeRoom = (disk: SmallDisk): void => rmSync(ballast(disk), { force: true });

const batch = () => Array.from({ length: BATCH }, () => to('note-1', 'any', someEvent({ text: narrative() })));

describe('given PostgreSQL on a disk that fills up', () => {
  let disk: SmallDisk;
  let server: PostgresServer;
  let store: EventStore | undefined;
  let program: RunningServer | undefined;

  const allOf = (kept: EventStore): Promise<Recorded[]> => kept.readAll('0', Number.MAX_SAFE_INTEGER);
  /** Appends batches until one is refused; answers how many were taken, and the refused one with its error. */
  const untilRefused = async (kept: EventStore) => {
    for (let taken = 0; ; taken++) {
      const refused = batch();
      const error = await kept.append(refused).then(
        () => undefined,
        (thrown: unknown) => thrown,
      );
      if (error) return { taken, refused, error };
    }
  };
  const appendedInTheEnd = async (kept: EventStore, appends: ReturnType<typeof batch>) => {
    for (;;) {
      const results = await kept.append(appends).catch((error: unknown) => error);
      if (!(results instanceof StoreUnavailable)) return results;
      if (!server.runs()) await server.restart();
      await pause(50);
    }
  };
  const mustHold = async (kept: EventStore, batches: number) => {
    const events = await allOf(kept);
    const numbers = Array.from({ length: batches * BATCH }, (_, n) => n + 1);
    expect(events.map(({ version }) => version)).toEqual(numbers);
    expect(events.map(({ position }) => Number(position))).toEqual(numbers);
  };

  afterEach(async () => {
    await store?.close();
    await program?.stop();
    [store, program] = [undefined, undefined];
    if (!canMount) return;
    makeRoom(disk);
    await server.stop();
    disk.remove();
    rmSync(`${disk.path}-wal`, { recursive: true, force: true });
  });

  whenMounted(`refuses the whole batch that has no room for its rows, and takes it afterwards${unless}`, async () => {
    disk = smallDisk(DATA_KIB)!;
    server = await startPostgres(disk.path, { walFolder: `${disk.path}-wal` });
    store = await openEventStore(await server.database());
    fill(disk, ROOM_KIB);
    const { taken, refused, error } = await untilRefused(store);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect((error as Error).message).toMatch(/No space left on device/);
    expect(taken).toBeGreaterThan(0);
    await mustHold(store, taken);
    expect(server.runs()).toBe(true);
    makeRoom(disk);
    expect(await store.append(refused)).toEqual(refused.map(() => expect.objectContaining({ outcome: 'ok' })));
    await mustHold(store, taken + 1);
    tell(
      `full disk under PostgreSQL's rows: ${taken} batches of ${BATCH} taken, one refused as a whole, taken after room`,
    );
  });
  whenMounted(
    `refuses the whole batch that has no room in the write-ahead log, and takes it afterwards${unless}`,
    async () => {
      disk = smallDisk(WAL_KIB)!;
      server = await startPostgres(undefined, { walFolder: join(disk.path, 'wal') });
      store = await openEventStore(await server.database());
      fill(disk, ROOM_KIB);
      const { taken, refused, error } = await untilRefused(store);
      expect(error).toBeInstanceOf(StoreUnavailable);
      await pause(1_000);
      const ended = !server.runs();
      makeRoom(disk);
      expect(await appendedInTheEnd(store, refused)).toEqual(
        refused.map(() => expect.objectContaining({ versions: [expect.any(Number)] })),
      );
      await mustHold(store, taken + 1);
      tell(
        `full disk under PostgreSQL's log: ${taken} batches of ${BATCH} taken, one refused as a whole (${String(error)}), ` +
          `${ended ? 'the database ended and was started again' : 'the database went on by itself'}, taken after room`,
      );
    },
  );

  whenMounted(
    `answers commands with 503 while reading goes on, and serves them again afterwards${unless}`,
    async () => {
      disk = smallDisk(DATA_KIB)!;
      server = await startPostgres(disk.path);
      const place = await postgresPlace(server);
      program = await startServer(place.environment, { folder: place.folder });
      const { admin, engine } = program;
      const register = (n: number) =>
        admin.try('units', { name: `${n}号单位${'所'.repeat(50)}` }, { key: `unit-${n}` });
      const { position } = (await register(0)).body;
      expect((await admin.get(`units?after=${position}`)).items).toHaveLength(1);
      fill(disk, ROOM_KIB);
      // A unit is two events: it is registered, and its name is taken.
      let [n, acknowledged] = [1, Number(await engine.store.head())];
      let answer = await register(n);
      for (; answer.status === 201; answer = await register(++n)) acknowledged += 2;
      expect(answer).toMatchObject({ status: 503, body: { code: 'store.unavailable' } });
      expect(await engine.store.head()).toBe(String(acknowledged));
      // The views may follow no further: what they had is read as it is.
      expect((await admin.send('GET', 'units?limit=1')).body.items).toHaveLength(1);
      makeRoom(disk);
      expect(await register(n)).toMatchObject({ status: 201, body: { repeated: false } });
      expect(await register(n)).toMatchObject({ status: 201, body: { repeated: true } });
      expect(await engine.store.head()).toBe(String(acknowledged + 2));
      tell(
        `full disk under a server on PostgreSQL: ${acknowledged} events taken, then 503, reads answered, taken after room`,
      );
      await place.remove();
    },
  );
});
