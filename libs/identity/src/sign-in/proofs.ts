import { randomUUID } from 'node:crypto';
import { errors, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import type { Clock, IdentityProof, Instant } from '#event-sourcing';
import type { SigningKey } from './signing-key.js';

/** Seconds. Long enough to read what is signed and sign it, too short for whoever finds an open screen. */
export const PROOF_SECONDS = 300;

const ISSUER = 'rectify';
const AUDIENCE = 'rectify-decisions';
const TYPE = 'proof+jwt';
/** Processes that sign and read may differ by so much in their clocks. */
const CLOCKS_DIFFER_SECONDS = 60;

/** Whose proof it is: of one session, and of the credentials that the account had then. */
export interface Proving {
  readonly accountId: string;
  readonly session: string;
  /** Told anew with every password that is set, by whomever. */
  readonly credentials: string;
  readonly way: IdentityProof['way'];
}

export interface GivenProof {
  /** For the header `X-Rectify-Proof`. */
  readonly proof: string;
  readonly validUntil: Instant;
}

/** Why something is no proof now. */
export type NoProof = 'missing' | 'expired' | 'foreign';

/** Proofs that the person themself was there a moment ago: signed, kept nowhere, and worth nothing in another session. */
export class Proofs {
  constructor(
    private readonly key: SigningKey,
    private readonly clock: Clock,
  ) {}

  async issue({ accountId, session, credentials, way }: Proving): Promise<GivenProof> {
    const now = this.#seconds();
    const proof = await new SignJWT({ sid: session, credentials, way })
      .setProtectedHeader({ alg: 'EdDSA', typ: TYPE, kid: this.key.kid })
      .setIssuer(ISSUER)
      .setAudience(AUDIENCE)
      .setSubject(accountId)
      .setJti(randomUUID())
      .setIssuedAt(now)
      .setExpirationTime(now + PROOF_SECONDS)
      .sign(this.key.privateKey);
    return { proof, validUntil: instantOf(now + PROOF_SECONDS) };
  }

  /** What it proves of whoever asks, or why it proves nothing. */
  async read(token: string | undefined, who: Proving): Promise<IdentityProof | NoProof> {
    if (token === undefined) return 'missing';
    try {
      const payload = await this.#verified(token);
      return isOf(payload, who) ? { way: who.way, at: instantOf(payload.iat!) } : 'foreign';
    } catch (error) {
      return error instanceof errors.JWTExpired ? 'expired' : 'foreign';
    }
  }

  async #verified(token: string): Promise<JWTPayload> {
    const { payload } = await jwtVerify(token, this.key.publicKey, {
      algorithms: ['EdDSA'],
      issuer: ISSUER,
      audience: AUDIENCE,
      typ: TYPE,
      requiredClaims: ['sub', 'sid', 'credentials', 'way', 'iat', 'exp'],
      currentDate: new Date(this.clock.now()),
    });
    const { iat = 0, exp = 0 } = payload;
    if (exp - iat !== PROOF_SECONDS || iat > this.#seconds() + CLOCKS_DIFFER_SECONDS) throw new errors.JWTInvalid();
    return payload;
  }

  #seconds(): number {
    return Math.floor(Date.parse(this.clock.now()) / 1_000);
  }
}

const instantOf = (seconds: number): Instant => new Date(seconds * 1_000).toISOString();

const isOf = (payload: JWTPayload, { accountId, session, credentials, way }: Proving): boolean =>
  payload.sub === accountId &&
  payload['sid'] === session &&
  payload['credentials'] === credentials &&
  payload['way'] === way;
