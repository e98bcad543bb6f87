import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import {
  type CompiledQuery,
  DummyDriver,
  Kysely,
  type RawBuilder,
  sql,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Following } from '../queries/row-page.js';
import { openViews, type Step } from './sqlite-steps.js';

const KEPT_STATEMENTS = 500;

const compiler = new Kysely<unknown>({
  dialect: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  },
});

export const sqliteFollowing: Following = (table, index) => {
  if (!index) return sql`${sql.table(table)}`;
  return index.name === undefined
    ? sql`${sql.table(table)} not indexed`
    : sql`${sql.table(table)} indexed by ${sql.ref(index.name)}`;
};

/**
 * One connection. Queries are compiled by Kysely and run here at once, so that the several statements of one read see
 * one state of the file.
 */
export class SqliteConnection {
  readonly database: DatabaseSync;
  readonly #statements = new Map<string, StatementSync>();

  constructor(path: string, { readOnly = false }: { readonly readOnly?: boolean } = {}) {
    this.database = openViews(path, readOnly);
  }

  exec(script: string): void {
    this.database.exec(script);
  }

  prepare(text: string): StatementSync {
    return this.database.prepare(text);
  }

  all<Row>(query: RawBuilder<Row>): Row[] {
    const { sql: text, parameters } = query.compile(compiler) as CompiledQuery<Row>;
    return this.#statement(text).all(...(parameters as SQLInputValue[])) as Row[];
  }

  first<Row>(query: RawBuilder<Row>): Row | undefined {
    return this.all(query)[0];
  }

  /** For a transaction elsewhere; the query has no values. */
  step(query: RawBuilder<unknown>): Step {
    return { sql: query.compile(compiler).sql, values: [], width: 0 };
  }

  run(query: RawBuilder<unknown>): number {
    const { sql: text, parameters } = query.compile(compiler);
    return Number(this.#statement(text).run(...(parameters as SQLInputValue[])).changes);
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
