import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStore } from '#event-store';
import { FACTS, LEDGER } from '../support/command-line.js';
import { type Answered, commandsUnder, typed } from '../support/documented.js';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import { startPostgres } from '../support/postgres.js';
import { someEvent, to } from './some-events.js';

const HELLO = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';
const SHELF = join('evidence', HELLO.slice(0, 2));

interface Stores {
  /** Of a new, empty store. */
  readonly next: () => Promise<string>;
  readonly stop: () => Promise<void>;
}

const json = ({ out, error }: Answered) => JSON.parse(out || error) as Record<string, unknown>;

describe.each<[string, () => Promise<Stores>]>([
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres();
      return { next: server.database, stop: server.stop };
    },
  ],
  [
    'EventStoreDB',
    async () => {
      const doubles: EventStoreDbDouble[] = [];
      const next = async () => {
        doubles.push(await EventStoreDbDouble.start());
        return doubles.at(-1)!.url;
      };
      return { next, stop: async () => void (await Promise.all(doubles.map((double) => double.close()))) };
    },
  ],
])('a history on %s, backed up and restored as docs/operations.md says', (_, start) => {
  let stores: Stores;
  let folder: string;
  let url: string;
  let verified: Record<string, unknown>;
  const at = (...names: string[]) => join(folder, ...names);
  const on = (store: string, place: string, file = at('b.db')) => ({
    cwd: folder,
    variables: { RECTIFY_DATABASE_URL: store, RECTIFY_DATA_DIR: at(place) },
    words: { FILE: file },
  });
  /** The backup once more, under another name. */
  const copied = (name: string) => {
    for (const part of readdirSync(folder).filter((one) => one.startsWith('b.db'))) {
      cpSync(at(part), at(part.replace('b.db', `${name}.db`)), { recursive: true });
    }
    return at(`${name}.db`);
  };
  const [backup] = commandsUnder('Backup') as [string];
  const [restore] = commandsUnder('Restore') as [string];
  const restored = async (place: string, file?: string, store?: string) =>
    typed(`${restore} --json`, on(store ?? (await stores.next()), place, file));
  /** The events as printed, which on a store that numbers them by itself have other positions. */
  const eventsOf = async (store: string) =>
    (await typed('npx rectify events', on(store, 'old'))).out.replaceAll(/"position":"\d+"/g, '');

  beforeAll(async () => {
    stores = await start();
    folder = mkdtempSync(join(tmpdir(), 'rectify-restored-'));
    url = await stores.next();
    const imported = `npx rectify import '${LEDGER}' --commit ${FACTS.join(' ')}`;
    expect((await typed(imported, on(url, 'old'))).status).toBe(0);
    mkdirSync(at('old', SHELF), { recursive: true });
    writeFileSync(at('old', SHELF, HELLO), 'hello');
    verified = json(await typed('npx rectify verify --json', on(url, 'old')));
    expect(verified).toMatchObject({ sealed: verified['events'] });
    const { status, error } = await typed(backup, on(url, 'old'));
    expect([status, error]).toEqual([0, '']);
  }, 120_000);
  afterAll(async () => {
    await stores.stop();
    rmSync(folder, { recursive: true });
  });

  it('says in its manifest what it is of', async () => {
    const { events, root } = verified;
    const reader = await openEventStore(url);
    const position = await reader.head().finally(() => reader.close());
    expect(JSON.parse(readFileSync(at('b.db.manifest.json'), 'utf8'))).toMatchObject({
      source: { store: url.split(':')[0], position },
      madeBy: { rectify: expect.any(String), node: process.versions.node },
      events,
      root,
      sealed: events,
      evidence: { files: 1, bytes: 5 },
    });
  });

  it('is the same in a new store, with tree and evidence, and again when it is repeated', async () => {
    const store = await stores.next();
    for (const _ of ['first', 'broken off and repeated']) {
      const { status, out, error } = await typed(`${restore} --json`, on(store, 'new'));
      expect([status, error]).toEqual([0, '']);
      expect(JSON.parse(out)).toMatchObject({ root: verified['root'], evidence: { files: 1, bytes: 5 } });
    }
    expect(await eventsOf(store)).toBe(await eventsOf(url));
    const { seconds: _, ...expected } = verified;
    expect(json(await typed('npx rectify verify --json', on(store, 'new')))).toMatchObject(expected);
  }, 120_000);

  it('comes back into a SQLite file as well, also by a manifest from before it told source and versions', async () => {
    const manifest = JSON.parse(readFileSync(at('b.db.manifest.json'), 'utf8')) as object;
    const older = copied('older');
    writeFileSync(`${older}.manifest.json`, JSON.stringify({ ...manifest, source: undefined, madeBy: undefined }));
    const { status, error } = await restored('file', older, `sqlite:${at('file', 'rectify.db')}`);
    expect([status, error]).toEqual([0, '']);
    const place = { ...on('', 'file'), variables: { RECTIFY_DATABASE_URL: `sqlite:${at('file', 'rectify.db')}` } };
    expect(json(await typed('npx rectify verify --json', place))).toMatchObject({
      root: verified['root'],
      sealed: verified['events'],
      since: verified['since'],
    });
  }, 120_000);

  it('goes to no store that holds something else, and leaves that as it is', async () => {
    const store = await stores.next();
    const writer = await openEventStore(store);
    await writer.append([to('note-1', 'none', someEvent())]);
    const head = await writer.head().finally(() => writer.close());
    const refused = await restored('taken', at('b.db'), store);
    expect([refused.status, json(refused)]).toMatchObject([1, { code: 'cli.copy-target-differs' }]);
    const reader = await openEventStore(store);
    expect(await reader.head().finally(() => reader.close())).toBe(head);
  }, 120_000);

  it('is not restored from a backup in which a byte was changed, or a file is missing or another one', async () => {
    const damages: [string, (file: string) => void][] = [
      ['events', (file) => truncateSync(file, 4_096)],
      ['evidence', (file) => writeFileSync(join(`${file}.evidence`, HELLO.slice(0, 2), HELLO), 'hallo')],
      ['files', (file) => rmSync(join(`${file}.evidence`, HELLO.slice(0, 2), HELLO))],
      ['manifest', (file) => writeFileSync(`${file}.manifest.json`, '{')],
    ];
    for (const [name, damaged] of damages) {
      const file = copied(name);
      damaged(file);
      const refused = await restored(name, file);
      expect([name, refused.status, json(refused)]).toMatchObject([name, 1, { code: 'cli.backup-broken' }]);
    }
    const tree = copied('tree');
    writeFileSync(join(`${tree}.integrity`, 'level-0'), Buffer.alloc(32), { flag: 'r+' });
    const refused = await restored('tree', tree);
    expect([refused.status, json(refused)]).toMatchObject([1, { code: 'history.damaged' }]);
  }, 240_000);
});
