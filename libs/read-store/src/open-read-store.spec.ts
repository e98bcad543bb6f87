import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { text, type View } from '#event-sourcing';
import { openReadStore } from './index.js';

const view: View<{ name: string }> = {
  name: 'people',
  version: 1,
  seenThrough: 'everyone',
  types: undefined,
  key: (event) => event.stream,
  fold: (row) => row,
  columns: { name: text((row) => row.name) },
  indexes: [['name']],
};

describe('the address of a read store', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'rectify-views-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('makes the file and the folders above it', async () => {
    const store = await openReadStore(`sqlite:${join(folder, 'a', 'b', 'views.db')}`);
    await store.close();
    expect(existsSync(join(folder, 'a', 'b', 'views.db'))).toBe(true);
  });

  it('makes a file that its owner alone may read, and closes one that others may', async () => {
    const path = join(folder, 'views.db');
    await (await openReadStore(`sqlite:${path}`)).close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
    chmodSync(path, 0o644);
    await (await openReadStore(`sqlite:${path}`)).close();
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('is named when nobody knows it', async () => {
    for (const url of ['views.db', 'mysql://x', 'sqlite:', '']) {
      await expect(openReadStore(url)).rejects.toThrow(`Unknown read store ${url}`);
    }
  });

  it('opened for reading only, answers and changes nothing while another writes', async () => {
    const url = `sqlite:${join(folder, 'views.db')}`;
    const writer = await openReadStore(url);
    const generation = (await writer.open(view as View))[0]!;
    const version = { key: 'zhang', position: 1, effective: 1, recorded: 1, row: { name: '张三' } };
    await writer.commit([{ generation, from: '0', to: '1', versions: [version], ends: [] }]);
    await writer.goLive(generation);
    const reader = await openReadStore(url, { readOnly: true });
    expect((await reader.find(view, 'zhang'))?.row).toEqual({ name: '张三' });
    expect(await reader.open(view as View)).toHaveLength(1);
    await expect(reader.begin(view as View)).rejects.toThrow(/readonly/);
    await reader.close();
    await writer.close();
  });

  it('of a file in another format is refused with what to do', async () => {
    const path = join(folder, 'views.db');
    const database = new DatabaseSync(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(openReadStore(`sqlite:${path}`)).rejects.toThrow(/has format 99.*delete the file/);
  });
});
