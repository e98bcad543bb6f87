// Emmett: its CommandHandler reads the stream, folds it, lets the decision speak and appends with the version it read.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { CommandHandler } from '@event-driven-io/emmett';
import { actor, payload } from '../payload.mjs';
import { asked, tell } from '../peer-harness.mjs';

const sqlite = () => import('@event-driven-io/emmett-sqlite');
const fileIn = (folder) => join(folder, `${randomUUID()}.db`);

const stores = {
  /** As its documentation shows: every call opens the file. */
  sqlite: async (folder) => (await sqlite()).getSQLiteEventStore({ fileName: fileIn(folder) }),
  /** One connection kept open. */
  'sqlite-kept': async (folder) => {
    const { getSQLiteEventStore, sqliteConnection } = await sqlite();
    const connection = sqliteConnection({ fileName: fileIn(folder) });
    return getSQLiteEventStore({ connectionOptions: { singleton: true, connection } });
  },
  postgres: async (url) => (await import('@event-driven-io/emmett-postgresql')).getPostgreSQLEventStore(url),
};

const event = (i) => {
  const id = randomUUID();
  const ids = { correlationId: id, causationId: id, commandId: id };
  const metadata = { actor, effectiveAt: new Date().toISOString(), command: 'Report', ...ids };
  return { type: 'ProgressReported', data: payload(i), metadata };
};

// Emmett prints what the store refused, and throws what failed after that.
let refused;
console.log = console.error = (printed) => {
  if (printed instanceof Error) refused = printed;
};

const order = asked();
const store = await stores[order.store](order.place);
const handle = CommandHandler({
  evolve: (state) => ({ reports: state.reports + 1 }),
  initialState: () => ({ reports: 0 }),
});
await tell(
  {
    seed: (stream, count) =>
      store.appendToStream(
        stream,
        Array.from({ length: count }, (_, i) => event(i)),
      ),
    report: (stream, i) => handle(store, stream, () => [event(i)]),
    isLostRace: (error) => /Concurrency|VersionConflict/.test(error?.constructor?.name),
    lastRefusal: () => refused,
  },
  order,
);
