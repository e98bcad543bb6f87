import { createHash } from 'node:crypto';
import { BEGINNING, CheckpointMoved, type View } from '#event-sourcing';
import { isCurrent, mustBeNames, type Registered, tableOf } from '../queries/registered.js';
import { joined, named, sql } from '../queries/sql.js';
import {
  docsName,
  type NamedIndex,
  indexesOf,
  keyIndex,
  placeColumn,
  shapeOf,
  tableColumns,
  tableName,
  type VersionsTable,
} from '../queries/versions-table.js';
import type { Session } from './postgres-connection.js';

/** PostgreSQL cuts longer names, after which two might be one. */
const LONGEST_NAME = 63;

const indexName = (name: string): string =>
  name.length <= LONGEST_NAME
    ? name
    : `${name.slice(0, LONGEST_NAME - 13)}_${createHash('sha256').update(name).digest('hex').slice(0, 12)}`;

const createIndex = ({ name, columns }: NamedIndex, table: VersionsTable) =>
  sql`create index if not exists ${named(indexName(name))} on ${named(table.name)}
    (${joined(columns.map((c) => named(c)))})`;

const columnType = { text: sql`text collate "C"`, integer: sql`bigint` };

export const registered = (session: Session, view: string): Promise<Registered[]> =>
  session.all(sql<Registered>`select * from generations where view = ${view} order by number`);

export const liveOf = async (session: Session, view: string): Promise<Registered | undefined> =>
  (await registered(session, view)).find(({ state }) => state === 'live');

/** Drops what no longer fits and begins what is missing. */
export const prepareGenerations = async (session: Session, view: View): Promise<void> => {
  const known = await registered(session, view.name);
  for (const one of known) if (one.state === 'building' && !isCurrent(view, one)) await drop(session, one);
  if (!known.some((one) => isCurrent(view, one))) await createGeneration(session, view);
};

export const createGeneration = async (session: Session, view: View): Promise<Registered> => {
  mustBeNames(view);
  const known = await registered(session, view.name);
  for (const unfinished of known.filter(({ state }) => state === 'building')) await drop(session, unfinished);
  const made: Registered = {
    view: view.name,
    number: (known.at(-1)?.number ?? 0) + 1,
    version: view.version,
    checkpoint: BEGINNING,
    mark: null,
    state: 'building',
    shape: JSON.stringify(shapeOf(view)),
  };
  await makeTables(session, tableOf(made));
  await session.all(sql`insert into generations (view, number, version, checkpoint, state, shape)
    values (${made.view}, ${made.number}, ${made.version}, ${made.checkpoint}, ${made.state}, ${made.shape})`);
  return made;
};

// Nearly every version is ended once: with room on its page, that leaves the index of positions alone.
const makeTables = async (session: Session, table: VersionsTable): Promise<void> => {
  const { name, log } = table;
  const columns = Object.entries(tableColumns(table)).map(
    ([column, type]) =>
      sql`${named(column)} ${columnType[type]} ${column === placeColumn(table) ? sql`primary key` : sql`not null`}`,
  );
  const room = log ? sql`` : sql`with (fillfactor = 60)`;
  await session.all(sql`create table ${named(name)} (${joined(columns)}) ${room}`);
  const place = named(placeColumn(table));
  await session.all(sql`create table ${named(docsName(name))} (${place} bigint primary key, doc text not null)`);
};

const drop = async (session: Session, { view, number }: Registered): Promise<void> => {
  await session.all(sql`delete from generations where view = ${view} and number = ${number}`);
  await session.all(sql`drop table if exists ${named(tableName(view, number))}`);
  await session.all(sql`drop table if exists ${named(docsName(tableName(view, number)))}`);
};

export const discardGenerations = async (session: Session, view: View): Promise<void> => {
  for (const one of await registered(session, view.name)) await drop(session, one);
};

/** Rows are looked up by key only once some do not fit into memory; until then a table being built stays bare. */
export const indexKeys = async (session: Session, table: VersionsTable): Promise<void> => {
  await session.unhurried(createIndex(keyIndex(table), table));
};

/** What makes a filled table fit to be read: its indexes, and what the planner should know of it. */
export const finishing = (table: VersionsTable): ((session: Session) => Promise<void>)[] => {
  const statements = [...indexesOf(table).map((index) => createIndex(index, table)), sql`analyze ${named(table.name)}`];
  return statements.map((statement) => async (session) => {
    await session.all(sql`set local maintenance_work_mem = '128MB'`);
    await session.unhurried(statement);
  });
};

export const switchTo = async (session: Session, building: Registered): Promise<void> => {
  const known = await registered(session, building.view);
  if (!known.some(({ number }) => number === building.number)) {
    throw new CheckpointMoved(building.view, building.checkpoint, 'dropped');
  }
  const before = known.find(({ state }) => state === 'live');
  if (before?.number === building.number) return;
  if (before) await drop(session, before);
  await session.all(sql`update generations set state = 'live'
    where view = ${building.view} and number = ${building.number}`);
};
