import { Client } from '../support/client.js';
import { refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';

const RATE = 3;
/** In ten seconds. */
const MANY = RATE * 10;

describe('whoever asks too often', () => {
  let server: RunningServer;
  const start = (environment: Record<string, string> = {}) =>
    startServer({ RECTIFY_REQUESTS_PER_SECOND: String(RATE), RECTIFY_SIGN_INS_PER_MINUTE: '12', ...environment });
  afterEach(() => server.stop());

  /** The answers to requests sent one after the other, by status, and the last of them. */
  const statuses = async (count: number, ask: () => Promise<{ status: number }>) => {
    const counts: Record<number, number> = {};
    for (let i = 0; i < count; i++) {
      const { status } = await ask();
      counts[status] = (counts[status] ?? 0) + 1;
    }
    return counts;
  };
  const tooMany = async (send: ReturnType<Client['send']>) => {
    const answer = await send;
    await refused(Promise.resolve(answer), 429, 'request.too-many');
    const seconds = Number(answer.headers.get('retry-after'));
    expect(seconds).toBeGreaterThanOrEqual(1);
    return seconds;
  };
  const somebody = async (login: string) => {
    const { id } = await server.admin.do('people', { name: login });
    return { id: id as string, client: await server.account(login, id, 'office') };
  };

  it('waits, and keeps nobody else from asking, by whatever account or key', async () => {
    server = await start();
    const { id: responsibleId, client: wang } = await somebody('wang');
    const { client: li } = await somebody('li');
    const { id } = await server.admin.do('clients', {
      name: '看板',
      responsibleId,
      roles: ['office'],
      scopes: ['read'],
    });
    const expiresOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const keys = [1, 2].map(async () => (await server.admin.do(`clients/${id}/keys`, { expiresOn })).key as string);
    const programs = (await Promise.all(keys)).map((key) => new Client(server.url, key));
    for (const one of [wang, programs[0]!]) {
      const counts = await statuses(MANY + 20, () => one.send('GET', 'me'));
      expect(counts[200]).toBeLessThanOrEqual(MANY);
      expect(counts[200]! + counts[429]!).toBe(MANY + 20);
      expect(await tooMany(one.send('GET', 'me'))).toBeLessThanOrEqual(10);
      // What they may not do is not left open to be tried without end either.
      await tooMany(one.send('GET', 'trail'));
    }
    await li.get('me');
    await programs[1]!.get('me');
    expect((await server.nobody.send('GET', '/health/live')).status).toBe(200);
  });

  it('without a valid token is counted by address, while right ones from there go on', async () => {
    server = await start();
    const { client } = await somebody('wang');
    const none = new Client(server.url, `rk_aaaaaaaaaa_${'A'.repeat(43)}`);
    const counts = await statuses(MANY + 5, () => none.send('GET', 'me'));
    expect(counts).toEqual({ 401: MANY, 429: 5 });
    await tooMany(server.nobody.send('GET', 'me'));
    await client.get('me');
  });

  it('to be let in waits a minute, whichever way in it is, and the right password no less', async () => {
    server = await start();
    const ways = [
      () => server.nobody.send('POST', 'session', { login: 'nobody', password: 'wrong' }),
      () => server.nobody.send('POST', 'session/refresh', { refreshToken: 'x'.repeat(43) }),
      () => server.nobody.send('GET', 'session/oidc'),
      () => server.nobody.send('GET', 'session/oidc/callback?code=a&state=b'),
    ];
    for (let i = 0; i < 12; i++) await ways[i % ways.length]!();
    for (const way of ways) expect(await tooMany(way())).toBeGreaterThan(30);
    await tooMany(server.nobody.send('POST', 'session', { login: 'admin', password: PASSWORD }));
    await server.admin.get('me');
  });

  it('is counted by the address that a trusted proxy names, and that nobody else can', async () => {
    const from = (address: string) => () =>
      server.nobody.send('POST', 'session/refresh', { refreshToken: 'x'.repeat(43) }, { 'x-forwarded-for': address });
    server = await start();
    expect((await statuses(20, from('203.0.113.1')))[429]).toBeGreaterThan(0);
    await tooMany(from('203.0.113.2')());
    await server.stop();
    server = await start({ RECTIFY_TRUSTED_PROXIES: '127.0.0.1,::1' });
    expect(await statuses(20, from('203.0.113.1'))).toEqual({ 401: 12, 429: 8 });
    expect((await from('203.0.113.2')()).status).toBe(401);
    expect((await from('203.0.113.1, 203.0.113.3')()).status).toBe(401);
  });

  it('is not somebody at work: the usual limits let a burst of five hundred through', async () => {
    server = await startServer();
    const { client } = await somebody('wang');
    const answers = await Promise.all(Array.from({ length: 500 }, () => client.send('GET', 'me')));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
  });
});
