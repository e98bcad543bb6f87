import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

  it('may be read by their owner only, the write-ahead log too', async () => {
    credentials = new SqliteCredentials(join(folder, 'credentials.db'));
    await credentials.set('a1', 'a-hash-to-look-for');
    const files = readdirSync(folder);
    expect(files.some((name) => readFileSync(join(folder, name)).includes('a-hash-to-look-for'))).toBe(true);
    expect(files.map((name) => statSync(join(folder, name)).mode & 0o077)).toEqual(files.map(() => 0));
  });
});
