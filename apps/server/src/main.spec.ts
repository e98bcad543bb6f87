import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { failingStart } from '../../../test/support/failing-start.js';

describe('a start that fails', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'rectify-secrets-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const start = (environment: Readonly<Record<string, string>>) =>
    failingStart({ RECTIFY_PORT: '0', RECTIFY_DATA_DIR: folder, ...environment });
  const fatal = (stderr: string) => {
    const lines = stderr.trim().split('\n');
    const told = lines.map((line) => JSON.parse(line) as { level: string; msg: string; err: { message: string } });
    expect(told.at(-1)).toMatchObject({ level: 'fatal', msg: 'not started' });
    return told.at(-1)!.err.message;
  };

  it('for a variable that cannot be used names it in one line of the log, and not the secret', async () => {
    const { code, stdout, stderr } = await start({ RECTIFY_METRICS_TOKEN: 'a canary' });
    expect([code, stdout, fatal(stderr)]).toEqual([1, '', expect.stringContaining('RECTIFY_METRICS_TOKEN=*** ')]);
    expect(stderr).not.toContain('canary');
  });

  it.each([
    ['RECTIFY_DATABASE_URL', 'postgres://rectify:Can/ary@7f3a@127.0.0.1:1/rectify'],
    ['RECTIFY_DATABASE_URL', 'postgres://127.0.0.1:1/rectify?user=rectify&password=Canary7f3a'],
    ['RECTIFY_CREDENTIALS_URL', 'postgres://rectify:Canary7f3a@127.0.0.1:1/rectify'],
  ])('because %s leads nowhere says why, without the password in it', async (name, url) => {
    const beside = { RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'rectify.db')}`, RECTIFY_LOG_LEVEL: 'debug' };
    const { code, stdout, stderr } = await start({ ...beside, [name]: url });
    expect([code, stdout]).toEqual([1, '']);
    expect(fatal(stderr)).not.toBe('');
    expect(stderr).not.toMatch(/Can\/?ary|7f3a/);
  });

  it('says nothing at all when it is to be silent', async () => {
    const environment = { RECTIFY_LOG_LEVEL: 'silent', RECTIFY_DATABASE_URL: 'postgres://127.0.0.1:1/rectify' };
    expect(await start(environment)).toEqual({ code: 1, stdout: '', stderr: '' });
  });
});
