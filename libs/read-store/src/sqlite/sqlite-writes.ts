import { CheckpointMoved, type Position, type View, type ViewWrites } from '#event-sourcing';
import { sql } from '../queries/sql.js';
import { stored, type StoredRow } from '../queries/stored-row.js';
import { docsName, placeColumn, placeNumber, shapeOf, tableColumns, tableName } from '../queries/versions-table.js';
import type { SqliteConnection } from './sqlite-connection.js';
import type { SqliteGenerations } from './sqlite-generations.js';
import type { Step } from './sqlite-steps.js';
import { type SqliteWriter, Unmet } from './sqlite-writer.js';

const MOVE = 'update generations set checkpoint = ?, mark = ? where view = ? and number = ? and checkpoint = ?';

interface Statements {
  readonly insert: string;
  readonly insertDoc: string;
  /** These two are unused by a log. */
  readonly end: string;
  readonly retell: string;
  readonly width: number;
}

const statementsFor = (view: View, table: string): Statements => {
  const names = Object.keys(tableColumns(shapeOf(view))).map((name) => `"${name}"`);
  return {
    insert: `insert into "${table}" (${names.join(', ')}) values (${names.map(() => '?').join(', ')})`,
    insertDoc: `insert into "${docsName(table)}" (${placeColumn(shapeOf(view))}, doc) values (?, ?)`,
    end: `update "${table}" set open = 0, next_effective = ?, next_recorded = ? where place = ?`,
    retell: `update "${table}" set open = 0, known_to = ? where key = ? and known_to = 0 and effective >= ?`,
    width: names.length,
  };
};

/** Writes rows and checkpoints of several views in one transaction. */
export class SqliteWrites {
  readonly #statements = new Map<string, Statements>();

  constructor(
    private readonly connection: SqliteConnection,
    private readonly writer: SqliteWriter,
    private readonly generations: SqliteGenerations,
  ) {}

  async commit(writes: readonly ViewWrites[]): Promise<void> {
    const moves = writes.flatMap(({ generation, from, to, mark = null }) => {
      const { view, number } = generation;
      return [to, mark, view.name, number, from];
    });
    const move: Step = { sql: MOVE, values: moves, width: 5, mustChange: true };
    try {
      await this.writer.take([move, ...writes.flatMap((write) => this.#steps(write))]);
    } catch (error) {
      throw error instanceof Unmet ? this.#moved(writes[error.run]!) : error;
    }
  }

  /** Throws RowRefused. */
  #steps(write: ViewWrites): Step[] {
    const { generation, versions, ends } = write;
    const { view, number } = generation;
    const { insert, insertDoc, end, width } = this.#statementsOf(view, tableName(view.name, number));
    const rows: readonly StoredRow[] = versions.map((one) => stored(view, one));
    const docs = rows.flatMap(({ version, doc }) => [version[0]!, doc]);
    const ended = ends.flatMap((one) => [one.next.effective, one.next.recorded, placeNumber(one)]);
    const steps: Step[] = [
      ...this.#retelling(write),
      { sql: insert, values: rows.flatMap(({ version }) => version), width },
      { sql: insertDoc, values: docs, width: 2 },
      { sql: end, values: ended, width: 3 },
    ];
    return steps.filter(({ values, width: wide }) => wide === 0 || values.length > 0);
  }

  /** Rows are found by key, also while the table has no other index yet. */
  #retelling({ generation: { view, number }, retold = [] }: ViewWrites): Step[] {
    if (retold.length === 0) return [];
    const name = tableName(view.name, number);
    const { retell } = this.#statementsOf(view, name);
    const values = retold.flatMap(({ key, since, recorded }) => [recorded, key, since]);
    return [this.generations.keyIndex({ name, ...shapeOf(view) }), { sql: retell, values, width: 3 }];
  }

  #moved({ generation: { view, number }, from }: ViewWrites): CheckpointMoved {
    const found = this.connection.first(
      sql<{
        checkpoint: Position;
      }>`select checkpoint from generations where view = ${view.name} and number = ${number}`,
    );
    return new CheckpointMoved(view.name, from, found?.checkpoint ?? 'dropped');
  }

  #statementsOf(view: View, table: string): Statements {
    const kept = this.#statements.get(table);
    if (kept) return kept;
    const made = statementsFor(view, table);
    this.#statements.set(table, made);
    return made;
  }
}
