import { randomBytes } from 'node:crypto';
import type { CookieSerializeOptions } from '@fastify/cookie';
import { base64url, EncryptJWT, jwtDecrypt } from 'jose';
import type { Clock } from '#event-sourcing';
import type { Credentials } from '../credentials/credentials.js';
import type { PendingSignIn } from './external-provider.js';

const NAME = '__Host-rectify-sign-in';
const SECONDS = 600;
const ATTRIBUTES = { path: '/', secure: true, httpOnly: true, sameSite: 'lax' } as const;

/** A cookie to be set. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: Readonly<CookieSerializeOptions>;
}

/** What a browser sent, by name. */
export type Cookies = Readonly<Record<string, string | undefined>>;

/**
 * A sign-in that was begun, sealed into a cookie rather than kept here: so it is bound to the browser that asked, and any of
 * several processes can end it.
 */
export class PendingCookie {
  private constructor(
    private readonly key: Uint8Array,
    private readonly clock: Clock,
  ) {}

  static async over(credentials: Pick<Credentials, 'secret'>, clock: Clock): Promise<PendingCookie> {
    const kept = await credentials.secret('pending-sign-in-key', randomBytes(32).toString('base64url'));
    return new PendingCookie(base64url.decode(kept), clock);
  }

  async sealed({ state, nonce, verifier, proving, begunAt }: PendingSignIn): Promise<SetCookie> {
    const now = Math.floor(Date.parse(this.clock.now()) / 1_000);
    const value = await new EncryptJWT({ state, nonce, verifier, proving, begunAt })
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
      .setIssuedAt(now)
      .setExpirationTime(now + SECONDS)
      .encrypt(this.key);
    return { name: NAME, value, attributes: { ...ATTRIBUTES, maxAge: SECONDS } };
  }

  /** Undefined for one that is none, was tampered with or has run out. */
  async opened(cookies: Cookies): Promise<PendingSignIn | undefined> {
    const value = cookies[NAME];
    if (value === undefined) return undefined;
    try {
      const currentDate = new Date(this.clock.now());
      const { payload } = await jwtDecrypt(value, this.key, { currentDate, requiredClaims: ['exp'] });
      const { state, nonce, verifier, proving, begunAt } = payload as unknown as PendingSignIn;
      return { state: String(state), nonce: String(nonce), verifier: String(verifier), proving, begunAt };
    } catch {
      return undefined;
    }
  }

  /** Takes the cookie away: an answer of the provider counts once. */
  get gone(): SetCookie {
    return { name: NAME, value: '', attributes: { ...ATTRIBUTES, maxAge: 0 } };
  }
}
