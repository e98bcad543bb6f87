import { openReadStore } from '#read-store';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { describeReadStore } from './read-store.contract.js';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describeReadStore('PostgreSQL', async () => {
  const url = await server.database();
  let store = await openReadStore(url);
  const reopen = async () => {
    await store.close();
    return (store = await openReadStore(url));
  };
  const close = async () => {
    await store.close();
    await server.recycle(url, 'rectify_views');
  };
  return { store, reopen, close };
});
