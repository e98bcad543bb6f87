import { once } from 'node:events';
import { connect } from 'node:net';
import { eventually } from '../support/eventually.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';

const METRICS_TOKEN = 'canary-in-the-metrics-token';
const NO_SECRET = 'Claim-7f3a';
const json = { 'content-type': 'application/json' };
const utf8 = (text: string) => new TextEncoder().encode(text);

/** The parts of a signed token: none of them may be shown, either. */
const partsOf = (token: string): string[] => [token, token.split('.')[2]!];

describe('the log of a server at its most talkative', () => {
  let server: RunningServer;
  let log: string;
  let requests: number;
  const secrets: string[] = [PASSWORD, METRICS_TOKEN];

  beforeAll(async () => {
    log = '';
    const environment = { RECTIFY_LOG_LEVEL: 'debug', RECTIFY_METRICS_TOKEN: METRICS_TOKEN };
    server = await startServer(environment, { logTo: { write: (line) => (log += line) } });
    secrets.push(server.administrator!.oneTimePassword);
    await drive();
    requests = log.split('\n').filter((line) => line.includes('"msg":"request"')).length;
  });
  afterAll(() => server.stop());

  /** A word that is nowhere else, to be looked for in the log afterwards. */
  const canary = (where: string): string => {
    const word = `Canary-${where}-${secrets.length}-7f3a`;
    secrets.push(word);
    return word;
  };
  const sent = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    server.nobody.send(method, path, body === undefined ? undefined : utf8(body), headers);

  const signIns = async (): Promise<void> => {
    await sent('POST', 'session', json, JSON.stringify({ login: 'admin', password: canary('wrong') }));
    await sent('POST', 'session', json, JSON.stringify({ login: canary('login'), password: canary('unknown') }));
    const { body } = await server.nobody.send('POST', 'session', { login: 'admin', password: PASSWORD });
    secrets.push(...partsOf(body.accessToken as string), body.refreshToken as string);
    const refreshed = await server.nobody.send('POST', 'session/refresh', { refreshToken: body.refreshToken });
    expect(refreshed.status).toBe(200);
    secrets.push(...partsOf(refreshed.body.accessToken as string), refreshed.body.refreshToken as string);
    const again = await server.nobody.send('POST', 'session/refresh', { refreshToken: refreshed.body.refreshToken });
    secrets.push(...partsOf(again.body.accessToken as string), again.body.refreshToken as string);
    expect((await server.nobody.send('POST', 'session/refresh', { refreshToken: body.refreshToken })).status).toBe(401);
    await sent('POST', 'session/refresh', json, JSON.stringify({ refreshToken: canary('refresh').padEnd(43, '_') }));
  };

  const passwords = async (): Promise<void> => {
    const { id: personId } = await server.admin.do('people', { name: '郑刚' });
    const { id } = await server.admin.do('accounts', { login: 'inspector', personId, roles: ['inspector'] });
    const { oneTimePassword } = await server.admin.do(`accounts/${id}/one-time-password`, {});
    secrets.push(oneTimePassword as string);
    const first = await server.nobody.signIn('inspector', oneTimePassword as string);
    await first.send('POST', 'me/password', { current: canary('current'), next: canary('next') });
    await first.send('POST', 'me/password', { current: oneTimePassword, next: canary('new') });
    await first.send('POST', 'me/password', { current: 1, next: [canary('shape')] });
  };

  const badRequests = async (): Promise<void> => {
    await sent('GET', `me?password=${canary('query')}&access_token=${canary('query-token')}#${canary('hash')}`);
    await sent('GET', 'me', { authorization: `Bearer ${canary('bearer')}`, cookie: `session=${canary('cookie')}` });
    await sent('GET', 'me', { authorization: `Basic ${btoa(canary('basic'))}`, 'x-api-key': canary('key') });
    await sent('GET', '/metrics', { authorization: `Bearer ${canary('metrics')}` });
    await sent('GET', '/metrics', { authorization: `Bearer ${METRICS_TOKEN}` });
    await sent('POST', 'session', json, `{"login":"admin","password":"${canary('broken')}`);
    await sent('POST', 'session', json, `{"password":"${canary('long')}${'x'.repeat(2_000_000)}"}`);
    await sent('POST', 'session', { 'content-type': 'application/xml' }, `<password>${canary('xml')}</password>`);
    await sent('POST', 'session', json, JSON.stringify({ password: { inner: canary('deep') }, [canary('name')]: 1 }));
    await sent('GET', `nowhere?token=${canary('nowhere')}`);
    await sent('GET', `%E0%A4%A?token=${canary('bad-url')}`);
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.end(`GET / HTTP/1.1\r\nno header at all ${canary('broken-head')}\r\n\r\n`);
    await once(socket.resume(), 'close');
  };

  const drive = async (): Promise<void> => {
    await signIns();
    await passwords();
    await badRequests();
    await sent('GET', 'me', { 'x-request-id': `Bearer ${canary('claimed')}` });
    const { instance } = (await sent('GET', 'me', { 'x-request-id': NO_SECRET })).body as { instance: string };
    await eventually(() => log.includes(instance));
  };

  it('has a line for each of the requests, and none that is not JSON', () => {
    expect(requests).toBeGreaterThan(25);
    for (const line of log.trim().split('\n')) expect(JSON.parse(line)).toMatchObject({ level: expect.any(String) });
  });

  it('has no password, token or cookie, wherever it was given', () => {
    expect(secrets.length).toBeGreaterThan(30);
    expect(secrets.filter((secret) => log.includes(secret))).toEqual([]);
    expect(secrets.filter((secret) => log.includes(btoa(secret)))).toEqual([]);
  });

  it('has what is no secret, so that a search of it can find something', () => {
    for (const told of [NO_SECRET, 'ChangeOwnPassword', 'sign-in.refresh-invalid', 'request.malformed-json'])
      expect(log).toContain(told);
  });
});
