import { Pool } from 'pg';
import type { Instant } from '#event-sourcing';
import { unavailable, watchedPool } from '#postgres';
import { type ClientKey, type Credentials, passwordKey, type RefreshToken, type SpentToken } from './credentials.js';

const CONNECTIONS = 4;
const TIMEOUT_MS = 5_000;
const LOCK = 0x52454354;

// Whoever may not own the schema may not look into it either.
const SCHEMA = `
  BEGIN;
  SELECT pg_advisory_xact_lock(${LOCK}, 4);
  CREATE SCHEMA IF NOT EXISTS rectify_credentials;
  REVOKE ALL ON SCHEMA rectify_credentials FROM PUBLIC;
  CREATE TABLE IF NOT EXISTS rectify_credentials.password (account_id text PRIMARY KEY, hash text NOT NULL);
  CREATE TABLE IF NOT EXISTS rectify_credentials.secret (name text PRIMARY KEY, value text NOT NULL);
  CREATE TABLE IF NOT EXISTS rectify_credentials.refresh_token (
    digest text PRIMARY KEY, account_id text NOT NULL, session text NOT NULL, expires_at text COLLATE "C" NOT NULL,
    spent boolean NOT NULL DEFAULT false);
  ALTER TABLE rectify_credentials.refresh_token ADD COLUMN IF NOT EXISTS spent_at text NOT NULL DEFAULT '';
  CREATE INDEX IF NOT EXISTS refresh_token_expiry ON rectify_credentials.refresh_token (expires_at);
  CREATE TABLE IF NOT EXISTS rectify_credentials.client_key (
    prefix text PRIMARY KEY, client_id text NOT NULL, digest text NOT NULL, used_at text COLLATE "C" NOT NULL DEFAULT '');
  CREATE INDEX IF NOT EXISTS client_key_client ON rectify_credentials.client_key (client_id);
  COMMIT`;

const TOKEN = 'digest, account_id AS "accountId", session, expires_at AS "expiresAt", spent_at AS "spentAt"';

type Spent = Omit<SpentToken, 'first'>;

/** A schema of its own, for several processes that serve the same accounts. A database that is away is StoreUnavailable. */
export class PostgresCredentials implements Credentials {
  readonly #pool: Pool;

  private constructor(url: string) {
    const pool = new Pool({
      connectionString: url,
      max: CONNECTIONS,
      connectionTimeoutMillis: TIMEOUT_MS,
      query_timeout: TIMEOUT_MS,
      keepAlive: true,
      application_name: 'rectify credentials',
      options: '-c search_path=rectify_credentials',
    });
    this.#pool = watchedPool(pool);
  }

  static async open(url: string): Promise<PostgresCredentials> {
    const credentials = new PostgresCredentials(url);
    try {
      await credentials.#rows(SCHEMA);
      return credentials;
    } catch (error) {
      await credentials.close();
      throw error;
    }
  }

  async get(accountId: string, passwordId?: string): Promise<string | undefined> {
    const key = passwordKey(accountId, passwordId);
    const [row] = await this.#rows<{ hash: string }>('SELECT hash FROM password WHERE account_id = $1', [key]);
    return row?.hash;
  }

  async set(accountId: string, hash: string, passwordId?: string): Promise<void> {
    await this.#rows(
      'INSERT INTO password VALUES ($1, $2) ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash',
      [passwordKey(accountId, passwordId), hash],
    );
  }

  async forgetPassword(accountId: string, passwordId?: string): Promise<void> {
    await this.#rows('DELETE FROM password WHERE account_id = $1', [passwordKey(accountId, passwordId)]);
  }

  async forgetAccount(accountId: string): Promise<void> {
    await this.#rows('DELETE FROM refresh_token WHERE account_id = $1', [accountId]);
    await this.#rows(`DELETE FROM password WHERE account_id = $1 OR account_id LIKE $1 || '/%'`, [accountId]);
  }

  async secret(name: string, fresh: string): Promise<string> {
    await this.#rows('INSERT INTO secret VALUES ($1, $2) ON CONFLICT DO NOTHING', [name, fresh]);
    const [row] = await this.#rows<{ value: string }>('SELECT value FROM secret WHERE name = $1', [name]);
    return row!.value;
  }

  async forget(name: string): Promise<void> {
    await this.#rows('DELETE FROM secret WHERE name = $1', [name]);
  }

  async keepRefreshToken({ digest, accountId, session, expiresAt }: RefreshToken, now: Instant): Promise<void> {
    await this.#rows('DELETE FROM refresh_token WHERE expires_at <= $1', [now]);
    await this.#rows(
      'INSERT INTO refresh_token (digest, account_id, session, expires_at) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
      [digest, accountId, session, expiresAt],
    );
  }

  async spendRefreshToken(digest: string, now: Instant): Promise<SpentToken | undefined> {
    const [spent] = await this.#rows<Spent>(
      `UPDATE refresh_token SET spent = true, spent_at = $2 WHERE digest = $1 AND NOT spent RETURNING ${TOKEN}`,
      [digest, now],
    );
    if (spent) return { ...spent, first: true };
    const [known] = await this.#rows<Spent>(`SELECT ${TOKEN} FROM refresh_token WHERE digest = $1`, [digest]);
    return known && { ...known, first: false };
  }

  async isRefreshTokenSpent(digest: string): Promise<boolean> {
    return (await this.#rows('SELECT 1 FROM refresh_token WHERE digest = $1 AND spent', [digest])).length === 1;
  }

  async keepClientKey({ prefix, clientId, digest }: ClientKey): Promise<void> {
    const values = [prefix, clientId, digest];
    await this.#rows('INSERT INTO client_key (prefix, client_id, digest) VALUES ($1, $2, $3)', values);
  }

  async clientKey(prefix: string): Promise<ClientKey | undefined> {
    const found = 'SELECT prefix, client_id AS "clientId", digest FROM client_key WHERE prefix = $1';
    return (await this.#rows<ClientKey>(found, [prefix]))[0];
  }

  async noteKeyUse(prefix: string, at: Instant): Promise<void> {
    await this.#rows('UPDATE client_key SET used_at = $2 WHERE prefix = $1 AND used_at < $2', [prefix, at]);
  }

  async keyUses(clientId: string): Promise<ReadonlyMap<string, Instant>> {
    const used = `SELECT prefix, used_at FROM client_key WHERE client_id = $1 AND used_at <> ''`;
    const rows = await this.#rows<{ prefix: string; used_at: Instant }>(used, [clientId]);
    return new Map(rows.map((row) => [row.prefix, row.used_at]));
  }

  async close(): Promise<void> {
    if (!this.#pool.ending) await this.#pool.end();
  }

  async #rows<Row extends object>(text: string, values?: unknown[]): Promise<Row[]> {
    try {
      return (await this.#pool.query<Row>(text, values)).rows;
    } catch (error) {
      throw unavailable(error);
    }
  }
}
