import { DatabaseSync } from 'node:sqlite';
import { type EventStore, systemClock } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { EventLog, type Logged } from '../support/eventstoredb/event-log.js';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { tempDir } from '../support/temp-dir.js';
import { describeIntegrity, type Tampering } from './integrity.contract.js';

const CONTENT = 'id, stream, version, type, schema_version, recorded_at, data, metadata';

type Run = (sql: string) => Promise<unknown>;

/** Positions are the index and one; the digit that changes stands at the end of `{"n":…}`. */
const bySql = (table: string, run: Run): Tampering => ({
  change: async (index) => {
    await run(`UPDATE ${table} SET data = CASE WHEN data LIKE '%1}' THEN replace(data, '1}', '2}')
      ELSE substr(data, 1, length(data) - 2) || '1}' END WHERE position = ${index + 1}`);
  },
  swap: async (one, other) => {
    const [a, b] = [one + 1, other + 1];
    await run(`CREATE TEMP TABLE kept AS SELECT position, ${CONTENT} FROM ${table} WHERE position IN (${a}, ${b})`);
    await run(`DELETE FROM ${table} WHERE position IN (${a}, ${b})`);
    await run(`INSERT INTO ${table} (position, ${CONTENT}) SELECT ${a} + ${b} - position, ${CONTENT} FROM kept`);
  },
  removeLast: async () => {
    await run(`DELETE FROM ${table} WHERE position = (SELECT max(position) FROM ${table})`);
  },
});

describeIntegrity('a SQLite file', async () => {
  const dir = await tempDir();
  const file = `${dir.path}/events.db`;
  const store = await openEventStore(`sqlite:${file}`);
  const raw = new DatabaseSync(file);
  raw.exec(`DROP TRIGGER events_are_never_updated; DROP TRIGGER events_are_never_deleted`);
  const close = async () => {
    raw.close();
    await store.close();
    await dir.remove();
  };
  return { store, tamper: bySql('events', async (sql) => raw.exec(sql)), close };
});

describe('on PostgreSQL', () => {
  let server: PostgresServer;
  beforeAll(async () => {
    server = await startPostgres();
  });
  afterAll(() => server.stop());

  describeIntegrity('PostgreSQL', async () => {
    const url = await server.database();
    const store: EventStore = await openEventStore(url);
    const table = 'rectify_events.events';
    await server.query(url, `ALTER TABLE ${table} DISABLE TRIGGER ALL`);
    const run: Run = (sql) => server.query(url, sql.replace('TEMP TABLE kept', 'TABLE kept'));
    return { store, tamper: bySql(table, run), close: () => store.close() };
  });
});

const changed = (event: Logged): void => {
  const text = Buffer.from(event.data).toString();
  const digit = text.at(-2) === '1' ? '2' : '1';
  Object.assign(event, { data: Buffer.from(`${text.slice(0, -2)}${digit}}`) });
};

const exchanged = (one: Logged, other: Logged): void => {
  const [a, b] = [{ ...one }, { ...other }];
  Object.assign(one, b, { position: a.position });
  Object.assign(other, a, { position: b.position });
};

describeIntegrity("EventStoreDB's protocol double", async () => {
  const log = new EventLog(systemClock);
  const double = await EventStoreDbDouble.start({ log });
  const store = await openEventStore(double.url, { limitMs: 30_000 });
  const tamper: Tampering = {
    change: async (index) => changed(log.all[index]!),
    swap: async (one, other) => exchanged(log.all[one]!, log.all[other]!),
    removeLast: async () => void log.all.pop(),
  };
  return { store, tamper, close: () => store.close().then(() => double.close()) };
});
