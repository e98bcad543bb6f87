import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Client } from '../support/client.js';
import { type RawAnswer, rawRequest } from '../support/raw-request.js';
import { PASSWORD, type RunningServer, startServer } from '../support/server.js';
import {
  coded,
  ed25519,
  es256,
  hmac,
  ownKey,
  partsOf,
  rs256,
  type Signer,
  type StolenKey,
  stolenKey,
  tokenOf,
  unsigned,
} from '../support/tokens.js';

type Json = Record<string, unknown>;

/** What is to be sent, made once everything is there. */
type Case = readonly [string, () => string];

describe('whoever comes with a token that is none', () => {
  let server: RunningServer;
  let key: StolenKey;
  let own: StolenKey;
  let good: string;
  let header: Json;
  let payload: Json;
  let otherSession: Json;
  let asked: string[];
  let listener: Server;
  let elsewhere: string;

  const get = (...authorizations: string[]): Promise<RawAnswer> =>
    rawRequest(
      server.url,
      'GET /api/v1/me',
      authorizations.map((one) => `Authorization: ${one}`),
    );
  /** Signed with the server's own key unless told otherwise, so that what is changed is all that is wrong. */
  const forged = (changed: { header?: Json; payload?: Json; signer?: Signer } = {}): string =>
    tokenOf({ ...header, ...changed.header }, { ...payload, ...changed.payload }, changed.signer ?? ed25519(key));
  const withHeader = (name: string, header: Json, signer?: Signer): Case => [name, () => forged({ header, signer })];
  const withClaims = (name: string, claims: () => Json): Case => [name, () => forged({ payload: claims() })];
  const without = (claim: string): Case => [`no ${claim}`, () => forged({ payload: { [claim]: undefined } })];
  const now = () => Math.floor(Date.now() / 1_000);
  const between =
    (iat: number, exp: number): (() => Json) =>
    () => ({ iat: now() + iat, exp: now() + exp });

  const session = async (login: string) =>
    (await server.nobody.do('session', { login, password: PASSWORD })).accessToken;

  beforeAll(async () => {
    server = await startServer({ RECTIFY_LOG_LEVEL: 'silent' });
    for (const login of ['wang', 'li']) {
      const { id } = await server.admin.do('people', { name: login });
      await server.account(login, id, 'office');
    }
    [key, own] = [await stolenKey(server), await ownKey()];
    good = await session('wang');
    ({ header, payload } = partsOf(good) as { header: Json; payload: Json });
    otherSession = partsOf(await session('li')).payload;
    asked = [];
    listener = createServer(({ url }, response) => {
      asked.push(url!);
      response.end(JSON.stringify({ keys: [{ ...own.jwk, kid: own.kid, alg: 'EdDSA', use: 'sig' }] }));
    });
    await new Promise<void>((resolve) => void listener.listen(0, '127.0.0.1', resolve));
    elsewhere = `http://127.0.0.1:${(listener.address() as { port: number }).port}`;
  });
  afterAll(async () => {
    listener.close();
    await server.stop();
  });

  const algorithms: Case[] = [
    withHeader('algorithm none and no signature', { alg: 'none' }, unsigned),
    withHeader('algorithm None', { alg: 'None' }, unsigned),
    withHeader('algorithm NONE', { alg: 'NONE' }, unsigned),
    withHeader('algorithm none and a right signature', { alg: 'none' }),
    withHeader('no signature', {}, unsigned),
    withHeader('an empty algorithm', { alg: '' }),
    withHeader('no algorithm', { alg: undefined }),
    withHeader('a number as the algorithm', { alg: 0 }),
    withHeader('a list of algorithms', { alg: ['EdDSA'] }),
    withHeader('another name of the same algorithm', { alg: 'Ed25519' }),
    withHeader('the algorithm in small letters', { alg: 'eddsa' }),
    withHeader('ES256 by a key of its own', { alg: 'ES256' }, es256),
    withHeader('RS256 by a key of its own', { alg: 'RS256' }, rs256),
    withHeader('PS256 by a key of its own', { alg: 'PS256' }, rs256),
    ['EdDSA by a key that claims to be ours', () => forged({ signer: ed25519(own) })],
    ['HS256 with our public key', () => forged({ header: { alg: 'HS256' }, signer: hmac(String(key.jwk.x)) })],
    [
      'HS256 with the bytes of our public key',
      () => forged({ header: { alg: 'HS256' }, signer: hmac(Buffer.from(String(key.jwk.x), 'base64url')) }),
    ],
    [
      'HS256 with our public key in PEM',
      () =>
        forged({
          header: { alg: 'HS256' },
          signer: hmac(String(key.publicKey.export({ type: 'spki', format: 'pem' }))),
        }),
    ],
    [
      'HS384 with our public key in DER',
      () =>
        forged({ header: { alg: 'HS384' }, signer: hmac(key.publicKey.export({ type: 'spki', format: 'der' }), 384) }),
    ],
    [
      'HS512 with our public key as JSON',
      () => forged({ header: { alg: 'HS512' }, signer: hmac(JSON.stringify(key.jwk), 512) }),
    ],
    ['HS256 with the key id', () => forged({ header: { alg: 'HS256' }, signer: hmac(key.kid) })],
    ['HS256 with nothing', () => forged({ header: { alg: 'HS256' }, signer: hmac('') })],
  ];

  const headers: Case[] = [
    withHeader('the type JWT', { typ: 'JWT' }),
    withHeader('no type', { typ: undefined }),
    withHeader('the type of a logout token', { typ: 'logout+jwt' }),
    withHeader('a longer type', { typ: 'at+jwt2' }),
    withHeader('no key id', { kid: undefined }),
    withHeader('an unknown key id', { kid: 'another' }),
    withHeader('a path as the key id', { kid: '../../../../../dev/null' }, hmac('')),
    withHeader('a path as the key id, and HS256 with what stands there', { kid: '/dev/null', alg: 'HS256' }, hmac('')),
    withHeader('SQL as the key id', { kid: "x' UNION SELECT 'secret' --" }),
    withHeader('a number as the key id', { kid: 1 }),
    withHeader('an object as the key id', { kid: { toString: 'x' } }),
    withHeader('a very long key id', { kid: 'k'.repeat(2_000) }),
    ['a key of its own in jwk', () => forged({ header: { jwk: own.jwk, kid: own.kid }, signer: ed25519(own) })],
    ['a key of its own in jwk under our id', () => forged({ header: { jwk: own.jwk }, signer: ed25519(own) })],
    [
      'the address of keys in jku',
      () => forged({ header: { jku: `${elsewhere}/jku`, kid: own.kid }, signer: ed25519(own) }),
    ],
    [
      'the address of keys in jku under our id',
      () => forged({ header: { jku: `${elsewhere}/jku` }, signer: ed25519(own) }),
    ],
    [
      'the address of a certificate in x5u',
      () => forged({ header: { x5u: `${elsewhere}/x5u` }, signer: ed25519(own) }),
    ],
    withHeader('a certificate in x5c', { alg: 'RS256', x5c: ['MIIB'] }, rs256),
    withHeader('something critical that nobody knows', { crit: ['vip'], vip: true }),
    withHeader('a payload that is not coded', { crit: ['b64'], b64: false }),
    withHeader('an encrypted one', { enc: 'A256GCM', alg: 'dir' }),
  ];

  const claims: Case[] = [
    ...['iss', 'aud', 'sub', 'sid', 'person', 'jti', 'iat', 'exp'].map(without),
    withClaims('another issuer', () => ({ iss: 'https://elsewhere.example' })),
    withClaims('an issuer that begins like ours', () => ({ iss: 'rectify.example' })),
    withClaims('a list of issuers', () => ({ iss: ['rectify'] })),
    withClaims('another audience', () => ({ aud: 'another-api' })),
    withClaims('other audiences', () => ({ aud: ['another-api', 'rectify'] })),
    withClaims('no audience in a list', () => ({ aud: [] })),
    withClaims('an unknown account', () => ({ sub: '00000000-0000-8000-a000-000000000000' })),
    withClaims('the account of somebody else', () => ({ sub: otherSession['sub'] })),
    withClaims('the session of somebody else', () => ({ sid: otherSession['sid'] })),
    withClaims('an empty account', () => ({ sub: '' })),
    withClaims('a number as the account', () => ({ sub: 1 })),
    withClaims('an object as the account', () => ({ sub: { id: payload['sub'] } })),
    withClaims('a path as the account', () => ({ sub: '../account' })),
    withClaims('the word of an object as the account', () => ({ sub: '__proto__' })),
    withClaims('an unknown session', () => ({ sid: '00000000-0000-4000-8000-000000000000' })),
    withClaims('the word of an object as the session', () => ({ sid: 'constructor' })),
    withClaims('a list of sessions', () => ({ sid: [payload['sid'], otherSession['sid']] })),
    withClaims('an end that is over', between(-601, -1)),
    withClaims('an end that is just now', between(-600, 0)),
    withClaims('an end in text', () => ({ exp: String(now() + 600) })),
    withClaims('an end that is nothing', () => ({ exp: null })),
    withClaims('a longer life than we give', between(0, 86_400)),
    withClaims('an end beyond all years', () => ({ exp: 1e15 })),
    withClaims('a beginning in an hour', () => ({ nbf: now() + 3_600 })),
    withClaims('a beginning in text', () => ({ nbf: 'now' })),
    withClaims('an issue in an hour', between(3_600, 4_200)),
    withClaims('an issue in text', () => ({ iat: 'now' })),
    withClaims('an issue long ago and a long life', between(-86_400, 600)),
  ];

  const part = (n: number) => good.split('.')[n]!;
  const shapes: Case[] = [
    ['nothing but dots', () => '..'],
    ['one letter', () => 'a'],
    ['two parts', () => `${part(0)}.${part(1)}`],
    ['four parts', () => `${good}.${part(2)}`],
    ['five parts', () => `${good}.${part(1)}.${part(2)}`],
    ['a dot behind', () => `${good}.`],
    ['a dot before', () => `.${good}`],
    ['a dot more within', () => good.replace('.', '..')],
    ['a sign less', () => good.slice(0, -1)],
    ['a sign more', () => `${good}A`],
    ['half a signature', () => good.slice(0, -43)],
    ['half of it', () => good.slice(0, good.length / 2)],
    ['its parts in another order', () => `${part(1)}.${part(0)}.${part(2)}`],
    [
      'its signature changed',
      () => `${part(0)}.${part(1)}.${(part(2).startsWith('A') ? 'B' : 'A') + part(2).slice(1)}`,
    ],
    ['its payload changed', () => `${part(0)}.${coded({ ...payload, sub: otherSession['sub'] })}.${part(2)}`],
    ['filled up with =', () => `${good}==`],
    [
      'coded as ordinary base64',
      () => `${Buffer.from(part(0), 'base64url').toString('base64')}=+/.${part(1)}.${part(2)}`,
    ],
    ['a payload that is no JSON', () => tokenOf(header, 'not JSON', ed25519(key))],
    ['a list as payload', () => tokenOf(header, [payload], ed25519(key))],
    ['null as payload', () => tokenOf(header, null, ed25519(key))],
    ['text as payload', () => tokenOf(header, '"sub"', ed25519(key))],
    ['an empty payload', () => tokenOf(header, '', ed25519(key))],
    ['a header that is no JSON', () => tokenOf('not JSON', payload, ed25519(key))],
    ['a list as header', () => tokenOf([header], payload, ed25519(key))],
    ['Chinese signs', () => '令牌'],
    ['a Chinese sign within', () => `${part(0)}.令${part(1)}.${part(2)}`],
    ['signs of another script that look the same', () => good.replace('e', 'е')],
    ['five thousand signs', () => 'a'.repeat(5_000)],
    ['nested without an end', () => tokenOf(header, '['.repeat(2_500), ed25519(key))],
    ['itself within a token', () => tokenOf({ ...header, cty: 'JWT' }, `"${good.slice(0, 200)}"`, ed25519(key))],
  ];

  const refusedAs = async (answer: Promise<RawAnswer>, statuses: readonly number[] = [401]) => {
    const { status, headers, body } = await answer;
    expect(statuses).toContain(status);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body).toMatchObject({
      status,
      code: expect.stringMatching(/^(sign-in|client|account|rights|delegation)\./),
    });
    expect(headers.get('www-authenticate')).toBe(status === 401 ? 'Bearer realm="rectify"' : undefined);
    return body['code'];
  };

  it('is let in when nothing is wrong with what this spec forges', async () => {
    expect(forged()).toBe(good);
    for (const scheme of ['Bearer', 'bearer', 'BEARER', 'Bearer  ']) {
      expect((await get(`${scheme} ${good}`)).status).toBe(200);
    }
    expect((await get(`Bearer ${forged({ payload: between(0, 600)() })}`)).status).toBe(200);
  });

  it.each([...algorithms, ...headers, ...claims, ...shapes])('is refused with %s', async (_, made) => {
    const before = await server.engine.store.head();
    await refusedAs(get(`Bearer ${made()}`));
    expect(await server.engine.store.head()).toBe(before);
  });

  it('reaches nobody by the addresses that it names', () => expect(asked).toEqual([]));

  it.each<[string, () => string[]]>([
    ['nothing', () => []],
    ['an empty header', () => ['']],
    ['the scheme alone', () => ['Bearer']],
    ['the scheme and a blank', () => ['Bearer ']],
    ['no scheme', () => [good]],
    ['the scheme behind', () => [`${good} Bearer`]],
    ['the scheme twice', () => [`Bearer Bearer ${good}`]],
    ['another scheme', () => [`Token ${good}`]],
    ['Basic', () => [`Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`]],
    ['Basic and the token as the password', () => [`Basic ${Buffer.from(`:${good}`).toString('base64')}`]],
    ['DPoP', () => [`DPoP ${good}`]],
    ['two tokens', () => [`Bearer ${good} ${good}`]],
    ['two tokens and a comma', () => [`Bearer ${good},Bearer ${good}`]],
    ['a parameter behind', () => [`Bearer ${good}; scope=all`]],
    ['quotes', () => [`Bearer "${good}"`]],
    ['a tabulator', () => [`Bearer\t${good}`]],
    ['a right header and a wrong one', () => [`Bearer ${good}`, 'Bearer x']],
    ['a wrong header and a right one', () => ['Bearer x', `Bearer ${good}`]],
    ['a right header twice', () => [`Bearer ${good}`, `Bearer ${good}`]],
    ['a right header and an empty one', () => [`Bearer ${good}`, '']],
  ])('is refused with %s', async (_, authorizations) => void (await refusedAs(get(...authorizations()))));

  it.each<[string, () => [string, string[]]]>([
    ['the address', () => [`/api/v1/me?access_token=${good}&token=${good}`, []]],
    ['a cookie', () => ['/api/v1/me', [`Cookie: authorization=Bearer ${good}; access_token=${good}; session=${good}`]]],
    [
      'another header',
      () => ['/api/v1/me', [`X-Authorization: Bearer ${good}`, `X-Access-Token: ${good}`, `X-Api-Key: ${good}`]],
    ],
    ['the header for proxies', () => ['/api/v1/me', [`Proxy-Authorization: Bearer ${good}`]]],
    [
      'a header that names a person',
      () => ['/api/v1/me', ['X-Forwarded-User: admin', 'X-Remote-User: admin', 'Remote-User: admin']],
    ],
  ])('is refused with the token in %s', async (_, made) => {
    const [path, lines] = made();
    expect(await refusedAs(rawRequest(server.url, `GET ${path}`, lines))).toBe('sign-in.required');
  });

  it('is refused once the session is over, the account suspended or the password another one', async () => {
    const bearer = (token: string) => get(`Bearer ${token}`);
    const { id } = await server.admin.do('people', { name: '赵' });
    await server.account('zhao', id, 'office');
    const [one, two, three] = [await session('zhao'), await session('zhao'), await session('zhao')];
    await new Client(server.url, one).send('DELETE', 'session');
    expect(await refusedAs(bearer(one))).toBe('sign-in.session-ended');
    const next = 'An-other-2026-zheng-gai';
    await new Client(server.url, two).send('POST', 'me/password', { current: PASSWORD, next });
    expect(await refusedAs(bearer(three))).toBe('sign-in.session-ended');
    await server.admin.do(`accounts/${String(partsOf(two).payload['sub'])}/suspension`, { reason: '停职' });
    expect(await refusedAs(bearer(two), [403])).toBe('account.suspended');
  });

  it('is refused with a refresh token, and with the token of another server', async () => {
    const { refreshToken } = await server.nobody.do('session', { login: 'li', password: PASSWORD });
    await refusedAs(get(`Bearer ${refreshToken}`));
    const other = await startServer();
    const { accessToken } = await other.nobody.do('session', { login: 'admin', password: PASSWORD });
    await refusedAs(get(`Bearer ${accessToken}`));
    await other.stop();
  });

  describe('or an API key', () => {
    let right: { id: string; key: string; prefix: string };
    let other: { id: string; key: string; prefix: string };
    const client = async (name: string, roles: string[], scopes: string[]) => {
      const { id: responsibleId } = await server.admin.do('people', { name });
      const { id } = await server.admin.do('clients', { name, responsibleId, roles, scopes });
      return issue(id);
    };
    const issue = async (id: string) => {
      const expiresOn = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
      return { ...(await server.admin.do(`clients/${id}/keys`, { expiresOn })), id };
    };
    const secretOf = ({ key }: { key: string }) => key.slice(14);
    const prefixed = (prefix: string, secret: string) => `rk_${prefix}_${secret}`;

    beforeAll(async () => {
      right = await client('看板', ['office'], ['read']);
      other = await client('日志', ['office'], ['read', 'audit', 'register']);
      expect((await get(`Bearer ${right.key}`)).status).toBe(200);
    });

    it.each<[string, () => string]>([
      ['an unknown prefix', () => prefixed('zzzzzzzzzz', secretOf(right))],
      ['the secret of another client', () => prefixed(right.prefix, secretOf(other))],
      ['a wrong secret', () => prefixed(right.prefix, 'A'.repeat(43))],
      ['no secret', () => prefixed(right.prefix, '')],
      [
        'its hash as the secret',
        () => prefixed(right.prefix, createHash('sha256').update(secretOf(right)).digest('hex')),
      ],
      [
        'its hash in base64',
        () => prefixed(right.prefix, createHash('sha256').update(secretOf(right)).digest('base64url')),
      ],
      ['a secret in capitals', () => prefixed(right.prefix, secretOf(right).toUpperCase())],
      ['a prefix in capitals', () => prefixed(right.prefix.toUpperCase(), secretOf(right))],
      ['a longer secret', () => `${right.key}A`],
      ['a shorter secret', () => right.key.slice(0, -1)],
      ['another name in front', () => right.key.replace('rk_', 'sk_')],
      ['its name in capitals', () => right.key.replace('rk_', 'RK_')],
      ['a sign that stands for any', () => prefixed('%%%%%%%%%%', secretOf(right))],
      ['a path as the prefix', () => prefixed('../../../..', secretOf(right))],
      ['two keys', () => `${right.key} ${other.key}`],
    ])('is refused with %s', async (_, made) => void (await refusedAs(get(`Bearer ${made()}`))));

    it('is refused with a right key that comes otherwise', async () => {
      const basic = Buffer.from(`${right.prefix}:${right.key}`).toString('base64');
      for (const one of [right.key, `Basic ${basic}`, `ApiKey ${right.key}`]) await refusedAs(get(one));
      await refusedAs(rawRequest(server.url, 'GET /api/v1/me', [`X-Api-Key: ${right.key}`]));
      await refusedAs(rawRequest(server.url, `GET /api/v1/me?key=${right.key}`, []));
      await refusedAs(get(`Bearer ${right.key}`, `Bearer ${other.key}`));
    });

    it('is refused beyond its scopes and roles, and with the work of somebody else', async () => {
      const as = (made: { key: string }, line: string, ...more: string[]) =>
        rawRequest(server.url, line, [`Authorization: Bearer ${made.key}`, 'If-Match: *', ...more]);
      const issuePath = 'POST /api/v1/issues/00000000-0000-4000-8000-000000000000';
      for (const line of [
        'GET /api/v1/trail',
        'POST /api/v1/units',
        `${issuePath}/closure-approval`,
        'DELETE /api/v1/session',
      ]) {
        expect(await refusedAs(as(right, line), [403])).toBe('rights.out-of-scope');
      }
      expect(await refusedAs(as(other, 'GET /api/v1/accounts'), [403])).toBe('rights.denied');
      await refusedAs(as(right, 'GET /api/v1/me', `X-Rectify-On-Behalf-Of: ${String(payload['person'])}`), [403]);
    });

    it('is refused once revoked, and while its client is suspended', async () => {
      const second = await issue(right.id);
      await server.admin.do(`clients/${right.id}/keys/revoked`, { prefix: second.prefix, reason: '泄露' });
      expect(await refusedAs(get(`Bearer ${second.key}`))).toBe('client.key-revoked');
      await server.admin.do(`clients/${right.id}/suspension`, { reason: '异常' });
      expect(await refusedAs(get(`Bearer ${right.key}`), [403])).toBe('client.suspended');
      await server.admin.do(`clients/${right.id}/reinstatement`, {});
      expect((await get(`Bearer ${right.key}`)).status).toBe(200);
    });
  });
});
