import { raw, sql } from '../queries/sql.js';
import type { PostgresConnection } from './postgres-connection.js';

const FORMAT = 1;
const LOCK = 0x52454354;

const schema = `
  select pg_advisory_xact_lock(${LOCK}, 3);
  create schema if not exists rectify_views;
  create table if not exists format (number int not null);
  create table if not exists generations (
    view text collate "C" not null, number int not null, version int not null, checkpoint text not null,
    state text not null check (state in ('building', 'live')), shape text not null, primary key (view, number),
    unique (view, state));
  create table if not exists checkpoints (name text collate "C" primary key, position text not null);
  create table if not exists lease (
    name text collate "C" primary key, owner text not null, epoch bigint not null, expires_at timestamptz not null);
  alter table generations add column if not exists mark text;
  alter table checkpoints add column if not exists mark text;
  insert into format select ${FORMAT} where not exists (select 1 from format)`;

/** The format of the views in this database; undefined when there are none yet, or none with marks. */
const formatOf = async (connection: PostgresConnection): Promise<number | undefined> => {
  // Programs that know of no marks go on with these tables, so marks make no other format of them.
  const [there] = await connection.all(
    sql<{ there: boolean }>`select count(*) = 1 as there from pg_attribute
      where attrelid = to_regclass('rectify_views.checkpoints') and attname = 'mark'`,
  );
  if (!there!.there) return undefined;
  return (await connection.all(sql<{ number: number }>`select number from rectify_views.format`))[0]?.number;
};

/** Makes the tables when they are missing; processes that start together take turns. */
export const makeViewsSchema = async (connection: PostgresConnection): Promise<void> => {
  if ((await formatOf(connection)) !== undefined) return;
  // Statements sent together are one transaction.
  await connection.all(raw(schema));
};

export const mustKnowViewsSchema = async (connection: PostgresConnection): Promise<void> => {
  const found = await formatOf(connection);
  if (found === FORMAT) return;
  if (found === undefined) {
    throw new Error(
      '数据库中没有视图,请先启动投影进程 / there are no views in the database; start the projector first',
    );
  }
  throw new Error(
    `视图库的格式版本为 ${found},本程序只认 ${FORMAT}:请删除模式 rectify_views,视图会从事件重建。 ` +
      `The views have format ${found}, this program knows ${FORMAT}: drop the schema rectify_views, views are rebuilt from the events.`,
  );
};
