import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../../../test/support/client.js';
import { commandsUnder, type Place, typed } from '../../../test/support/documented.js';
import { eventually } from '../../../test/support/eventually.js';
import { refused } from '../../../test/support/refused.js';
import { ServedProgram } from '../../../test/support/served-program.js';
import { PASSWORD } from '../../../test/support/server.js';
import { readConfig } from '../../server/src/config.js';
import { serve } from '../../server/src/serve.js';

const BIN = join(process.cwd(), 'apps/cli/bin/rectify.mjs');
const REASON = '整机损坏，由昨夜备份恢复';
const [EVIDENCE, NAME] = [new TextEncoder().encode('签到表'), 'a.txt'];

/** Where everything was, the backup, and the machine after it. */
const folders = ['old', 'backup', 'new'].map((name) => mkdtempSync(join(tmpdir(), `rectify-${name}-`)));
const [before, kept, after] = folders as [string, string, string];
const inFolder = (folder: string) => ({ RECTIFY_DATABASE_URL: `sqlite:${join(folder, 'data', 'rectify.db')}` });
const BACKUP = join(kept, 'rectify.db');
const rectify = (folder: string, ...args: string[]) => {
  const env = { ...process.env, ...inFolder(folder) };
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { cwd: folder, env });
  return { status, out: stdout.toString(), error: stderr.toString() };
};
const recover = (login: string) => rectify(after, 'admin', 'recover', '--login', login, '--reason', REASON, '--json');

/** Typed where the program is on the new machine, with nothing said about stores. */
const asWritten = () => commandsUnder('Restore');
const there: Place = { cwd: after, words: { FILE: BACKUP, NAME: 'keeper', WHY: REASON } };

let program: ServedProgram | undefined;
const start = async (): Promise<Client> => {
  program = await ServedProgram.start({ environment: inFolder(after) });
  return new Client(program.url);
};
const stop = async (): Promise<void> => {
  await program?.end('SIGTERM');
  program = undefined;
};

const people = [
  ['keeper', '钱安', 'security'],
  ['inspector', '郑刚', 'inspector'],
  ['leader', '赵建国', 'leader'],
  ['office', '周敏', 'office'],
] as const;
const accounts = new Map<string, string>();
let sha256: string;

/** A place where a security administrator keeps the accounts, backed up while it runs. */
const liveAndBackUp = async (): Promise<void> => {
  const serving = await serve(readConfig({ ...inFolder(before), RECTIFY_PORT: '0', RECTIFY_LOG_LEVEL: 'silent' }));
  const { login, oneTimePassword } = serving.administrator!;
  const client = new Client(serving.url);
  const admin = await client.firstSignIn(login, oneTimePassword, PASSWORD);
  const signedIn = new Map<string, Client>();
  for (const [name, personName, role] of people.toReversed()) {
    const { id: personId } = await admin.do('people', { name: personName });
    const { id } = await admin.do('accounts', { login: name, personId, roles: [role] });
    accounts.set(name, id);
    const issued = await admin.do(`accounts/${id}/one-time-password`, {});
    signedIn.set(name, await client.firstSignIn(name, issued.oneTimePassword, PASSWORD));
  }
  ({ sha256 } = (await signedIn.get('office')!.send('POST', `evidence?name=${NAME}`, EVIDENCE)).body);
  await refused(admin.try(`accounts/${accounts.get('leader')}/one-time-password`, {}), 403, 'account.security-decides');
  for (const command of commandsUnder('Backup')) {
    const { status, error } = await typed(command, { cwd: before, words: { FILE: BACKUP } });
    expect([status, error]).toEqual([0, '']);
  }
  await serving.close();
};

