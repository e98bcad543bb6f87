import { openEventStore } from '#event-store';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { describeEventStore } from './event-store.contract.js';

let server: PostgresServer;

beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

describeEventStore('postgres', async (clock) => {
  const url = await server.database();
  const open = () => openEventStore(url, { clock });
  let store = await open();
  const reopen = () => store.close().then(async () => (store = await open()));
  return { store, reopen, close: () => store.close() };
});
