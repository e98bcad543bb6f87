// One PostgreSQL server for all spec files of a run; each file makes databases of its own in it.
import { startPostgres } from './postgres.ts';

export default async () => {
  globalThis.postgresForAll = await startPostgres();
  process.env.RECTIFY_TEST_POSTGRES = globalThis.postgresForAll.url('postgres');
};
