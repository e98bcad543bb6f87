import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventStore, type Recorded, StoreUnavailable } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openForAppending } from '../../libs/event-store/src/sqlite/event-file.js';
import { SqliteEventStore } from '../../libs/event-store/src/sqlite/sqlite-event-store.js';
import { someEvent, to } from '../contract/some-events.js';
import { withoutTransactions } from './support/no-transactions.js';
import { tell } from './support/random.js';
import { type SmallDisk, smallDisk } from './support/tmpfs.js';
import { type RunningServer, startServer } from '../support/server.js';

const KIB = 1_024;
const DISK_KIB = 4 * KIB;
const BALLAST_KIB = 2 * KIB;
const BATCH = 40;
const NARRATIVE = '整改'.repeat(2_000);
const canMount = (() => {
  const disk = smallDisk(64);
  disk?.remove();
  return disk !== undefined;
})();
const whenMounted = canMount ? it : it.skip;
const unless = canMount ? '' : ' (this user may not mount)';

describe('given an event file on a disk that fills up', () => {
  let disk: SmallDisk;
  let store: EventStore | undefined;
  let server: RunningServer | undefined;

  const ballast = () => join(disk.path, 'ballast');
  const allOf = (kept: EventStore): Promise<Recorded[]> => kept.readAll('0', Number.MAX_SAFE_INTEGER);
  const batch = () => Array.from({ length: BATCH }, () => to('note-1', 'any', someEvent({ text: NARRATIVE })));
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

  beforeEach(() => {
    if (!canMount) return;
    disk = smallDisk(DISK_KIB)!;
    writeFileSync(ballast(), Buffer.alloc(BALLAST_KIB * KIB));
  });
  afterEach(async () => {
    await store?.close();
    await server?.stop();
    [store, server] = [undefined, undefined];
    disk?.remove();
  });

  whenMounted(`refuses the whole batch that has no room, and takes it once there is room again${unless}`, async () => {
    store = await openEventStore(`sqlite:${disk.path}/events.db`);
    const { taken, refused, error } = await untilRefused(store);
    expect(error).toBeInstanceOf(StoreUnavailable);
    expect(taken).toBeGreaterThan(0);
    expect(await allOf(store)).toHaveLength(taken * BATCH);
    rmSync(ballast());
    expect((await store.append(refused)).map((one) => ('outcome' in one ? one.outcome : one))).toEqual(
      refused.map(() => 'ok'),
    );
    const versions = (await allOf(store)).map(({ version }) => version);
    expect(versions).toEqual(Array.from({ length: (taken + 1) * BATCH }, (_, n) => n + 1));
    tell(`full disk on SQLite: ${taken} batches of ${BATCH} taken, one refused as a whole, taken after room was made`);
  });

  whenMounted(`would notice a store that writes a batch in parts${unless}`, async () => {
    const file = openForAppending(`${disk.path}/events.db`);
    store = new SqliteEventStore({ ...file, db: withoutTransactions(file.db) });
    const { taken } = await untilRefused(store);
    const stored = (await allOf(store)).length;
    tell(`control, no transaction: ${stored - taken * BATCH} events of a refused batch of ${BATCH} were left behind`);
    expect(stored).toBeGreaterThan(taken * BATCH);
  });

  whenMounted(
    `answers commands with 503 while reading goes on, and serves them again afterwards${unless}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rectify-full-'));
      const elsewhere = {
        RECTIFY_VIEWS_URL: `sqlite:${folder}/views.db`,
        RECTIFY_DATA_DIR: folder,
        RECTIFY_LEAST_FREE_MIB: '0',
      };
      server = await startServer({ RECTIFY_DATABASE_URL: `sqlite:${disk.path}/rectify.db`, ...elsewhere }, { folder });
      const { admin, engine } = server;
      const ready = async () => (await server!.nobody.send('GET', '/health/ready')).status;
      // The views are built first.
      while ((await ready()) !== 200) await pause(20);
      let acknowledged = await engine.store.head();
      const register = (n: number) =>
        admin.try('units', { name: `${n}号单位${'所'.repeat(50)}` }, { key: `unit-${n}` });
      let n = 0;
      let answer = await register(n);
      while (answer.status === 201) {
        acknowledged = await engine.store.head();
        answer = await register(++n);
      }
      expect(answer.status).toBe(503);
      expect(answer.body).toMatchObject({ code: 'store.unavailable' });
      expect(await engine.store.head()).toBe(acknowledged);
      // The views may follow no further: what they had is read as it is.
      expect((await admin.send('GET', 'units?limit=1')).body.items).toHaveLength(1);
      expect(await server.nobody.send('GET', '/health/ready')).toMatchObject({
        status: 503,
        body: { status: 'not-ready', storage: { full: true } },
      });
      rmSync(ballast());
      expect(await ready()).toBe(200);
      expect(await engine.store.head()).toBe(acknowledged);
      expect(await register(n)).toMatchObject({ status: 201, body: { repeated: false } });
      const taken = await engine.store.head();
      expect(Number(taken)).toBeGreaterThan(Number(acknowledged));
      expect(await register(n)).toMatchObject({ status: 201, body: { repeated: true } });
      expect(await engine.store.head()).toBe(taken);
    },
  );

  whenMounted(
    `refuses an upload that has no room with the reason, keeps nothing of it, and says so${unless}`,
    async () => {
      const folder = mkdtempSync(join(tmpdir(), 'rectify-full-'));
      server = await startServer(
        {
          RECTIFY_DATABASE_URL: `sqlite:${folder}/rectify.db`,
          RECTIFY_CREDENTIALS_URL: `sqlite:${folder}/credentials.db`,
          RECTIFY_DATA_DIR: disk.path,
          RECTIFY_LEAST_FREE_MIB: '1',
        },
        { folder },
      );
      const { admin, nobody } = server;
      const { id } = await admin.do('people', { name: '周敏' });
      const office = await server.account('office', id, 'office');
      const upload = (n: number) =>
        office.send('POST', 'evidence?name=a.txt', new Uint8Array(700 * KIB).fill(0x30 + n));
      const ready = async () => (await nobody.send('GET', '/health/ready')).body as { status: string; storage: object };
      const files = () =>
        readdirSync(disk.path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
      while ((await ready()).status !== 'ready') await pause(20);
      let taken = 0;
      let answer = await upload(taken);
      while (answer.status === 201 && taken < 9) answer = await upload(++taken);
      expect(answer).toMatchObject({ status: 503, body: { code: 'evidence.no-room', details: { retryAfter: 60 } } });
      expect(answer.headers.get('retry-after')).toBe('60');
      // The ballast, and of each that was taken the file and who gave it.
      expect(files()).toHaveLength(1 + 2 * taken);
      expect(await ready()).toMatchObject({ status: 'not-ready', storage: { short: [{ of: 'data', leastMib: 1 }] } });
      rmSync(ballast());
      expect((await ready()).status).toBe('ready');
      expect((await upload(taken)).status).toBe(201);
      tell(
        `full disk under the evidence: ${taken} files taken, one refused and nothing of it left, taken after room was made`,
      );
    },
  );
});
