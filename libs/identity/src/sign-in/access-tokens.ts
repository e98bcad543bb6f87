import { randomUUID } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { LRUCache } from 'lru-cache';
import { type Clock, RuleBroken } from '#event-sourcing';
import type { SigningKey } from './signing-key.js';

/** Seconds. Rights are read anew with every request, so this bounds only how long a stolen token opens a session. */
export const ACCESS_TOKEN_SECONDS = 600;

const ISSUER = 'rectify';
const AUDIENCE = 'rectify-api';
const TYPE = 'at+jwt';
/** Processes that sign and read may differ by so much in their clocks. */
const CLOCKS_DIFFER_SECONDS = 60;

/** Signatures found right are kept for so many tokens; it takes some hundred bytes each. */
const TOKENS_KEPT = 10_000;

export interface Claims {
  readonly accountId: string;
  readonly personId: string;
  readonly session: string;
}

interface Verified {
  readonly claims: Claims;
  readonly times: Pick<JWTPayload, 'iat' | 'exp'>;
}

/** Short-lived access tokens after RFC 9068, signed with Ed25519. */
export class AccessTokens {
  /** The signature of a token never changes; its times are looked at each time, and session and rights by whoever asks. */
  readonly #verified = new LRUCache<string, Verified>({ max: TOKENS_KEPT });

  constructor(
    private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  issue({ accountId, personId, session }: Claims): Promise<string> {
    const now = Math.floor(Date.parse(this.clock.now()) / 1_000);
    return new SignJWT({ person: personId, sid: session })
      .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, kid: this.key.kid })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(accountId)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + ACCESS_TOKEN_SECONDS)
      .sign(this.key.privateKey);
  }

  /** Refuses with `sign-in.token-expired`, or `sign-in.token-invalid` for whatever else is wrong. */
  async read(token: string): Promise<Claims> {
    try {
      const { claims, times } = this.#verified.get(token) ?? (await this.#verify(token));
      this.#mustLiveAsIssued(times);
      return claims;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw new RuleBroken('sign-in.token-expired');
      throw new RuleBroken('sign-in.token-invalid');
    }
  }

  async #verify(token: string): Promise<Verified> {
    const { payload } = await jwtVerify(token, ({ kid }) => this.#keyOf(kid), {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ['sub', 'person', 'sid', 'iat', 'exp', 'jti'],
      currentDate: new Date(this.clock.now()),
    });
    const { sub, person, sid, iat, exp } = payload;
    const claims = { accountId: String(sub), personId: String(person), session: String(sid) };
    const verified = { claims, times: { iat, exp } };
    this.#verified.set(token, verified);
    return verified;
  }

  /** No token of ours lives longer or begins later, whatever else about it is right. */
  #mustLiveAsIssued({ iat = 0, exp = 0 }: Verified['times']): void {
    const now = Date.parse(this.clock.now()) / 1_000;
    if (exp <= Math.floor(now)) throw new errors.JWTExpired('the token has expired', {});
    if (exp - iat === ACCESS_TOKEN_SECONDS && iat <= now + CLOCKS_DIFFER_SECONDS) return;
    throw new errors.JWTInvalid();
  }

  #keyOf(kid: string | undefined): SigningKey['publicKey'] {
    if (kid !== this.key.kid) throw new errors.JWKSNoMatchingKey();
    return this.key.publicKey;
  }
}
