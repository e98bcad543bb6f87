import type { StatementSync } from 'node:sqlite';
import {
  CheckpointMoved,
  type Column,
  type Position,
  RowRefused,
  type RowVersion,
  type View,
  type ViewWrites,
} from '#event-sourcing';
import { columnName, docsName, NEVER, shapeOf, tableName } from '../queries/versions-table.js';
import type { SqliteConnection } from './sqlite-connection.js';

interface Stored {
  readonly version: (string | number)[];
  readonly doc: string;
}

interface Statements {
  readonly insert: StatementSync;
  readonly insertDoc: StatementSync;
  readonly end: StatementSync;
}

/** Text and whole numbers as declared; anything else would be stored as something it is not. */
const columnValue = (name: string, { type, of }: Column<unknown>, row: unknown): string | number => {
  const value = of(row);
  if (type === 'text' ? typeof value === 'string' : Number.isSafeInteger(value)) return value;
  throw new Error(`column ${name} is declared ${type}, its value is ${String(value)}`);
};

const stored = (view: View, { key, position, effective, recorded, next, row }: RowVersion): Stored => {
  try {
    const version: Stored['version'] = [
      position,
      key,
      next ? 0 : 1,
      effective,
      recorded,
      next?.effective ?? NEVER,
      next?.recorded ?? NEVER,
    ];
    for (const name in view.columns) version.push(columnValue(name, view.columns[name]!, row));
    return { version, doc: JSON.stringify(row) };
  } catch (error) {
    throw new RowRefused(view.name, position, (error as Error).message);
  }
};

/** Writes rows and checkpoints of several views in one transaction. */
export class SqliteWrites {
  readonly #prepared = new Map<string, Statements>();
  readonly #move: StatementSync;
  readonly #checkpoint: StatementSync;

  constructor(private readonly connection: SqliteConnection) {
    this.#move = connection.prepare(
      'update generations set checkpoint = ? where view = ? and number = ? and checkpoint = ?',
    );
    this.#checkpoint = connection.prepare('select checkpoint from generations where view = ? and number = ?');
  }

  commit(writes: readonly ViewWrites[]): void {
    const rows = writes.map(({ generation, versions }) => versions.map((one) => stored(generation.view, one)));
    this.connection.transaction(() => {
      writes.forEach((write, i) => {
        this.#moveCheckpoint(write);
        const { insert, insertDoc, end } = this.#statements(write);
        for (const { version, doc } of rows[i]!) {
          insert.run(...version);
          insertDoc.run(version[0]!, doc);
        }
        for (const { position, next } of write.ends) end.run(next.effective, next.recorded, position);
      });
    });
  }

  #moveCheckpoint({ generation: { view, number }, from, to }: ViewWrites): void {
    if (this.#move.run(to, view.name, number, from).changes === 1) return;
    const found = this.#checkpoint.get(view.name, number)?.['checkpoint'] as Position | undefined;
    throw new CheckpointMoved(view.name, from, found ?? 'dropped');
  }

  #statements({ generation: { view, number } }: ViewWrites): Statements {
    const table = tableName(view.name, number);
    const kept = this.#prepared.get(table);
    if (kept) return kept;
    const declared = Object.keys(shapeOf(view).columns).map((name) => `"${columnName(name)}"`);
    const columns = ['position', 'key', 'open', 'effective', 'recorded', 'next_effective', 'next_recorded'];
    const names = [...columns, ...declared];
    const made = {
      insert: this.connection.prepare(
        `insert into "${table}" (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
      ),
      insertDoc: this.connection.prepare(`insert into "${docsName(table)}" (position, doc) values (?, ?)`),
      end: this.connection.prepare(
        `update "${table}" set open = 0, next_effective = ?, next_recorded = ? where position = ?`,
      ),
    };
    this.#prepared.set(table, made);
    return made;
  }
}
