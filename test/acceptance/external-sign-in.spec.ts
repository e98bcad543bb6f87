import { exportJWK, generateKeyPair, type JWTHeaderParameters, type JWTPayload, SignJWT } from 'jose';
import type { Answer } from '../support/client.js';
import { Client } from '../support/client.js';
import { type IdentityProvider, startIdentityProvider } from '../support/identity-provider.js';
import { nothingStored, refused } from '../support/refused.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';

const CLIENT_ID = 'rectify';
const CLIENT_SECRET = 'canary-secret-between-two-programs';

const coded = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const signed = (claims: JWTPayload, header: JWTHeaderParameters, key: Parameters<SignJWT['sign']>[0]) =>
  new SignJWT(claims).setProtectedHeader(header).sign(key);

/** Where the provider sends a browser back to. The tests take it from there themselves, so nothing needs to listen here. */
const REDIRECT_URL = 'http://127.0.0.1/api/v1/session/oidc/callback';

interface Begun {
  /** The provider's page. */
  readonly url: string;
  /** As a browser would send it back. */
  readonly cookie: string;
  readonly attributes: string;
}

describe('signing in through the provider of the organisation', () => {
  let server: RunningServer;
  let provider: IdentityProvider;
  let wang: { accountId: string; personId: string };

  const begin = async (at = server): Promise<Begun> => {
    const answer = await fetch(`${at.url}/api/v1/session/oidc`, { redirect: 'manual' });
    expect(answer.status).toBe(302);
    const [, cookie, attributes] = /^([^;]+); (.*)$/.exec(answer.headers.get('set-cookie')!)!;
    return { url: answer.headers.get('location')!, cookie: cookie!, attributes: attributes! };
  };
  /** The browser comes back to the address, with its cookies. */
  const comeBack = (address: string, cookie?: string, at = server): Promise<Answer> =>
    at.nobody.send('GET', new URL(address).pathname + new URL(address).search, undefined, cookie ? { cookie } : {});
  const enter = async (subject: string, at = server): Promise<Answer> => {
    const { url, cookie } = await begin(at);
    return comeBack(await provider.signIn(url, subject), cookie, at);
  };
  const facts = async (type: string) =>
    (await server.engine.events('0', 10_000)).filter((event) => event.type === type);
  const link = (accountId: string, subject: string, reason = '接入统一身份认证') =>
    server.admin.do(`accounts/${accountId}/links`, { issuer: provider.issuer, subject, reason });
  const somebody = async (login: string) => {
    const { id: personId } = await server.admin.do('people', { name: login });
    const { id: accountId } = await server.admin.do('accounts', { login, personId, roles: ['office'] });
    return { accountId: accountId as string, personId: personId as string };
  };

  beforeAll(async () => {
    provider = await startIdentityProvider({
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      redirectUrl: REDIRECT_URL,
    });
    server = await startServer({
      RECTIFY_OIDC_ISSUER: provider.issuer,
      RECTIFY_OIDC_CLIENT_ID: CLIENT_ID,
      RECTIFY_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      RECTIFY_OIDC_REDIRECT_URL: REDIRECT_URL,
    });
    wang = await somebody('wang');
    await link(wang.accountId, 'wang-at-work');
  });
  beforeEach(() => provider.tamper());
  afterAll(async () => {
    await server?.stop();
    await provider?.stop();
  });

  it('opens a session of the linked account, as the password would, and says so in the log', async () => {
    const answer = await enter('wang-at-work');
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({
      expiresIn: 600,
      account: { id: wang.accountId, personId: wang.personId, roles: ['office'] },
      mustChangePassword: false,
    });
    const client = new Client(server.url, answer.body.accessToken);
    expect((await client.get('me')).account.id).toBe(wang.accountId);
    const renewed = await server.nobody.do('session/refresh', { refreshToken: answer.body.refreshToken });
    expect(renewed.accessToken).toEqual(expect.any(String));
    const [signedIn] = (await facts('SignedIn')).filter(({ stream }) => stream === `account-${wang.accountId}`);
    const [linked] = await facts('AccountLinked');
    expect(signedIn!.data).toMatchObject({ by: 'provider', link: linked!.stream.slice('link-'.length) });
    expect(linked).toMatchObject({
      data: { account: { id: wang.accountId, login: 'wang' }, issuer: provider.issuer, subject: 'wang-at-work' },
      metadata: { reason: '接入统一身份认证', actor: { name: '系统管理员' } },
    });
  });

  it('asks with PKCE, state and nonce, and keeps what they are held against in a cookie of this browser only', async () => {
    const { url, cookie, attributes } = await begin();
    const asked = new URL(url).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      client_id: CLIENT_ID,
      response_type: 'code',
      redirect_uri: REDIRECT_URL,
      scope: 'openid',
      code_challenge_method: 'S256',
    });
    for (const one of ['state', 'nonce', 'code_challenge']) expect(asked.get(one)!.length).toBeGreaterThanOrEqual(43);
    expect(attributes).toBe('Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax');
    expect(cookie).toMatch(/^__Host-rectify-sign-in=/);
    for (const one of ['state', 'nonce']) expect(cookie).not.toContain(asked.get(one));
    expect(new URL((await begin()).url).searchParams.get('state')).not.toBe(asked.get('state'));
  });

  it('takes the cookie away with the answer, whatever it is', async () => {
    const { url, cookie } = await begin();
    const address = await provider.signIn(url, 'wang-at-work');
    for (const answer of [await comeBack(address, cookie), await comeBack(address, cookie)]) {
      const gone = '__Host-rectify-sign-in=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax';
      expect(answer.headers.get('set-cookie')).toBe(gone);
      expect(answer.headers.get('cache-control')).toBe('no-store');
    }
  });

  describe('is refused, and nothing is stored,', () => {
    const refusedBack = async (address: string, cookie: string | undefined, code: string, status = 401) =>
      nothingStored(server, async () => void (await refused(comeBack(address, cookie), status, code)));

    it('for somebody whom nobody linked: the provider’s word alone makes no account', async () => {
      const { url, cookie } = await begin();
      const address = await provider.signIn(url, 'stranger');
      const accounts = (await facts('AccountOpened')).length;
      await refusedBack(address, cookie, 'external.not-linked', 403);
      expect(await facts('AccountOpened')).toHaveLength(accounts);
    });

    it('in another browser than it was begun in, or with the cookie of another attempt', async () => {
      const [one, other] = [await begin(), await begin()];
      const address = await provider.signIn(one.url, 'wang-at-work');
      await refusedBack(address, undefined, 'external.no-attempt');
      await refusedBack(address, other.cookie, 'external.refused');
    });

    it('with another state, two states, or none', async () => {
      const { url, cookie } = await begin();
      const address = new URL(await provider.signIn(url, 'wang-at-work'));
      const state = address.searchParams.get('state')!;
      for (const query of [`state=${state.slice(1)}x`, `state=${state}&state=${state}`, '']) {
        const changed = new URL(address);
        changed.searchParams.delete('state');
        changed.search = `${changed.search}&${query}`;
        await refusedBack(changed.href, cookie, 'external.refused');
      }
    });

    it('with a cookie that was changed, cut, made up or has no value', async () => {
      const { url, cookie } = await begin();
      const address = await provider.signIn(url, 'wang-at-work');
      const name = '__Host-rectify-sign-in=';
      const flipped = cookie.slice(0, -9) + (cookie.at(-9) === 'A' ? 'B' : 'A') + cookie.slice(-8);
      const unsealed = Buffer.from('{"alg":"none"}').toString('base64url');
      for (const one of [flipped, cookie.slice(0, -10), `${name}${unsealed}..`, name, `x${cookie}`]) {
        await refusedBack(address, one, 'external.no-attempt');
      }
    });

    it('with the answer of another issuer', async () => {
      const { url, cookie } = await begin();
      const address = new URL(await provider.signIn(url, 'wang-at-work'));
      address.searchParams.set('iss', 'https://elsewhere.example.cn');
      await refusedBack(address.href, cookie, 'external.refused');
    });

    it('for a code that was used before, though everything else is right', async () => {
      const { url, cookie } = await begin();
      const address = await provider.signIn(url, 'wang-at-work');
      expect((await comeBack(address, cookie)).status).toBe(201);
      await refusedBack(address, cookie, 'external.refused');
    });

    it('for a code that nobody issued, or that belongs to another attempt', async () => {
      const [one, other] = [await begin(), await begin()];
      const address = new URL(await provider.signIn(one.url, 'wang-at-work'));
      const stolen = new URL(await provider.signIn(other.url, 'wang-at-work'));
      for (const code of ['made-up', stolen.searchParams.get('code')!]) {
        const changed = new URL(address);
        changed.searchParams.set('code', code);
        await refusedBack(changed.href, one.cookie, 'external.refused');
      }
    });

    it('when the person refuses at the provider', async () => {
      const { url, cookie } = await begin();
      const state = new URL(url).searchParams.get('state')!;
      const address = `${REDIRECT_URL}?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}`;
      await refusedBack(address, cookie, 'external.refused');
    });

    const without = (name: string) => (claims: Record<string, unknown>) => ({ ...claims, [name]: undefined });
    const seconds = () => Math.floor(Date.now() / 1_000);
    it.each<[string, (claims: Record<string, unknown>) => Record<string, unknown>]>([
      ['another nonce', (claims) => ({ ...claims, nonce: 'another' })],
      ['no nonce', without('nonce')],
      ['another audience', (claims) => ({ ...claims, aud: 'another-program' })],
      [
        'two audiences and another program as the authorised one',
        (claims) => ({ ...claims, aud: [CLIENT_ID, 'b'], azp: 'b' }),
      ],
      ['another issuer', (claims) => ({ ...claims, iss: 'https://elsewhere.example.cn' })],
      ['an end in the past', (claims) => ({ ...claims, exp: seconds() - 600 })],
      ['no end', without('exp')],
      ['a beginning in the future', (claims) => ({ ...claims, nbf: seconds() + 3_600 })],
      ['no subject', without('sub')],
    ])('for an ID token, signed by the provider itself, with %s', async (_, change) => {
      provider.tamper(change);
      const { url, cookie } = await begin();
      await refusedBack(await provider.signIn(url, 'wang-at-work'), cookie, 'external.refused');
    });

    it.each<[string, (claims: JWTPayload) => string | Promise<string>]>([
      [
        'another key signed it',
        async (claims) =>
          signed(claims, { alg: 'RS256', kid: 'of-the-provider' }, (await generateKeyPair('RS256')).privateKey),
      ],
      ['nobody signed it', (claims) => `${coded({ alg: 'none' })}.${coded(claims)}.`],
      [
        'the secret between the programs signed it',
        (claims) => signed(claims, { alg: 'HS256' }, Buffer.from(CLIENT_SECRET)),
      ],
      [
        'its key is in its own header',
        async (claims) => {
          const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
          return signed(claims, { alg: 'RS256', jwk: await exportJWK(publicKey) }, privateKey);
        },
      ],
      ['its signature was cut off', (claims) => `${coded({ alg: 'RS256', kid: 'of-the-provider' })}.${coded(claims)}.`],
    ])('for an ID token with nothing wrong but that %s', async (_, sign) => {
      provider.tamper((claims) => claims, sign);
      const { url, cookie } = await begin();
      await refusedBack(await provider.signIn(url, 'wang-at-work'), cookie, 'external.refused');
    });

    it('but not for one that this test signs with the provider’s key and leaves as it is', async () => {
      provider.tamper((claims) => claims);
      expect((await enter('wang-at-work')).status).toBe(201);
    });
  });

  it('is refused to a suspended account, on record', async () => {
    const li = await somebody('li');
    await link(li.accountId, 'li-at-work');
    expect((await enter('li-at-work')).status).toBe(201);
    await server.admin.do(`accounts/${li.accountId}/suspension`, { reason: '停职' });
    await refused(enter('li-at-work'), 403, 'account.suspended');
    const [failure] = (await facts('SignInFailed')).filter(({ stream }) => stream === `account-${li.accountId}`);
    expect(failure!.data).toEqual({ cause: 'suspended' });
  });

  it('ends with its link, at the next request, and leaves sessions by password alone', async () => {
    const zhao = await somebody('zhao');
    await link(zhao.accountId, 'zhao-at-work');
    const { oneTimePassword } = await server.admin.do(`accounts/${zhao.accountId}/one-time-password`, {});
    const byPassword = await server.nobody.firstSignIn('zhao', oneTimePassword, PASSWORD);
    const { body } = await enter('zhao-at-work');
    const byProvider = new Client(server.url, body.accessToken);
    await byProvider.get('me');
    const identity = { issuer: provider.issuer, subject: 'zhao-at-work' };
    await server.admin.do(`accounts/${zhao.accountId}/links/withdrawn`, { ...identity, reason: '调离' });
    await refused(byProvider.send('GET', 'me'), 401, 'sign-in.session-ended');
    await byPassword.get('me');
    await refused(enter('zhao-at-work'), 403, 'external.not-linked');
    expect((await facts('SessionRevoked')).at(-1)!.data).toMatchObject({ cause: 'account-unlinked' });
  });

  it('is one account’s for each subject, linked by an administrator other than its holder', async () => {
    const other = await somebody('other');
    const taken = { issuer: provider.issuer, subject: 'wang-at-work', reason: '误操作' };
    await refused(server.admin.try(`accounts/${other.accountId}/links`, taken), 409, 'link.subject-taken');
    const { account } = await server.admin.get('me');
    await refused(
      server.admin.try(`accounts/${account.id}/links`, { ...taken, subject: 'me' }),
      409,
      'account.own-account',
    );
    const { items } = await server.admin.get(
      `accounts/${wang.accountId}/links?after=${await server.engine.store.head()}`,
    );
    expect(items).toMatchObject([{ subject: 'wang-at-work', login: 'wang' }]);
    for (const bad of [{ issuer: 'not a url' }, { subject: '' }, { reason: undefined }, { subject: 'x'.repeat(256) }]) {
      await refused(
        server.admin.try(`accounts/${other.accountId}/links`, { ...taken, ...bad }),
        400,
        'request.bad-shape',
      );
    }
  });

  it('keeps the secret between the programs to itself', async () => {
    const log = JSON.stringify(await server.engine.events('0', 10_000));
    expect(log).not.toContain(CLIENT_SECRET);
  });
});

