import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '#event-sourcing';
import { type ClientKey, type Credentials, passwordKey, type RefreshToken, type SpentToken } from './credentials.js';
import { EmptiedLog } from './emptied-log.js';

const BUSY_TIMEOUT_MS = 5_000;

const TABLES = `
  CREATE TABLE IF NOT EXISTS password (account_id TEXT PRIMARY KEY, hash TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS secret (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS refresh_token (
    digest TEXT PRIMARY KEY, account_id TEXT NOT NULL, session TEXT NOT NULL, expires_at TEXT NOT NULL,
    spent INTEGER NOT NULL DEFAULT 0, spent_at TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX IF NOT EXISTS refresh_token_expiry ON refresh_token (expires_at);
  CREATE TABLE IF NOT EXISTS client_key (
    prefix TEXT PRIMARY KEY, client_id TEXT NOT NULL, digest TEXT NOT NULL, used_at TEXT NOT NULL DEFAULT ''
  ) STRICT;
  CREATE INDEX IF NOT EXISTS client_key_client ON client_key (client_id)`;

/** One small file that only its owner may read. */
export class SqliteCredentials implements Credentials {
  readonly #db: DatabaseSync;
  readonly #log: EmptiedLog;

  constructor(file: string) {
    mkdirSync(dirname(file), { recursive: true });
    closeSync(openSync(file, 'a', 0o600));
    chmodSync(file, 0o600);
    this.#db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
    this.#db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; ${TABLES}`);
    this.#addMissingColumn();
    this.#log = new EmptiedLog(this.#db);
    this.#log.deleted();
    this.#log.emptyLater();
  }

  /** Files from before did not know when a token was spent. */
  #addMissingColumn(): void {
    const columns = this.#db.prepare(`SELECT name FROM pragma_table_info('refresh_token')`).all();
    if (columns.some(({ name }) => name === 'spent_at')) return;
    this.#db.exec(`ALTER TABLE refresh_token ADD COLUMN spent_at TEXT NOT NULL DEFAULT ''`);
  }

  async get(accountId: string, passwordId?: string): Promise<string | undefined> {
    const row = this.#db
      .prepare('SELECT hash FROM password WHERE account_id = ?')
      .get(passwordKey(accountId, passwordId));
    return row?.['hash'] as string | undefined;
  }

  async set(accountId: string, hash: string, passwordId?: string): Promise<void> {
    this.#db
      .prepare('INSERT INTO password VALUES (?, ?) ON CONFLICT (account_id) DO UPDATE SET hash = excluded.hash')
      .run(passwordKey(accountId, passwordId), hash);
  }

  async forgetPassword(accountId: string, passwordId?: string): Promise<void> {
    this.#db.prepare('DELETE FROM password WHERE account_id = ?').run(passwordKey(accountId, passwordId));
  }

  async forgetAccount(accountId: string): Promise<void> {
    this.#db.prepare('DELETE FROM refresh_token WHERE account_id = ?').run(accountId);
    const { changes } = this.#db
      .prepare(`DELETE FROM password WHERE account_id = ?1 OR account_id LIKE ?1 || '/%'`)
      .run(accountId);
    if (changes > 0) this.#log.deleted();
    await this.#log.emptied();
  }

  async secret(name: string, fresh: string): Promise<string> {
    this.#db.prepare('INSERT OR IGNORE INTO secret VALUES (?, ?)').run(name, fresh);
    return this.#db.prepare('SELECT value FROM secret WHERE name = ?').get(name)!['value'] as string;
  }

  async forget(name: string): Promise<void> {
    const { changes } = this.#db.prepare('DELETE FROM secret WHERE name = ?').run(name);
    if (changes > 0) this.#log.deleted();
    await this.#log.emptied();
  }

  async keepRefreshToken(token: RefreshToken, now: Instant): Promise<void> {
    const { digest, accountId, session, expiresAt } = token;
    this.#db.prepare('DELETE FROM refresh_token WHERE expires_at <= ?').run(now);
    this.#db
      .prepare('INSERT OR IGNORE INTO refresh_token (digest, account_id, session, expires_at) VALUES (?, ?, ?, ?)')
      .run(digest, accountId, session, expiresAt);
  }

  async spendRefreshToken(digest: string, now: Instant): Promise<SpentToken | undefined> {
    const columns = 'digest, account_id AS accountId, session, expires_at AS expiresAt, spent_at AS spentAt';
    const { changes } = this.#db
      .prepare('UPDATE refresh_token SET spent = 1, spent_at = ? WHERE digest = ? AND spent = 0')
      .run(now, digest);
    const known = this.#db.prepare(`SELECT ${columns} FROM refresh_token WHERE digest = ?`).get(digest);
    return known && { ...(known as unknown as RefreshToken & { spentAt: Instant }), first: changes === 1 };
  }

  async isRefreshTokenSpent(digest: string): Promise<boolean> {
    return this.#db.prepare('SELECT 1 FROM refresh_token WHERE digest = ? AND spent = 1').get(digest) !== undefined;
  }

  async keepClientKey({ prefix, clientId, digest }: ClientKey): Promise<void> {
    this.#db
      .prepare('INSERT INTO client_key (prefix, client_id, digest) VALUES (?, ?, ?)')
      .run(prefix, clientId, digest);
  }

  async clientKey(prefix: string): Promise<ClientKey | undefined> {
    const row = this.#db
      .prepare('SELECT prefix, client_id AS clientId, digest FROM client_key WHERE prefix = ?')
      .get(prefix);
    return row && { ...(row as unknown as ClientKey) };
  }

  async noteKeyUse(prefix: string, at: Instant): Promise<void> {
    this.#db.prepare('UPDATE client_key SET used_at = ? WHERE prefix = ? AND used_at < ?').run(at, prefix, at);
  }

  async keyUses(clientId: string): Promise<ReadonlyMap<string, Instant>> {
    const rows = this.#db.prepare(`SELECT prefix, used_at FROM client_key WHERE client_id = ? AND used_at <> ''`);
    return new Map(rows.all(clientId).map((row) => [row['prefix'] as string, row['used_at'] as Instant]));
  }

  async close(): Promise<void> {
    this.#log.stop();
    this.#db.close();
  }
}
