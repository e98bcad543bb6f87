import { cpSync, existsSync } from 'node:fs';
import { openEventStore } from '#event-store';
import { tempDir } from '../support/temp-dir.js';
import { describeModel, disagreement } from './model.contract.js';
import type { Surviving } from './store-beside-model.js';

const openMemory = async (): Promise<Surviving> => {
  const store = await openEventStore('memory:');
  return { store, close: () => store.close() };
};

/** A crash leaves the file and its log as they are on disk while the store is open: they are copied under it. */
const openSqlite = async (parts: readonly string[] = ['', '-wal']): Promise<Surviving> => {
  const dir = await tempDir();
  let file = `${dir.path}/0.db`;
  let crashes = 0;
  const store = await openEventStore(`sqlite:${file}`);
  let current = store;
  const restart = async () => {
    await current.close();
    return (current = await openEventStore(`sqlite:${file}`));
  };
  const crash = async () => {
    const left = `${dir.path}/${++crashes}.db`;
    for (const part of parts) if (existsSync(file + part)) cpSync(file + part, left + part);
    file = left;
    return restart();
  };
  return { store, restart, crash, close: () => current.close().then(() => dir.remove()) };
};

describeModel('memory', openMemory, { runs: 300, survives: false });
describeModel('sqlite', () => openSqlite(), { runs: 60 });

describe('a crash that takes the write-ahead log along', () => {
  it('is found out', async () => {
    expect(await disagreement(() => openSqlite(['']), { runs: 60, length: 10 })).toContain('crash');
  });
});
