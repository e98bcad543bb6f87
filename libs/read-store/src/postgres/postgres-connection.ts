import { answered, codeOf, connected, isAway, unavailable, watchedPool } from '#postgres';
import { Pool, type PoolClient, type QueryConfig, type QueryResult, types } from 'pg';
import type { Dialect } from '../queries/dialect.js';
import { named, raw, type Sql, withNumbers } from '../queries/sql.js';
import { SharedClient } from './shared-client.js';

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 30_000;
/** Later than the server's own limit, so that it speaks only when the server does not. */
const SILENCE_TIMEOUT_MS = 35_000;
const A_DAY_MS = 86_400_000;
const INT8 = 20;

/** Statements that write are planned once, mostly on an empty table: each row is to be found by its key for ever after. */
const ROW_BY_ROW = ['enable_seqscan=off', 'enable_hashjoin=off', 'enable_mergejoin=off'];

export const postgresDialect: Dialect = {
  following: named,
  // SQLite's LIKE takes A-Z as a-z; in the "C" collation so does ILIKE.
  like: raw('ilike'),
};

/** PostgreSQL's text knows no NUL. Columns and conditions lose it alike; a row's JSON escapes it and keeps it. */
export const storable = (value: unknown): unknown =>
  typeof value === 'string' ? value.replaceAll('\0', '\ufffd') : value;

const written = (query: Sql): { text: string; values: unknown[] } => ({
  text: withNumbers(query),
  values: query.values.map(storable),
});

const sent = (client: PoolClient, query: QueryConfig): Promise<QueryResult> => answered(client, client.query(query));

/** Statements of one transaction, on one connection. */
export class Session {
  constructor(private readonly client: PoolClient) {}

  async all<Row>(query: Sql<Row>): Promise<Row[]> {
    return (await sent(this.client, written(query))).rows as Row[];
  }

  async first<Row>(query: Sql<Row>): Promise<Row | undefined> {
    return (await this.all(query))[0];
  }

  /** A statement that may take as long as it needs, such as an index over a large table. */
  async unhurried(query: Sql): Promise<void> {
    await sent(this.client, { text: 'set local statement_timeout = 0' });
    await sent(this.client, { ...written(query), query_timeout: A_DAY_MS } as QueryConfig);
  }

  /** A statement that is planned once for each connection; `name` stands for this text alone. */
  async prepared<Row>(name: string, text: string, values: unknown[]): Promise<Row[]> {
    return (await sent(this.client, { name, text, values })).rows as Row[];
  }
}

/** A table was dropped between the look into the register and the question to it. */
export const isGone = (error: unknown): boolean => codeOf(error) === '42P01';

/** Makes a statement fail in the server, with all that was sent behind it, unless this condition holds. */
export const unless = (holds: string): string => `select 1 / (case when ${holds} then 1 else 0 end)`;

/** A condition of `unless` did not hold. */
export const didNotHold = (error: unknown): boolean => codeOf(error) === '22012';

const ended = async <T>(client: PoolClient, work: () => Promise<T>): Promise<T> => {
  try {
    const result = await work();
    await sent(client, { text: 'commit' });
    return result;
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  }
};

export interface ConnectionOptions {
  readonly connections: number;
  readonly readOnly: boolean;
}

/** A pool in the schema of the views. What the network does to it is StoreUnavailable. */
export class PostgresConnection {
  readonly #pool: Pool;
  readonly #line: SharedClient;

  constructor(url: string, { connections, readOnly }: ConnectionOptions) {
    const settings = [
      'search_path=rectify_views',
      `statement_timeout=${STATEMENT_TIMEOUT_MS}`,
      // A lost last commit is rebuilt from the events, so no commit waits for the disk.
      'synchronous_commit=off',
      ...(readOnly ? ['default_transaction_read_only=on'] : ROW_BY_ROW),
    ];
    const pool = new Pool({
      connectionString: url,
      max: connections,
      // The server works on a statement while the next ones are still being written down.
      pipeline: !readOnly,
      connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
      query_timeout: SILENCE_TIMEOUT_MS,
      keepAlive: true,
      application_name: 'rectify views',
      options: settings.map((one) => `-c ${one}`).join(' '),
      types: {
        getTypeParser: (oid: number, format?: 'text' | 'binary') =>
          oid === INT8 ? Number : types.getTypeParser(oid, format as 'text'),
      } as never,
    });
    this.#pool = watchedPool(pool);
    this.#line = new SharedClient(this.#pool);
  }

  async all<Row>(query: Sql<Row>): Promise<Row[]> {
    return this.#used((client) => new Session(client).all(query));
  }

  /** Never nested. */
  async transaction<T>(work: (session: Session) => Promise<T>): Promise<T> {
    return this.#used(async (client) => {
      await sent(client, { text: 'begin' });
      return ended(client, () => work(new Session(client)));
    });
  }

  /**
   * Sends the statements of a whole transaction at once; one that fails takes all with it, and of several errors the
   * first one is thrown. Calls keep their order without waiting for one another. `statements` must wait for nothing
   * before its statements are sent.
   */
  async transactionAtOnce(statements: (session: Session) => readonly Promise<unknown>[]): Promise<void> {
    const taken = this.#line.use(async (client) => {
      const begun = sent(client, { text: 'begin' });
      const changes = statements(new Session(client));
      const outcomes = await Promise.allSettled([begun, ...changes, sent(client, { text: 'commit' })]);
      const failed = outcomes.find(({ status }) => status === 'rejected') as PromiseRejectedResult | undefined;
      if (failed) throw failed.reason;
    });
    await taken.catch((error: unknown) => {
      throw isAway(error) ? unavailable(error) : error;
    });
  }

  /** Reads of one state of the database, beginning with every row of a small table, fetched in the same round trip. */
  async snapshot<Row, T>(table: string, work: (rows: Row[], session: Session) => Promise<T>): Promise<T> {
    return this.#used(async (client) => {
      const text = `begin isolation level repeatable read read only; select * from ${table}`;
      const answers = (await sent(client, { text })) as unknown as QueryResult[];
      return ended(client, () => work(answers[1]!.rows as Row[], new Session(client)));
    });
  }

  async close(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #used<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    let client: PoolClient | undefined;
    let broken = false;
    try {
      client = await connected(this.#pool);
      return await work(client);
    } catch (error) {
      broken = isAway(error) || client === undefined;
      throw broken ? unavailable(error) : error;
    } finally {
      client?.release(broken);
    }
  }
}
