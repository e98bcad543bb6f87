import { BEGINNING, CheckpointMoved, type View } from '#event-sourcing';
import { isCurrent, mustBeNames, type Registered, tableOf } from '../queries/registered.js';
import { joined, named, raw, sql } from '../queries/sql.js';
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
import type { SqliteConnection } from './sqlite-connection.js';
import type { Step } from './sqlite-steps.js';

// Forward only. Never edit one: add the next. The number of a migration is its place in the list, from 1.
const MIGRATIONS = [
  `create table if not exists generations (
     view text not null, number integer not null, version integer not null, checkpoint text not null,
     state text not null check (state in ('building', 'live')), shape text not null,
     primary key (view, number)
   ) strict, without rowid;
   create unique index if not exists one_of_a_state on generations (view, state);
   create table if not exists checkpoints (name text primary key, position text not null) strict, without rowid;`,
  `alter table generations add column mark text;
   alter table checkpoints add column mark text;`,
];

const createIndex = ({ name, columns }: NamedIndex, table: VersionsTable) =>
  sql`create index if not exists ${named(name)} on ${named(table.name)} (${joined(columns.map((c) => named(c)))})`;

/** Which generations of which views there are, and their tables. */
export class SqliteGenerations {
  constructor(private readonly connection: SqliteConnection) {}

  migrate(): void {
    const found = this.connection.prepare('PRAGMA user_version').get()!['user_version'] as number;
    if (found > MIGRATIONS.length) {
      throw new Error(
        `视图库的格式版本为 ${found},本程序只认 ${MIGRATIONS.length}:请删除该文件,视图会从事件重建。 ` +
          `The read store has format ${found}, this program knows ${MIGRATIONS.length}: delete the file, views are rebuilt from the events.`,
      );
    }
    for (const [i, migration] of MIGRATIONS.entries()) {
      if (i < found) continue;
      this.connection.transaction(() => this.connection.exec(`${migration} PRAGMA user_version = ${i + 1};`));
    }
  }

  registered(view: string): Registered[] {
    return this.connection.all(sql<Registered>`select * from generations where view = ${view} order by number`);
  }

  live(view: string): Registered | undefined {
    return this.registered(view).find(({ state }) => state === 'live');
  }

  /** Drops what no longer fits and begins what is missing. Within a transaction. */
  prepare(view: View): void {
    const known = this.registered(view.name);
    for (const one of known) if (one.state === 'building' && !isCurrent(view, one)) this.drop(one);
    if (!known.some((one) => isCurrent(view, one))) this.create(view);
  }

  /** Within a transaction. */
  create(view: View): Registered {
    mustBeNames(view);
    const known = this.registered(view.name);
    for (const unfinished of known.filter(({ state }) => state === 'building')) this.drop(unfinished);
    const made: Registered = {
      view: view.name,
      number: (known.at(-1)?.number ?? 0) + 1,
      version: view.version,
      checkpoint: BEGINNING,
      mark: null,
      state: 'building',
      shape: JSON.stringify(shapeOf(view)),
    };
    const table = tableOf(made);
    const columns = Object.entries(tableColumns(table)).map(
      ([name, type]) =>
        sql`${named(name)} ${raw(type)} ${name === placeColumn(table) ? sql`primary key` : sql`not null`}`,
    );
    this.connection.run(sql`create table ${named(table.name)} (${joined(columns)})`);
    this.connection.run(
      sql`create table ${named(docsName(table.name))} (${named(placeColumn(table))} integer primary key, doc text not null)`,
    );
    this.connection.run(sql`insert into generations (view, number, version, checkpoint, state, shape)
      values (${made.view}, ${made.number}, ${made.version}, ${made.checkpoint}, ${made.state}, ${made.shape})`);
    return made;
  }

  /** Within a transaction. */
  drop({ view, number }: Registered): void {
    this.connection.run(sql`drop table if exists ${named(tableName(view, number))}`);
    this.connection.run(sql`drop table if exists ${named(docsName(tableName(view, number)))}`);
    this.connection.run(sql`delete from generations where view = ${view} and number = ${number}`);
  }

  /** Within a transaction. */
  discard(view: View): void {
    for (const one of this.registered(view.name)) this.drop(one);
  }

  /** Rows are looked up by key only once some do not fit into memory; until then a table being built stays bare. */
  keyIndex(table: VersionsTable): Step {
    return this.connection.step(createIndex(keyIndex(table), table));
  }

  indexes(table: VersionsTable): Step[] {
    return indexesOf(table).map((index) => this.connection.step(createIndex(index, table)));
  }

  /** Within a transaction. */
  switchTo(building: Registered): void {
    const current = this.registered(building.view).find(({ number }) => number === building.number);
    if (!current) throw new CheckpointMoved(building.view, building.checkpoint, 'dropped');
    const before = this.live(building.view);
    if (before?.number === building.number) return;
    if (before) this.drop(before);
    this.connection.run(sql`update generations set state = 'live'
      where view = ${building.view} and number = ${building.number}`);
  }
}
