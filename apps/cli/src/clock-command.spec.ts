import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SetClock } from '#event-sourcing';
import { Client } from '../../../test/support/client.js';
import { refused } from '../../../test/support/refused.js';
import { ServedProgram } from '../../../test/support/served-program.js';
import { PASSWORD } from '../../../test/support/server.js';
import { readConfig } from '../../server/src/config.js';
import { serve } from '../../server/src/serve.js';

const BIN = join(process.cwd(), 'apps/cli/bin/rectify.mjs');
const LONG_AGO = '2025-01-06T02:00:00.000Z';

let folder: string;
let environment: Record<string, string>;
let program: ServedProgram;

const rectify = (...args: string[]) => {
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd: folder, env });
  return { status, out: stdout.toString(), error: stderr.toString() };
};
const start = async (): Promise<Client> => {
  program = await ServedProgram.start({ environment });
  return new Client(program.url);
};
const ready = (client: Client) => client.send('GET', '/health/ready');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rectify-clock-'));
  environment = { RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'rectify.db')}` };
  const config = readConfig({ ...environment, RECTIFY_PORT: '0', RECTIFY_LOG_LEVEL: 'silent' });
  const before = await serve(config, { clock: new SetClock(LONG_AGO) });
  const { login, oneTimePassword } = before.administrator!;
  await new Client(before.url).firstSignIn(login, oneTimePassword, PASSWORD);
  await before.close();
}, 60_000);
afterAll(async () => {
  await program.end('SIGKILL');
  rmSync(folder, { recursive: true, force: true });
});

describe('a server whose clock is years ahead of the newest event', () => {
  it('tells it, stores nothing, and takes nothing for done', async () => {
    const client = await start();
    const { status, body } = await ready(client);
    expect(status).toBe(503);
    expect(body).toMatchObject({ status: 'not-ready', clock: { held: { since: 'start' } } });
    const entering = client.try('session', { login: 'admin', password: PASSWORD });
    await refused(entering, 503, 'clock.implausible');
  }, 60_000);

  it('keeps the clock from being accepted while it runs, and without a reason', async () => {
    expect(rectify('clock', 'accept', '--reason', '停机一年后恢复').error).toContain('请先停止服务');
    await program.end('SIGTERM');
    expect(rectify('clock', 'accept').status).toBe(2);
    expect(rectify('clock').out).toContain('2025-01-06');
  });

  it('works again once somebody has accepted the clock, on record with the reason', async () => {
    const { status, out } = rectify('clock', 'accept', '--reason', '停机一年后恢复', '--json');
    expect(status).toBe(0);
    const client = await start();
    expect((await ready(client)).status).toBe(200);
    const admin = await client.signIn('admin', PASSWORD);
    const { accepted } = JSON.parse(out) as { accepted: string };
    const { items } = await admin.get(`events?cursor=${Number(accepted) - 1}&limit=1`);
    expect(items[0]).toMatchObject({
      type: 'ClockAccepted',
      metadata: { reason: '停机一年后恢复', actor: { name: '本机操作员' } },
    });
  }, 60_000);
});