beforeAll(liveAndBackUp, 120_000);
afterEach(stop);
afterAll(async () => {
  await program?.end('SIGKILL');
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe('a machine that was lost, restored as docs/operations.md says', () => {
  it('starts from the backup in a new folder, and lets nobody in', async () => {
    expect(asWritten().slice(1)).toEqual([expect.stringContaining('npx rectify admin recover'), 'npm start']);
    const { status, error } = await typed(asWritten()[0]!, there);
    expect([status, error]).toEqual([0, '']);
    const client = await start();
    // Once the views are built anew.
    await eventually(async () => (await client.send('GET', '/health/ready')).status === 200);
    const kinds = ['rectify.db', 'rectify-views.db', 'credentials.db'].map((name) => join(after, 'data', name));
    const modes = [BACKUP, ...kinds].map((file) => statSync(file).mode & 0o077);
    expect(modes).toEqual([0, 0, 0, 0]);
    for (const login of ['admin', 'keeper', 'inspector'])
      await refused(client.try('session', { login, password: PASSWORD }), 401, 'sign-in.failed');
    const busy = recover('keeper');
    expect([busy.status, busy.error]).toEqual([3, expect.stringContaining('请先停止服务')]);
  }, 60_000);

  it('recovers administrators only, and says what is missing', () => {
    expect(rectify(after, 'admin', 'recover', '--login', 'keeper').status).toBe(2);
    expect(rectify(after, 'admin', 'recover', '--reason', REASON).status).toBe(2);
    expect(rectify(after, 'admin', 'close').status).toBe(2);
    expect(recover('leader')).toMatchObject({ status: 1, error: expect.stringContaining('account.no-administrator') });
    expect(recover('nobody')).toMatchObject({ status: 1, error: expect.stringContaining('account.unknown') });
  }, 60_000);

  it('lets the security administrator in again, who lets in everybody else, and decides nothing by that', async () => {
    const { status, out } = await typed(`${asWritten()[1]} --json`, there);
    const told = JSON.parse(out) as { oneTimePassword: string; credentialsLost: boolean; position: string };
    expect([status, told.credentialsLost]).toEqual([0, true]);
    const client = await start();
    const keeper = await client.firstSignIn('keeper', told.oneTimePassword, PASSWORD);
    const entered = async (login: string): Promise<Client> => {
      const issued = await keeper.do(`accounts/${accounts.get(login)}/one-time-password`, {});
      return client.firstSignIn(login, issued.oneTimePassword, PASSWORD);
    };
    const [inspector, leader, office] = [await entered('inspector'), await entered('leader'), await entered('office')];
    const { items } = await inspector.get(`inspector-notices?after=${told.position}`);
    expect(items).toContainEqual(
      expect.objectContaining({
        kind: 'administrator-recovered',
        reason: REASON,
        by: expect.objectContaining({ name: '本机操作员' }),
        account: expect.objectContaining({ login: 'keeper' }),
      }),
    );
    const events = await inspector.get('trail?kind=AdministratorRecovered,CredentialsLost');
    expect(events.items.map(({ event, reason }: Record<string, string>) => [event, reason])).toEqual([
      ['AdministratorRecovered', REASON],
      ['CredentialsLost', REASON],
    ]);
    expect(new Uint8Array(await office.download(`evidence/${sha256}`))).toEqual(EVIDENCE);
    const confirmation = (login: string) => `accounts/${accounts.get(login)}/reset-confirmation`;
    await refused(keeper.try(confirmation('leader'), {}), 403, 'account.confirms-own-reset');
    await refused(leader.try(confirmation('office'), {}), 403, 'account.reset-unconfirmed');
    const { details } = await refused(inspector.try(confirmation('leader'), {}), 403, 'account.reset-unconfirmed');
    expect(details['from']).toMatch(/^\d{4}-\d\d-\d\d$/);
  }, 120_000);

  it('helps as well when the only administrator forgot a password, while those of others stand', async () => {
    const { out } = recover('keeper');
    const { oneTimePassword, credentialsLost } = JSON.parse(out) as {
      oneTimePassword: string;
      credentialsLost: boolean;
    };
    expect(credentialsLost).toBe(false);
    const client = await start();
    await refused(client.try('session', { login: 'keeper', password: PASSWORD }), 401, 'sign-in.failed');
    await client.firstSignIn('keeper', oneTimePassword, `${PASSWORD}!`);
    await client.signIn('inspector', PASSWORD);
  }, 60_000);
});
