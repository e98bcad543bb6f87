import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from '../support/client.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Every secret that a person or a program ever handed over or was given, by what it is. */
const secrets = new Map<string, string>();
const secret = (what: string, value: string): string => {
  secrets.set(what, value);
  return value;
};

describe('a secret', () => {
  let server: RunningServer;
  let log: string;
  let stored: string;

  /** Everything below the folder of the server, whatever is in it. */
  const filesWithin = (folder: string): [string, Buffer][] =>
    readdirSync(folder, { withFileTypes: true, recursive: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((file) => [file, readFileSync(file)]);
  const holding = (text: string): string[] =>
    filesWithin(server.folder).flatMap(([file, bytes]) => (bytes.includes(text) ? [file] : []));

  const enterAndLeave = async (login: string, password: string): Promise<Client> => {
    const { nobody } = server;
    const tokens = await nobody.do('session', { login, password });
    secret('access token', tokens.accessToken);
    secret('refresh token', tokens.refreshToken);
    const renewed = await nobody.do('session/refresh', { refreshToken: tokens.refreshToken });
    secret('second access token', renewed.accessToken);
    secret('second refresh token', renewed.refreshToken);
    const third = await nobody.do('session/refresh', { refreshToken: renewed.refreshToken });
    secret('third refresh token', third.refreshToken);
    await nobody.try('session/refresh', { refreshToken: tokens.refreshToken });
    const client = new Client(server.url, tokens.accessToken);
    await client.try('me/proof', { password: secret('wrong password of a proof', 'Canary-proof-4c19-password') });
    return client;
  };
  /** Where people and programs put secrets by mistake. */
  const misplace = async () => {
    const { nobody, url } = server;
    await nobody.try('session', {
      login: 'wangfang',
      password: secret('wrong password', 'Canary-wrong-5b1d-password'),
    });
    await nobody.try('session', { login: secret('password typed as login', 'Canary-login-77aa'), password: 'x' });
    await nobody.try('session', {
      login: 'wangfang',
      passwort: secret('password in another field', 'Canary-field-91c2'),
    });
    const broken = `{"login":"wangfang","password":"${secret('password in broken JSON', 'Canary-broken-31fe')}"`;
    await nobody.send('POST', 'session', Buffer.from(broken), { 'content-type': 'application/json' });
    await nobody.send('GET', `me?access_token=${secret('token in the address', 'Canary-query-token-4411')}`);
    await new Client(url, secret('token that is none', 'Canary.token.that-is-none')).send('GET', 'me');
    const key = `rk_abcdefgh23_${secret('secret of an unknown key', 'Canary_key_0000000000000000000000000000000x')}`;
    await new Client(url, key).send('GET', 'me');
    await nobody.send('GET', `nowhere/${key}`);
    const basic = Buffer.from(`wangfang:${secret('Basic password', 'Canary-basic-8812')}`).toString('base64');
    await nobody.send('GET', 'me', undefined, { authorization: `Basic ${secret('Basic header', basic)}` });
    const cookie = `__Host-rectify-sign-in=${secret('cookie', 'Canary-cookie-5512')}`;
    const code = secret('code of a provider', 'Canary-code-1209');
    const state = secret('state of a sign-in', 'Canary-state-0021');
    await nobody.send('GET', `session/oidc/callback?code=${code}&state=${state}`, undefined, { cookie });
  };

  beforeAll(async () => {
    const lines: string[] = [];
    server = await startServer(
      {
        RECTIFY_LOG_LEVEL: 'debug',
        RECTIFY_METRICS_TOKEN: secret('token of the metrics', 'Canary-metrics-token-2207'),
        RECTIFY_OIDC_ISSUER: 'http://127.0.0.1:9',
        RECTIFY_OIDC_CLIENT_ID: 'rectify',
        RECTIFY_OIDC_CLIENT_SECRET: secret('secret between two programs', 'Canary-client-secret-6120'),
        RECTIFY_OIDC_REDIRECT_URL: 'http://127.0.0.1:9/callback',
      },
      { logTo: { write: (line) => void lines.push(line) } },
    );
    const { admin } = server;
    const { id: personId } = await admin.do('people', { name: '王芳' });
    const { id } = await admin.do('accounts', { login: 'wangfang', personId, roles: ['office'] });
    const { oneTimePassword } = await admin.do(`accounts/${id}/one-time-password`, {});
    const password = secret('password', 'Canary-pass-word-9d3e');
    await server.nobody.firstSignIn('wangfang', secret('one-time password', oneTimePassword), password);
    const { proof } = await (await server.nobody.signIn('wangfang', password)).do('me/proof', { password });
    secret('proof of identity', proof);
    await enterAndLeave('wangfang', password);
    await misplace();
    const registered = { name: '看板', responsibleId: personId, roles: ['office'], scopes: ['register'] };
    const client = await admin.do('clients', registered);
    const expiresOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
    const { key, prefix } = await admin.do(`clients/${client.id}/keys`, { expiresOn });
    secret('API key', key.slice(14));
    await new Client(server.url, key).do('units', { name: 'Canary-that-may-be-seen' });
    await new Client(server.url, `rk_${prefix}_${secret('wrong API key', `Canary${key.slice(20)}`)}`).send('GET', 'me');
    await fetch(`${server.url}/metrics`, {
      headers: { authorization: `Bearer ${secrets.get('token of the metrics')}` },
    });
    await server.nobody.send('GET', 'session/oidc');
    stored = JSON.stringify(await server.engine.events('0', 10_000));
    await server.engine.seen(server.engine.views, await server.engine.store.head());
    log = lines.join('');
  });
  afterAll(() => server.stop());

  it('would be found here if it were: what may be seen is seen', () => {
    expect(secrets.size).toBeGreaterThanOrEqual(20);
    for (const value of secrets.values()) expect(value.length).toBeGreaterThanOrEqual(15);
    expect(stored).toContain('Canary-that-may-be-seen');
    expect(log).toContain('unknown login tried');
    expect(log).toContain('unknown API key tried');
    expect(log).toMatch(/"route":"\/api\/v1\/session".*"status":401/);
    if (globalThis.RECTIFY_STORES === undefined) expect(holding('Canary-that-may-be-seen').length).toBeGreaterThan(1);
  });

  it('is given to nobody in between: no cache keeps an answer that holds one', async () => {
    const session = await server.nobody.send('POST', 'session', { login: 'admin', password: PASSWORD });
    expect([session.status, session.headers.get('cache-control')]).toEqual([201, 'no-store']);
    const { items } = await server.admin.get('clients');
    const keys = await server.admin.try(`clients/${items[0].id}/keys`, { expiresOn: items[0].keys[0].expiresOn });
    expect([keys.status, keys.headers.get('cache-control')]).toEqual([200, 'no-store']);
  });

  it('stands in no event, nor does a hash of it that says no more', () => {
    const found = [...secrets].filter(([, value]) => stored.includes(value) || stored.includes(sha256(value)));
    expect(found.map(([what]) => what)).toEqual([]);
  });

  it('stands in no line of the log, whatever its level', () => {
    expect([...secrets].filter(([, value]) => log.includes(value)).map(([what]) => what)).toEqual([]);
  });

  it('stands in no file of the server, the one of the credentials included', () => {
    expect([...secrets].flatMap(([what, value]) => holding(value).map((file) => `${what} in ${file}`))).toEqual([]);
  });

  it('stands in no view, no metric and no description of the API', async () => {
    const shown = await Promise.all([
      ...['accounts', 'clients', 'trail?limit=500', 'people', 'units'].map((path) => server.admin.send('GET', path)),
      server.nobody.send('GET', '/api/openapi.json'),
      server.nobody.send('GET', '/metrics', undefined, {
        authorization: `Bearer ${secrets.get('token of the metrics')}`,
      }),
    ]);
    const text = shown.map(({ body }) => JSON.stringify(body)).join('');
    expect(text.length).toBeGreaterThan(10_000);
    expect([...secrets].filter(([, value]) => text.includes(value)).map(([what]) => what)).toEqual([]);
  });
});
