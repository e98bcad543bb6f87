import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '../support/client.js';
import { type PostgresServer, startPostgres } from '../support/postgres.js';
import { refused } from '../support/refused.js';
import { RoleProcess } from '../support/role-process.js';
import { PASSWORD } from '../support/server.js';

interface Person {
  readonly accountId: string;
  readonly personId: string;
  readonly login: string;
}

interface Session {
  readonly accessToken: string;
  readonly refreshToken: string;
}

/** A stream of events as somebody hears it. */
interface Followed {
  text: string;
  over: boolean;
  ended: Promise<void>;
}

const heard = async (stream: Followed, text: string): Promise<void> => {
  while (!stream.text.includes(text)) await new Promise((resolve) => setTimeout(resolve, 20));
};

describe('what is taken away through one process, at the very next request through another', () => {
  let database: PostgresServer;
  let folder: string;
  let processes: RoleProcess[];
  /** Signed in through the first process; every act of theirs goes there. */
  let admin: Client;
  let here: Client;
  let there: Client;
  let people = 0;

  const somebody = async (...roles: string[]): Promise<Person> => {
    const login = `person-${++people}`;
    const { id: personId } = await admin.do('people', { name: `人员${people}` });
    const { id: accountId } = await admin.do('accounts', { login, personId, roles });
    const { oneTimePassword } = await admin.do(`accounts/${accountId}/one-time-password`, {});
    await here.firstSignIn(login, oneTimePassword, PASSWORD);
    return { accountId, personId, login };
  };
  const enter = ({ login }: Person, through = there): Promise<Session> =>
    through.do('session', { login, password: PASSWORD });
  const follow = async (token: string): Promise<Followed> => {
    const response = await fetch(`${processes[1]!.url}/api/v1/events`, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/event-stream' },
    });
    expect(response.status).toBe(200);
    const followed: Followed = { text: '', over: false, ended: Promise.resolve() };
    const read = async (): Promise<void> => {
      for await (const piece of response.body!.pipeThrough(new TextDecoderStream())) followed.text += piece;
      followed.over = true;
    };
    followed.ended = read();
    await heard(followed, 'data: ');
    return followed;
  };
  const bearing = ({ accessToken }: Session, process = processes[1]!) => new Client(process.url, accessToken);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-revocation-'));
    database = await startPostgres();
    const environment = { RECTIFY_DATABASE_URL: database.url('postgres'), RECTIFY_DATA_DIR: folder };
    const start = (role: string) => RoleProcess.start({ RECTIFY_ROLE: role, ...environment });
    processes = [await start('api'), await start('api')];
    const [one, other] = processes.map(({ url }) => new Client(url)) as [Client, Client];
    [here, there] = [one, other];
    const oneTimePassword = /一次性密码 (\S+?)，/.exec(processes[0]!.said)![1]!;
    admin = await here.firstSignIn('admin', oneTimePassword, PASSWORD);
  }, 60_000);
  afterAll(async () => {
    await Promise.all((processes ?? []).map((one) => one.signal('SIGKILL')));
    await database.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is a session that was signed out of', async () => {
    const session = await enter(await somebody('office'));
    await bearing(session).get('me');
    await bearing(session, processes[0]).send('DELETE', 'session');
    await refused(bearing(session).send('GET', 'me'), 401, 'sign-in.session-ended');
    const { refreshToken } = session;
    await refused(there.try('session/refresh', { refreshToken }), 401, 'sign-in.session-ended');
  });

  it('is every session of a suspended account, for good', async () => {
    const person = await somebody('office');
    const sessions = [await enter(person), await enter(person, here)];
    for (const session of sessions) await bearing(session).get('me');
    await admin.do(`accounts/${person.accountId}/suspension`, { reason: '停职' });
    for (const session of sessions) await refused(bearing(session).send('GET', 'me'), 403, 'account.suspended');
    await admin.do(`accounts/${person.accountId}/reinstatement`, {});
    for (const session of sessions) await refused(bearing(session).send('GET', 'me'), 401, 'sign-in.session-ended');
  });

  it('is a role, between two requests under one token', async () => {
    const person = await somebody('office', 'reporter');
    const session = await enter(person);
    await bearing(session).do('units', { name: '甲单位' });
    await admin.do(`accounts/${person.accountId}/roles/withdrawn`, { role: 'office', reason: '调离' });
    await refused(bearing(session).try('units', { name: '乙单位' }), 403, 'rights.denied');
    expect((await bearing(session).get('me')).account.roles).toEqual(['reporter']);
    await admin.do(`accounts/${person.accountId}/roles`, { role: 'office' });
    await bearing(session).do('units', { name: '乙单位' });
  });

  it('is every other session when a password was changed, and every one when it was issued anew', async () => {
    const person = await somebody('office');
    const [kept, ended] = [await enter(person, here), await enter(person)];
    const next = 'An-other-2026-zheng-gai';
    const changed = await bearing(kept, processes[0]).send('POST', 'me/password', { current: PASSWORD, next });
    expect(changed.status).toBe(204);
    await refused(bearing(ended).send('GET', 'me'), 401, 'sign-in.session-ended');
    await bearing(kept).get('me');
    await refused(there.try('session', { login: person.login, password: PASSWORD }), 401, 'sign-in.failed');
    await admin.do(`accounts/${person.accountId}/one-time-password`, {});
    await refused(bearing(kept).send('GET', 'me'), 401, 'sign-in.session-ended');
    await refused(there.try('session', { login: person.login, password: next }), 401, 'sign-in.failed');
  });

  it('is a session whose refresh token was used again after its successor, once here and once there', async () => {
    const session = await enter(await somebody('office'));
    const { refreshToken } = session;
    const next = (await here.do('session/refresh', { refreshToken })) as Session;
    expect((await there.do('session/refresh', { refreshToken })).refreshToken).toBe(next.refreshToken);
    const renewed = (await here.do('session/refresh', { refreshToken: next.refreshToken })) as Session;
    await bearing(renewed).get('me');
    await refused(there.try('session/refresh', { refreshToken }), 401, 'sign-in.refresh-invalid');
    for (const process of processes) {
      await refused(bearing(renewed, process).send('GET', 'me'), 401, 'sign-in.session-ended');
    }
  });

  it('is what an API client may do, its key, and the client itself', async () => {
    const { personId } = await somebody('reporter');
    const fields = { name: '看板', responsibleId: personId, roles: ['office'], scopes: ['read', 'register'] };
    const { id } = await admin.do('clients', fields);
    const expiresOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const [first, second] = [
      await admin.do(`clients/${id}/keys`, { expiresOn }),
      await admin.do(`clients/${id}/keys`, { expiresOn }),
    ];
    const programs = [first, second].map(({ key }) => new Client(processes[1]!.url, key as string));
    for (const [n, program] of programs.entries()) await program.do('units', { name: `丙单位${n}` });
    await admin.do(`clients/${id}/scopes`, { scopes: ['read'], reason: '收回' });
    await refused(programs[0]!.try('units', { name: '丁单位' }), 403, 'rights.out-of-scope');
    await admin.do(`clients/${id}/keys/revoked`, { prefix: first.prefix, reason: '泄露' });
    await refused(programs[0]!.send('GET', 'me'), 401, 'client.key-revoked');
    await programs[1]!.get('me');
    await admin.do(`clients/${id}/suspension`, { reason: '异常' });
    await refused(programs[1]!.send('GET', 'me'), 403, 'client.suspended');
  });

  it('is a stream of events, also a quiet one, and nobody else’s', async () => {
    const [suspended, untouched] = [await somebody('office'), await somebody('office')];
    const fields = { name: '跟随', responsibleId: suspended.personId, roles: ['office'], scopes: ['audit'] };
    const { id } = await admin.do('clients', fields);
    const expiresOn = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
    const { key, prefix } = await admin.do(`clients/${id}/keys`, { expiresOn });
    const sessions = [await enter(suspended), await enter(untouched)];
    const tokens = [...sessions.map(({ accessToken }) => accessToken), key as string];
    const [ofAccount, ofOther, ofKey] = (await Promise.all(tokens.map(follow))) as [Followed, Followed, Followed];

    await admin.do(`accounts/${suspended.accountId}/suspension`, { reason: '停职' });
    const { id: unitId } = await admin.do('units', { name: '停职之后' });
    await ofAccount.ended;
    expect(ofAccount.text).not.toContain(unitId);

    await heard(ofKey, unitId as string);
    await admin.do(`clients/${id}/keys/revoked`, { prefix, reason: '泄露' });
    await ofKey.ended;

    expect(ofOther.over).toBe(false);
    await heard(ofOther, unitId as string);
    await bearing(sessions[1]!).send('DELETE', 'session');
    await ofOther.ended;
  });

  it('is the right to guess on: five wrong passwords rest a login, however they are spread', async () => {
    const { login } = await somebody('office');
    for (const through of [here, there, here, there, here]) {
      await refused(through.try('session', { login, password: 'wrong' }), 401, 'sign-in.failed');
    }
    for (const through of [here, there]) {
      await refused(through.try('session', { login, password: PASSWORD }), 429, 'sign-in.too-many-failures');
    }
  });

  it('holds in a hundred races: no request that begins after the answer to a withdrawal has the role', async () => {
    const person = await somebody('office', 'reporter');
    const client = bearing(await enter(person));
    const outcomes: number[] = [];
    for (let round = 0; round < 100; round++) {
      const before = client.try('units', { name: `赛跑${round}` });
      await admin.do(`accounts/${person.accountId}/roles/withdrawn`, { role: 'office', reason: '演练' });
      const [{ status: during }, { status: after }] = await Promise.all([
        before,
        client.try('units', { name: `赛后${round}` }),
      ]);
      expect([201, 403]).toContain(during);
      outcomes.push(after);
      await admin.do(`accounts/${person.accountId}/roles`, { role: 'office' });
      expect((await client.try('units', { name: `恢复${round}` })).status).toBe(201);
    }
    expect(outcomes).toEqual(outcomes.map(() => 403));
  });
});
