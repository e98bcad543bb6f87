import * as oidc from 'openid-client';
import { RuleBroken } from '#event-sourcing';
import type { Proving } from './proofs.js';

export interface ProviderOptions {
  /** Letter by letter as the provider says it; plain http only on this machine. */
  readonly issuer: string;
  readonly clientId: string;
  /** Empty for a public client, which PKCE alone protects. */
  readonly clientSecret: string;
  readonly redirectUrl: string;
  /** The claim of the ID token that accounts are linked by. */
  readonly subjectClaim: string;
  readonly scope: string;
}

/** What the provider's answer is held against; known to the browser that asked, and to nobody else. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  /** Of somebody who is signed in and is to prove it anew; absent when it is a sign-in. */
  readonly proving?: Proving;
  /** Seconds: no earlier authentication is a proof. */
  readonly begunAt?: number;
}

export interface ExternalIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** When the provider last asked who it is, in seconds; absent when it does not say. */
  readonly authenticatedAt?: number;
}

const TIMEOUT_SECONDS = 10;
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|localhost|\[::1\])(:|\/|$)/;
/** The provider, or the way to it, fails: not what the browser brought. */
const AWAY: ReadonlySet<unknown> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
  'OAUTH_WWW_AUTHENTICATE_CHALLENGE',
  'invalid_client',
]);

interface Failure {
  readonly code?: unknown;
  readonly error?: unknown;
  readonly message?: unknown;
  readonly cause?: Failure;
}

/** No value of a token or an answer: the names of what went wrong only. */
const reasonOf = ({ code, error, message, cause }: Failure): string =>
  [code, error, message, cause?.message].filter((part) => typeof part === 'string').join(': ');

const isAway = ({ code, error }: Failure): boolean => code === undefined || AWAY.has(code) || AWAY.has(error);

/** Signs in by OpenID Connect: authorization code with PKCE, state and nonce; the ID token's signature is checked, too. */
export class ExternalProvider {
  #configuration: Promise<oidc.Configuration> | undefined;

  constructor(
    private readonly options: ProviderOptions,
    private readonly told: (reason: string) => void = () => undefined,
  ) {}

  /** Where to send the browser, and what to hold its return against. */
  async begin(more: Record<string, string> = {}): Promise<{ url: string; pending: PendingSignIn }> {
    const { redirectUrl, scope } = this.options;
    const configuration = await this.#discovered();
    const pending = {
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      verifier: oidc.randomPKCECodeVerifier(),
    };
    const url = oidc.buildAuthorizationUrl(configuration, {
      redirect_uri: redirectUrl,
      scope,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
      code_challenge_method: 'S256',
      ...more,
    });
    return { url: url.href, pending };
  }

  /** Who the provider says it is; `search` is the query of the address that the browser came back to. */
  async finish(search: string, { state, nonce, verifier }: PendingSignIn): Promise<ExternalIdentity> {
    const configuration = await this.#discovered();
    const current = new URL(this.options.redirectUrl);
    current.search = search;
    const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier, idTokenExpected: true };
    try {
      return this.#identity((await oidc.authorizationCodeGrant(configuration, current, checks)).claims()!);
    } catch (error) {
      throw this.#refusal(error as Failure);
    }
  }

  #identity(claims: oidc.IDToken): ExternalIdentity {
    const subject = claims[this.options.subjectClaim];
    if (typeof subject !== 'string' || subject === '') {
      throw Object.assign(new Error(`no claim ${this.options.subjectClaim}`), { code: 'claim-missing' });
    }
    return { issuer: claims.iss, subject, authenticatedAt: claims.auth_time };
  }

  #refusal(error: Failure): RuleBroken {
    this.told(reasonOf(error));
    return isAway(error)
      ? new RuleBroken('external.unavailable', { retryAfter: 5 })
      : new RuleBroken('external.refused');
  }

  /** Asked at the first sign-in and then kept; a provider that is away keeps nobody from signing in by password. */
  async #discovered(): Promise<oidc.Configuration> {
    const asked = (this.#configuration ??= this.#discover());
    try {
      return await asked;
    } catch (error) {
      if (this.#configuration === asked) this.#configuration = undefined;
      this.told(reasonOf(error as Failure));
      throw new RuleBroken('external.unavailable', { retryAfter: 5 });
    }
  }

  #discover(): Promise<oidc.Configuration> {
    const { issuer, clientId, clientSecret } = this.options;
    const authentication = clientSecret === '' ? oidc.None() : oidc.ClientSecretBasic(clientSecret);
    const insecure = LOOPBACK.test(issuer) ? [oidc.allowInsecureRequests] : [];
    return oidc.discovery(new URL(issuer), clientId, undefined, authentication, {
      execute: [oidc.enableNonRepudiationChecks, ...insecure],
      timeout: TIMEOUT_SECONDS,
    });
  }
}
