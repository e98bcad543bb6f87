import { join } from 'node:path';
import { openReadStore } from '#read-store';
import { tempDir } from '../support/temp-dir.js';
import { describeReadStore } from './read-store.contract.js';

describeReadStore('SQLite', async () => {
  const dir = await tempDir();
  const url = `sqlite:${join(dir.path, 'views.db')}`;
  let store = await openReadStore(url);
  const reopen = async () => {
    await store.close();
    return (store = await openReadStore(url));
  };
  return { store, reopen, close: () => store.close().then(dir.remove) };
});