describe('a server whose provider is away, or that has none', () => {
  it('says so, and takes passwords', async () => {
    const [none, away] = [
      await startServer(),
      await startServer({
        RECTIFY_OIDC_ISSUER: 'http://127.0.0.1:9',
        RECTIFY_OIDC_CLIENT_ID: CLIENT_ID,
        RECTIFY_OIDC_REDIRECT_URL: 'http://127.0.0.1:9/callback',
        RECTIFY_LOG_LEVEL: 'silent',
      }),
    ];
    for (const path of ['session/oidc', 'session/oidc/callback?code=a&state=b']) {
      await refused(none.nobody.send('GET', path), 404, 'external.not-set-up');
    }
    const problem = await away.nobody.send('GET', 'session/oidc');
    expect([problem.status, problem.body.code, problem.headers.get('retry-after')]).toEqual([
      503,
      'external.unavailable',
      '5',
    ]);
    expect((await away.nobody.signIn('admin', PASSWORD)) instanceof Client).toBe(true);
    await Promise.all([none.stop(), away.stop()]);
  });
});

describe('a server that links by another claim than sub', () => {
  it('signs in whom the claim names', async () => {
    const provider = await startIdentityProvider({
      clientId: CLIENT_ID,
      clientSecret: CLIENT_SECRET,
      redirectUrl: REDIRECT_URL,
    });
    const server = await startServer({
      RECTIFY_OIDC_ISSUER: provider.issuer,
      RECTIFY_OIDC_CLIENT_ID: CLIENT_ID,
      RECTIFY_OIDC_CLIENT_SECRET: CLIENT_SECRET,
      RECTIFY_OIDC_REDIRECT_URL: REDIRECT_URL,
      RECTIFY_OIDC_SUBJECT_CLAIM: 'employee_number',
    });
    const { id: personId } = await server.admin.do('people', { name: '孙' });
    const { id } = await server.admin.do('accounts', { login: 'sun', personId, roles: ['office'] });
    await server.admin.do(`accounts/${id}/links`, { issuer: provider.issuer, subject: 'e-sun', reason: '接入' });
    const begun = await fetch(`${server.url}/api/v1/session/oidc`, { redirect: 'manual' });
    const back = new URL(await provider.signIn(begun.headers.get('location')!, 'sun'));
    const cookie = begun.headers.get('set-cookie')!.split(';')[0]!;
    const answer = await server.nobody.send('GET', back.pathname + back.search, undefined, { cookie });
    expect([answer.status, answer.body.account?.id]).toEqual([201, id]);
    await server.stop();
    await provider.stop();
  });
});
