import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { makeOwnFile } from '#files';
import type { Dialect } from '../queries/dialect.js';
import { named, raw, type Sql, sql, withQuestionMarks } from '../queries/sql.js';
import { openViews, type Step } from './sqlite-steps.js';

const KEPT_STATEMENTS = 500;

export const sqliteDialect: Dialect = {
  following: (table, index) => {
    if (!index) return named(table);
    return index.name === undefined
      ? sql`${named(table)} not indexed`
      : sql`${named(table)} indexed by ${named(index.name)}`;
  },
  like: raw('like'),
};

/** One connection. Queries run at once, so that the several statements of one read see one state of the file. */
export class SqliteConnection {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, { readOnly = false }: { readonly readOnly?: boolean } = {}) {
    if (!readOnly && path !== ':memory:') makeOwnFile(path);
    this.database = openViews(path, readOnly);
  }

  exec(script: string): void {
    this.database.exec(script);
  }

  prepare(text: string): StatementSync {
    return this.database.prepare(text);
  }

  all<Row>(query: Sql<Row>): Row[] {
    return this.#statement(withQuestionMarks(query)).all(...(query.values as SQLInputValue[])) as Row[];
  }

  first<Row>(query: Sql<Row>): Row | undefined {
    return this.all(query)[0];
  }

  /** For a transaction elsewhere; the query has no values. */
  step(query: Sql): Step {
    return { sql: withQuestionMarks(query), values: [], width: 0 };
  }

  run(query: Sql): number {
    return Number(this.#statement(withQuestionMarks(query)).run(...(query.values as SQLInputValue[])).changes);
  }

  /** A write transaction, or with `reading` a stable view of the file. Never nested. */
  transaction<T>(work: () => T, reading = false): T {
    this.database.exec(reading ? 'BEGIN' : 'BEGIN IMMEDIATE');
    try {
      const result = work();
      this.database.exec('COMMIT');
      return result;
    } catch (error) {
      if (this.database.isTransaction) this.database.exec('ROLLBACK');
      throw error;
    }
  }

  close(): void {
    this.#statements.clear();
    this.database.close();
  }

  #statement(text: string): StatementSync {
    const kept = this.#statements.get(text);
    if (kept) return kept;
    if (this.#statements.size >= KEPT_STATEMENTS) this.#statements.delete(this.#statements.keys().next().value!);
    const statement = this.database.prepare(text);
    this.#statements.set(text, statement);
    return statement;
  }
}
