import { generateKeyPairSync } from 'node:crypto';
import { base64url, exportJWK, SignJWT } from 'jose';
import { RuleBroken, SetClock } from '#event-sourcing';
import { AccessTokens } from './access-tokens.js';
import { newSigningKey, type SigningKey } from './signing-key.js';

const NOW = '2024-01-01T00:00:00.000Z';
const claims = { accountId: 'a1', personId: 'p1', session: 's1' };
const payload = { person: 'p1', sid: 's1' };

let key: SigningKey;
let clock: SetClock;
let tokens: AccessTokens;

beforeEach(async () => {
  key = await newSigningKey();
  clock = new SetClock(NOW);
  tokens = new AccessTokens(key, clock);
});

const codeOf = (token: string): Promise<string> =>
  tokens.read(token).then(
    () => 'accepted',
    (error: RuleBroken) => error.code,
  );

interface Changed {
  alg?: string;
  typ?: string;
  kid?: string;
  iss?: string;
  aud?: string;
  without?: string;
  signWith?: SigningKey['privateKey'];
}

const forged = (changed: Changed): Promise<string> => {
  const { alg = 'EdDSA', typ = 'at+jwt', kid = key.kid, iss = 'rectify', aud = 'rectify-api' } = changed;
  const iat = Date.parse(NOW) / 1_000;
  const all = { ...payload, iss, aud, sub: 'a1', iat, exp: iat + 600, jti: 'j' };
  const rest = Object.fromEntries(Object.entries(all).filter(([name]) => name !== changed.without));
  return new SignJWT(rest).setProtectedHeader({ alg, typ, kid }).sign(changed.signWith ?? key.privateKey);
};

describe('an access token', () => {
  it('says for ten minutes which account, person and session it stands for', async () => {
    const token = await tokens.issue(claims);
    expect(await tokens.read(token)).toEqual(claims);
    clock.set('2024-01-01T00:09:59.000Z');
    expect(await tokens.read(token)).toEqual(claims);
    clock.set('2024-01-01T00:10:00.000Z');
    expect(await codeOf(token)).toBe('sign-in.token-expired');
  });

  it('is refused once a letter of it was changed', async () => {
    const [header, body, signature] = (await tokens.issue(claims)).split('.') as [string, string, string];
    const other = base64url.encode(
      JSON.stringify({ ...JSON.parse(new TextDecoder().decode(base64url.decode(body))), sub: 'a2' }),
    );
    expect(await codeOf(`${header}.${other}.${signature}`)).toBe('sign-in.token-invalid');
    const flipped = (signature.startsWith('A') ? 'B' : 'A') + signature.slice(1);
    expect(await codeOf(`${header}.${body}.${flipped}`)).toBe('sign-in.token-invalid');
    expect(await codeOf('not a token')).toBe('sign-in.token-invalid');
  });

  it('is accepted as forged by this spec when nothing is wrong', async () => {
    expect(await codeOf(await forged({}))).toBe('accepted');
  });

  it.each<[string, Changed]>([
    ['another issuer', { iss: 'elsewhere' }],
    ['another audience', { aud: 'elsewhere' }],
    ['another type', { typ: 'JWT' }],
    ['an unknown key', { kid: 'elsewhere' }],
    ...['exp', 'iat', 'jti', 'sub', 'person', 'sid'].map((without): [string, Changed] => [
      `no ${without}`,
      { without },
    ]),
  ])('is refused with %s', async (_, changed) => {
    expect(await codeOf(await forged(changed))).toBe('sign-in.token-invalid');
  });

  it('is refused when signed by another key that claims to be ours', async () => {
    const { privateKey } = await newSigningKey();
    expect(await codeOf(await forged({ signWith: privateKey }))).toBe('sign-in.token-invalid');
  });

  it('is refused when our public key serves as the secret of HS256', async () => {
    const { x } = await exportJWK(key.publicKey);
    for (const secret of [base64url.decode(x!), new TextEncoder().encode(x)]) {
      expect(await codeOf(await forged({ alg: 'HS256', signWith: secret }))).toBe('sign-in.token-invalid');
    }
  });

  it('is refused under another asymmetric algorithm', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signWith = privateKey as unknown as SigningKey['privateKey'];
    expect(await codeOf(await forged({ alg: 'ES256', signWith }))).toBe('sign-in.token-invalid');
  });

  it('is refused without a signature', async () => {
    const [, body] = (await forged({})).split('.') as [string, string];
    for (const alg of ['none', 'None', 'EdDSA']) {
      const header = base64url.encode(JSON.stringify({ alg, typ: 'at+jwt', kid: key.kid }));
      expect(await codeOf(`${header}.${body}.`)).toBe('sign-in.token-invalid');
    }
  });
});
