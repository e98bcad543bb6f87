import type { PostgresServer } from './postgres.js';

/** Runs one statement in the database whose guarantees are taken away. For negative controls. */
type Query = (sql: string) => ReturnType<PostgresServer['query']>;

/** Answers how to have it as it was. */
const changedAppend = async (query: Query, from: RegExp, to: string): Promise<() => Promise<unknown>> => {
  const [row] = await query(`select pg_get_functiondef('rectify_events.append'::regproc) as text`);
  const text = row!['text'] as string;
  const changed = text.replace(from, to);
  if (changed === text) throw new Error(`the append function has nothing like ${from.source}`);
  await query(changed);
  return () => query(text);
};

/** Appends no longer follow one another. */
export const withoutLock = (query: Query) => changedAppend(query, /PERFORM pg_advisory_xact_lock[^;]*;/, '');

export const withoutUniqueKeys = async (query: Query): Promise<void> => {
  await query(`alter table rectify_events.events drop constraint events_stream_version,
    drop constraint events_id, drop constraint events_pkey`);
};

/** The version that an append expects is no longer looked at. */
export const withoutVersions = (query: Query) =>
  changedAppend(query, /ELSE reached\[s\] = part_expected\[p\] END/, 'ELSE true END');

/** Commits no longer wait for the disk, for as long as ten seconds. */
export const withoutSync = async (query: Query): Promise<void> => {
  await changedAppend(query, /IF current_setting\('synchronous_commit'\)[^\n]*/, '');
  await query(`alter system set wal_writer_delay = '10s'`);
  await query('alter system set synchronous_commit = off');
  await query('select pg_reload_conf()');
  for (let setting; setting !== 'off';) {
    [{ setting }] = (await query(`select current_setting('synchronous_commit') as setting`)) as [{ setting: string }];
  }
};
