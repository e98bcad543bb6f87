import { SignJWT } from 'jose';
import { SetClock } from '#event-sourcing';
import { AccessTokens } from './access-tokens.js';
import { Proofs, type Proving } from './proofs.js';
import { newSigningKey, type SigningKey } from './signing-key.js';

const NOW = '2024-01-01T00:00:00.000Z';
const wang: Proving = { accountId: 'a1', session: 's1', credentials: '2/', way: 'password' };

describe('a proof of identity', () => {
  let key: SigningKey;
  let clock: SetClock;
  let proofs: Proofs;

  beforeEach(async () => {
    key = await newSigningKey();
    clock = new SetClock(NOW);
    proofs = new Proofs(key, clock);
  });

  it('says for five minutes how and when somebody proved who they are', async () => {
    const { proof, validUntil } = await proofs.issue(wang);
    expect(validUntil).toBe('2024-01-01T00:05:00.000Z');
    clock.set('2024-01-01T00:04:59.000Z');
    expect(await proofs.read(proof, wang)).toEqual({ way: 'password', at: NOW });
    clock.set(validUntil);
    expect(await proofs.read(proof, wang)).toBe('expired');
  });

  it.each<[string, Partial<Proving>]>([
    ['of another account', { accountId: 'a2' }],
    ['in another session', { session: 's2' }],
    ['once another password was set', { credentials: '3/' }],
    ['given in another way than the session came about', { way: 'provider' }],
  ])('%s is none', async (_, other) => {
    const { proof } = await proofs.issue(wang);
    expect(await proofs.read(proof, { ...wang, ...other })).toBe('foreign');
  });

  it('is missing when none came', async () => {
    expect(await proofs.read(undefined, wang)).toBe('missing');
  });

  const signed = (claims: object, { alg = 'EdDSA', typ = 'proof+jwt', aud = 'rectify-decisions', by = key } = {}) => {
    const iat = Date.parse(NOW) / 1_000;
    const all = { sub: 'a1', sid: 's1', credentials: '2/', way: 'password', iat, exp: iat + 300, iss: 'rectify', aud };
    return new SignJWT({ ...all, ...claims }).setProtectedHeader({ alg, typ, kid: by.kid }).sign(by.privateKey);
  };

  it('is none that another key signed, that is for something else, or that lives longer', async () => {
    const iat = Date.parse(NOW) / 1_000;
    expect(await proofs.read(await signed({}), wang)).toEqual({ way: 'password', at: NOW });
    for (const token of [
      await signed({}, { by: await newSigningKey() }),
      await signed({}, { typ: 'at+jwt' }),
      await signed({}, { aud: 'rectify-api' }),
      await signed({ exp: iat + 3_600 }),
      await signed({ iat: iat + 120, exp: iat + 420 }),
      await new AccessTokens(key, clock).issue({ accountId: 'a1', personId: 'p1', session: 's1' }),
      `${(await signed({})).slice(0, -2)}xx`,
      'garbage',
    ])
      expect(await proofs.read(token, wang)).toBe('foreign');
  });

  it('opens no session', async () => {
    const { proof } = await proofs.issue(wang);
    await expect(new AccessTokens(key, clock).read(proof)).rejects.toMatchObject({ code: 'sign-in.token-invalid' });
  });
});
