import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text, type View } from '#event-sourcing';
import { openReadStore } from '#read-store';
import { SqliteConnection } from './sqlite-connection.js';

const NEVER = Number.MAX_SAFE_INTEGER;

const notes: View<{ readonly status: string }> = {
  name: 'notes',
  version: 1,
  seenThrough: 'everyone',
  types: undefined,
  key: (event) => event.stream,
  fold: (row) => row,
  columns: { status: text((row) => row.status) },
  indexes: [['status']],
};

/** As a program left them that kept one version for each event. */
const earlierTables = (path: string): void => {
  const connection = new SqliteConnection(path);
  const columns = 'key text not null, effective integer not null, recorded integer not null, open integer not null';
  const shape = JSON.stringify({ columns: { status: 'text' }, indexes: [['status']] });
  connection.exec(`
    create table view_notes_1 (position integer primary key, ${columns}, next_effective integer not null,
      next_recorded integer not null, c_status text not null);
    create table view_notes_1_docs (position integer primary key, doc text not null);
    create index view_notes_1_key on view_notes_1 (key, position);
    create index view_notes_1_by_status
      on view_notes_1 (open, c_status, key, effective, next_effective, recorded, next_recorded);
    create index view_notes_1_since on view_notes_1 (effective);
    insert into view_notes_1 values (1, 'a', 1000, 1000, 0, 2000, 2000, 'open'), (2, 'a', 2000, 2000, 1, ${NEVER}, ${NEVER}, 'closed');
    insert into view_notes_1_docs values (1, '{"status":"open"}'), (2, '{"status":"closed"}');
    insert into generations (view, number, version, checkpoint, state, shape) values ('notes', 1, 1, '2', 'live', '${shape}');`);
  connection.close();
};

describe('tables of versions that could not be told otherwise', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-earlier-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('answer as they did while the view is built anew beside them', async () => {
    const path = join(folder, 'views.db');
    await (await openReadStore(`sqlite:${path}`)).close();
    earlierTables(path);
    const store = await openReadStore(`sqlite:${path}`);
    const [live, building] = await store.open(notes as View);
    expect([live, building]).toMatchObject([
      { number: 1, live: true, current: false },
      { number: 2, live: false, current: true, checkpoint: '0' },
    ]);
    const at = async (ms?: number) =>
      (await store.find(notes, 'a', ms === undefined ? {} : { asOf: new Date(ms).toISOString() }))?.row.status;
    expect([await at(999), await at(1_500), await at()]).toEqual([undefined, 'open', 'closed']);
    const asOf = new Date(1_500).toISOString();
    expect((await store.list(notes, { asOf, sort: { column: 'status' } })).rows).toMatchObject([
      { key: 'a', position: '1', row: { status: 'open' } },
    ]);
    expect(await store.count(notes, 'status', { knownAt: asOf })).toEqual(new Map([['open', 1]]));
    expect((await store.history(notes, 'a')).map(({ position }) => position)).toEqual(['1', '2']);

    const row = { status: 'new' };
    const version = { key: 'b', position: 1, effective: 1_000, recorded: 1_000, row };
    await store.commit([{ generation: building!, from: '0', to: '2', versions: [version], ends: [] }]);
    await store.goLive({ ...building!, checkpoint: '2' });
    expect((await store.list(notes, {})).rows.map(({ key, row: { status } }) => `${key} ${status}`)).toEqual(['b new']);
    await store.close();
  });
});
