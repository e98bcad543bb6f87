import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StoreUnavailable } from '#event-sourcing';
import type { Credentials } from './credentials.js';
import { SqliteCredentials } from './sqlite-credentials.js';

const token = { digest: 'd1', accountId: 'a1', session: 's1', expiresAt: '2024-01-01T12:00:00.000Z' };
const NOW = '2024-01-01T00:00:00.000Z';

let folder: string;
let credentials: Credentials;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'rectify-credentials-'));
});
afterEach(async () => {
  await credentials.close();
  rmSync(folder, { recursive: true });
});

describe('credentials in a file', () => {
  it('are there at the next start, and spent tokens stay spent', async () => {
    const file = join(folder, 'credentials.db');
    const before = new SqliteCredentials(file);
    await before.set('a1', 'hash');
    await before.keepRefreshToken(token, NOW);
    await before.spendRefreshToken('d1', NOW);
    await before.close();
    credentials = new SqliteCredentials(file);
    expect(await credentials.get('a1')).toBe('hash');
    expect((await credentials.spendRefreshToken('d1', NOW))?.first).toBe(false);
  });

  it('leave nothing of a secret that was forgotten', async () => {
    credentials = new SqliteCredentials(join(folder, 'credentials.db'));
    const holders = () =>
      readdirSync(folder).filter((name) => readFileSync(join(folder, name)).includes('a-secret-key'));
    await credentials.secret('key', 'a-secret-key');
    expect(holders()).not.toEqual([]);
    await credentials.forget('key');
    expect(holders()).toEqual([]);
  });

  it('say so while a reader keeps a forgotten secret legible, and destroy it as soon as the reader has gone', async () => {
    const file = join(folder, 'credentials.db');
    credentials = new SqliteCredentials(file);
    await credentials.secret('key', 'a-secret-key');
    const legible = () => readdirSync(folder).some((name) => readFileSync(join(folder, name)).includes('a-secret-key'));
    const reader = new DatabaseSync(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM secret').get();
    await expect(credentials.forget('key')).rejects.toBeInstanceOf(StoreUnavailable);
    await expect(credentials.forget('key')).rejects.toBeInstanceOf(StoreUnavailable);
    expect(legible()).toBe(true);
    reader.close();
    while (legible()) await new Promise((resolve) => setTimeout(resolve, 50));
    await credentials.forget('key');
    expect(await credentials.secret('key', 'another')).toBe('another');
  }, 30_000);

  it('destroy at the next start what a process left legible when it ended', async () => {
    const file = join(folder, 'credentials.db');
    const before = new SqliteCredentials(file);
    await before.secret('key', 'a-secret-key');
    const reader = new DatabaseSync(file);
    reader.exec('BEGIN');
    reader.prepare('SELECT count(*) FROM secret').get();
    await expect(before.forget('key')).rejects.toBeInstanceOf(StoreUnavailable);
    const killed = join(folder, 'killed');
    mkdirSync(killed);
    for (const name of ['credentials.db', 'credentials.db-wal']) cpSync(join(folder, name), join(killed, name));
    reader.close();
    await before.close();
    const holders = () =>
      readdirSync(killed).filter((name) => readFileSync(join(killed, name)).includes('a-secret-key'));
    expect(holders()).not.toEqual([]);
    credentials = new SqliteCredentials(join(killed, 'credentials.db'));
    expect(holders()).toEqual([]);
  });

  it('may be read by their owner only, the write-ahead log too', async () => {
    credentials = new SqliteCredentials(join(folder, 'credentials.db'));
    await credentials.set('a1', 'a-hash-to-look-for');
    const files = readdirSync(folder);
    expect(files.some((name) => readFileSync(join(folder, name)).includes('a-hash-to-look-for'))).toBe(true);
    expect(files.map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual(files.map(() => 0));
  });
});
