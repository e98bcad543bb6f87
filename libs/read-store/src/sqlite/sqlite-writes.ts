import type { StatementSync } from 'node:sqlite';
import { CheckpointMoved, type Position, type ViewWrites } from '#event-sourcing';
import { stored } from '../queries/stored-row.js';
import { docsName, shapeOf, tableColumns, tableName } from '../queries/versions-table.js';
import type { SqliteConnection } from './sqlite-connection.js';

interface Statements {
  readonly insert: StatementSync;
  readonly insertDoc: StatementSync;
  /** Absent for a log. */
  readonly end?: StatementSync;
}

const ended = (table: string): string =>
  `update "${table}" set open = 0, next_effective = ?, next_recorded = ? where position = ?`;

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
        for (const { position, next } of write.ends) end!.run(next.effective, next.recorded, position);
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
    const names = Object.keys(tableColumns(shapeOf(view))).map((name) => `"${name}"`);
    const made = {
      insert: this.connection.prepare(
        `insert into "${table}" (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
      ),
      insertDoc: this.connection.prepare(`insert into "${docsName(table)}" (position, doc) values (?, ?)`),
      ...(view.log ? {} : { end: this.connection.prepare(ended(table)) }),
    };
    this.#prepared.set(table, made);
    return made;
  }
}
