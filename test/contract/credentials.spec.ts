import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '#event-sourcing';
import { type Credentials, MemoryCredentials, openCredentials } from '#identity';
import { type PostgresServer, startPostgres } from '../support/postgres.js';

const token = { digest: 'd1', accountId: 'a1', session: 's1', expiresAt: '2024-01-01T12:00:00.000Z' };
const NOW = '2024-01-01T00:00:00.000Z';

let folder: string;
let server: PostgresServer;
let credentials: Credentials;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rectify-credentials-'));
  server = await startPostgres();
});
afterEach(() => rmSync(join(folder, 'data'), { recursive: true, force: true }));
afterAll(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

describe.each<[string, () => Credentials | Promise<Credentials>]>([
  ['memory', () => new MemoryCredentials()],
  ['SQLite', () => openCredentials(`sqlite:${join(folder, 'data', 'credentials.db')}`)],
  ['PostgreSQL', async () => openCredentials(await server.database())],
])('credentials in %s', (_, open) => {
  beforeEach(async () => {
    credentials = await open();
  });
  afterEach(() => credentials.close());

  it('keep the last hash of an account', async () => {
    expect(await credentials.get('a1')).toBeUndefined();
    await credentials.set('a1', 'one');
    await credentials.set('a1', 'two');
    expect(await credentials.get('a1')).toBe('two');
  });

  it('keep several passwords of an account by their names, and destroy one of them', async () => {
    await credentials.set('a1', 'of before');
    await credentials.set('a1', 'one', 'p1');
    await credentials.set('a1', 'two', 'p2');
    expect(await credentials.get('a1')).toBe('of before');
    expect(await credentials.get('a1', 'p1')).toBe('one');
    await credentials.forgetPassword('a1', 'p1');
    await credentials.forgetPassword('a1', 'never kept');
    expect([await credentials.get('a1', 'p1'), await credentials.get('a1', 'p2')]).toEqual([undefined, 'two']);
    await credentials.forgetPassword('a1');
    expect([await credentials.get('a1'), await credentials.get('a1', 'p2')]).toEqual([undefined, 'two']);
  });

  it('tell everybody the one secret that was kept first', async () => {
    expect(await credentials.secret('key', 'one')).toBe('one');
    expect(await credentials.secret('key', 'two')).toBe('one');
    expect(await credentials.secret('other', 'two')).toBe('two');
  });

  it('destroy a secret that is forgotten, and no other', async () => {
    await credentials.secret('key', 'one');
    await credentials.secret('other', 'two');
    await credentials.forget('key');
    await credentials.forget('key');
    await credentials.forget('never kept');
    expect(await credentials.secret('key', 'three')).toBe('three');
    expect(await credentials.secret('other', 'four')).toBe('two');
  });

  it('let exactly one of many spend a refresh token first', async () => {
    await credentials.keepRefreshToken(token, NOW);
    const spent = await Promise.all(Array.from({ length: 10 }, () => credentials.spendRefreshToken('d1', NOW)));
    expect(spent.filter((one) => one?.first)).toHaveLength(1);
    expect(spent.filter((one) => one?.first === false)).toHaveLength(9);
    for (const one of spent) expect(one).toMatchObject({ accountId: 'a1', session: 's1' });
    expect(await credentials.spendRefreshToken('unknown', NOW)).toBeUndefined();
  });

  it('know when a refresh token was spent first, and keep it spent when it is kept again', async () => {
    await credentials.keepRefreshToken(token, NOW);
    expect([await credentials.isRefreshTokenSpent('d1'), await credentials.isRefreshTokenSpent('none')]).toEqual([
      false,
      false,
    ]);
    await credentials.spendRefreshToken('d1', NOW);
    await credentials.keepRefreshToken(token, NOW);
    expect(await credentials.isRefreshTokenSpent('d1')).toBe(true);
    const again = await credentials.spendRefreshToken('d1', '2024-01-01T00:00:09.000Z');
    expect(again).toMatchObject({ first: false, spentAt: NOW });
  });

  it('destroy what an account entered with, and nothing of another', async () => {
    for (const accountId of ['a1', 'a2']) {
      await credentials.set(accountId, 'hash');
      await credentials.set(accountId, 'named', 'p1');
      const token = { digest: `of-${accountId}`, accountId, session: 's', expiresAt: '2999-01-01T00:00:00.000Z' };
      await credentials.keepRefreshToken(token, '2024-01-01T00:00:00.000Z');
    }
    await credentials.forgetAccount('a1');
    await credentials.forgetAccount('a1');
    const hashes = async (id: string) => [await credentials.get(id), await credentials.get(id, 'p1')];
    expect(await hashes('a1')).toEqual([undefined, undefined]);
    expect(await credentials.spendRefreshToken('of-a1', NOW)).toBeUndefined();
    expect(await hashes('a2')).toEqual(['hash', 'named']);
    expect((await credentials.spendRefreshToken('of-a2', NOW))?.first).toBe(true);
  });

  it('forget tokens that have expired', async () => {
    await credentials.keepRefreshToken(token, NOW);
    await credentials.keepRefreshToken(
      { ...token, digest: 'd2', expiresAt: '2024-01-02T00:00:00.000Z' },
      token.expiresAt,
    );
    expect(await credentials.spendRefreshToken('d1', NOW)).toBeUndefined();
    expect((await credentials.spendRefreshToken('d2', NOW))?.first).toBe(true);
  });

  it('keep an API key under its prefix, once', async () => {
    const key = { prefix: 'aaaaaaaaaa', clientId: 'c1', digest: 'd' };
    await credentials.keepClientKey(key);
    expect(await credentials.clientKey('aaaaaaaaaa')).toEqual(key);
    expect(await credentials.clientKey('bbbbbbbbbb')).toBeUndefined();
    await expect(credentials.keepClientKey({ ...key, clientId: 'c2' })).rejects.toThrow(/./);
    expect((await credentials.clientKey('aaaaaaaaaa'))?.clientId).toBe('c1');
  });

  it('know the latest use of each key of a client, in whatever order uses are told', async () => {
    const keys = [
      ['aaaaaaaaaa', 'c1'],
      ['bbbbbbbbbb', 'c1'],
      ['cccccccccc', 'c2'],
    ] as const;
    for (const [prefix, clientId] of keys) await credentials.keepClientKey({ prefix, clientId, digest: 'd' });
    await credentials.noteKeyUse('aaaaaaaaaa', '2024-01-02T00:00:00.000Z');
    await credentials.noteKeyUse('aaaaaaaaaa', '2024-01-01T00:00:00.000Z');
    await credentials.noteKeyUse('cccccccccc', '2024-01-03T00:00:00.000Z');
    expect([...(await credentials.keyUses('c1'))]).toEqual([['aaaaaaaaaa', '2024-01-02T00:00:00.000Z']]);
    expect((await credentials.keyUses('c3')).size).toBe(0);
  });
});

describe('credentials in PostgreSQL', () => {
  it('are one and the same for processes that start at the same moment', async () => {
    const url = await server.database();
    const several = await Promise.all(Array.from({ length: 4 }, () => openCredentials(url)));
    const secrets = await Promise.all(several.map((one, i) => one.secret('key', `of process ${i}`)));
    expect(new Set(secrets).size).toBe(1);
    await several[0]!.set('a1', 'hash', 'p1');
    for (const one of several) expect(await one.get('a1', 'p1')).toBe('hash');
    await Promise.all(several.map((one) => one.close()));
  });

  it('say that they are away when the database is', async () => {
    const url = await server.database();
    credentials = await openCredentials(url);
    await server.kill();
    await expect(credentials.get('a1')).rejects.toThrow(StoreUnavailable);
    await server.restart();
    expect(await credentials.get('a1')).toBeUndefined();
    await credentials.close();
  });
});
