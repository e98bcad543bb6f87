import type pg from 'pg';
import { appendFunction } from './append-function.js';

const LOCK = [0x52454354, 2];

/** All work but the migration is done as this role, which can neither change nor remove an event. */
export const APPENDER = 'rectify_appender';

// Forward only. Never edit one: add the next. The number of a migration is its place in the list, from 1.
const migrations: readonly string[] = [
  `CREATE TABLE rectify_events.events (
     position bigint PRIMARY KEY,
     id text COLLATE "C" NOT NULL CONSTRAINT events_id UNIQUE,
     stream text COLLATE "C" NOT NULL,
     version int NOT NULL CHECK (version > 0),
     type text NOT NULL,
     schema_version int NOT NULL,
     recorded_at text COLLATE "C" NOT NULL,
     data text NOT NULL,
     metadata text NOT NULL,
     CONSTRAINT events_stream_version UNIQUE (stream, version)
   );
   CREATE FUNCTION rectify_events.refuse() RETURNS trigger LANGUAGE plpgsql AS $$
     BEGIN RAISE EXCEPTION 'events are never changed or removed (%)', TG_OP; END $$;
   CREATE TRIGGER rows_are_never_changed BEFORE UPDATE OR DELETE ON rectify_events.events
     FOR EACH ROW EXECUTE FUNCTION rectify_events.refuse();
   CREATE TRIGGER events_are_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON rectify_events.events
     FOR EACH STATEMENT EXECUTE FUNCTION rectify_events.refuse();
   -- Also where a session plays the replica, which switches ordinary triggers off.
   ALTER TABLE rectify_events.events ENABLE ALWAYS TRIGGER rows_are_never_changed,
     ENABLE ALWAYS TRIGGER events_are_never_changed;
   ${appendFunction}
   GRANT USAGE ON SCHEMA rectify_events TO ${APPENDER};
   GRANT SELECT ON rectify_events.migrations TO ${APPENDER};
   GRANT SELECT, INSERT ON rectify_events.events TO ${APPENDER};`,
];

// Roles belong to the whole server: another database's first start may make it at the same moment.
const makeAppender = `DO $$ BEGIN
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${APPENDER}') THEN
      CREATE ROLE ${APPENDER} NOLOGIN;
    END IF;
  EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;
  END $$;
  DO $$ BEGIN
    IF NOT pg_has_role('${APPENDER}', 'MEMBER') OR NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
      GRANT ${APPENDER} TO CURRENT_USER;
    END IF;
  END $$;`;

const mayNotMakeIt = (cause: unknown): Error =>
  new Error(
    `缺少角色 ${APPENDER},请由管理员执行 / the role ${APPENDER} is missing; let an administrator run: ` +
      `CREATE ROLE ${APPENDER} NOLOGIN; GRANT ${APPENDER} TO <user of the database URL>;`,
    { cause },
  );

const inTransaction = async (client: pg.ClientBase, work: () => Promise<void>): Promise<void> => {
  await client.query('BEGIN');
  try {
    await work();
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
};

const appliedMigrations = async (client: pg.ClientBase): Promise<number> => {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('rectify_events.migrations') IS NOT NULL AS there`,
  );
  if (!rows[0]!.there) return 0;
  const found = await client.query<{ number: number }>(
    'SELECT coalesce(max(number), 0)::int AS number FROM rectify_events.migrations',
  );
  return found.rows[0]!.number;
};

/** 0 when there is no event store yet. Refuses one of a later Rectify. */
export const schemaVersion = async (client: pg.ClientBase): Promise<number> => {
  const found = await appliedMigrations(client);
  if (found <= migrations.length) return found;
  throw new Error(
    `数据库由更新版本的 Rectify 写入(结构版本 ${found},本程序最高 ${migrations.length})/ ` +
      `the database was written by a newer Rectify (schema ${found}, this one knows up to ${migrations.length})`,
  );
};

const hasAppender = async (client: pg.ClientBase): Promise<boolean> => {
  const { rows } = await client.query<{ ready: boolean }>(
    `SELECT coalesce((SELECT pg_has_role(oid, 'MEMBER') FROM pg_roles WHERE rolname = $1), false) AS ready`,
    [APPENDER],
  );
  return rows[0]!.ready;
};

/** Brings the schema up to date; processes that start together take turns. */
export const migrate = async (client: pg.ClientBase): Promise<void> => {
  if (!(await hasAppender(client))) {
    await client.query(makeAppender).catch((error: unknown) => {
      throw mayNotMakeIt(error);
    });
  }
  if ((await schemaVersion(client)) === migrations.length) return;
  await inTransaction(client, async () => {
    await client.query('SELECT pg_advisory_xact_lock($1, $2)', LOCK);
    await client.query('CREATE SCHEMA IF NOT EXISTS rectify_events');
    await client.query(`CREATE TABLE IF NOT EXISTS rectify_events.migrations
      (number int PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())`);
    for (let done = await schemaVersion(client); done < migrations.length; done++) {
      await client.query(migrations[done]!);
      await client.query('INSERT INTO rectify_events.migrations (number) VALUES ($1)', [done + 1]);
    }
  });
};
