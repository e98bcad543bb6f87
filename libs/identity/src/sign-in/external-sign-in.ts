import { type Engine, RuleBroken, streamName } from '#event-sourcing';
import { linkDecider, linkIdOf } from '../domain/link/link.js';
import { must } from '../domain/commands.js';
import type { ExternalIdentity, ExternalProvider } from './external-provider.js';
import type { Cookies, PendingCookie, SetCookie } from './pending-cookie.js';
import type { GivenProof, Proofs, Proving } from './proofs.js';
import type { Tokens } from './sessions.js';
import type { SignInService } from './sign-in-service.js';

/** The provider's clock and ours may differ by so much. */
const CLOCKS_DIFFER_SECONDS = 10;

export interface ExternalSignInParts {
  readonly engine: Engine;
  readonly signIn: SignInService;
  readonly cookie: PendingCookie;
  readonly proofs: Proofs;
  /** Absent when none is set up. */
  readonly provider?: ExternalProvider;
  /** Somebody whom the provider knows has no account here; it is not stored. */
  readonly onUnlinked?: () => void;
}

/** Signing in by the word of another provider: to an account that an administrator linked, never to a new one. */
export class ExternalSignIn {
  constructor(private readonly parts: ExternalSignInParts) {}

  /** Where to send the browser, and the cookie to give it along. */
  async begin(): Promise<{ url: string; cookie: SetCookie }> {
    const { cookie } = this.parts;
    const { url, pending } = await this.#provider.begin();
    return { url, cookie: await cookie.sealed(pending) };
  }

  /** Where to send the browser of somebody who is signed in, to be asked anew who they are. */
  async beginProof(proving: Proving): Promise<{ url: string; cookie: SetCookie }> {
    const { cookie, engine } = this.parts;
    const provider = this.#provider;
    must(proving.way === 'provider', 'proof.by-password');
    const { url, pending } = await provider.begin({ prompt: 'login', max_age: '0' });
    const begunAt = Math.floor(Date.parse(engine.clock.now()) / 1_000);
    return { url, cookie: await cookie.sealed({ ...pending, proving, begunAt }) };
  }

  /** The session that was signed in to, or the proof that was asked for. */
  async finish(search: string, cookies: Cookies, client: string): Promise<Tokens | GivenProof> {
    const provider = this.#provider;
    const pending = await this.parts.cookie.opened(cookies);
    must(pending, 'external.no-attempt');
    const identity = await provider.finish(search, pending);
    const { proving, begunAt = 0 } = pending;
    return proving ? this.#prove(identity, proving, begunAt) : this.#enter(identity, client);
  }

  async #enter({ issuer, subject }: ExternalIdentity, client: string): Promise<Tokens> {
    const { engine, signIn, onUnlinked } = this.parts;
    const link = linkIdOf(issuer, subject, engine.digest);
    const { state, version } = await engine.lookup.state(linkDecider, link);
    if (!state?.linked) onUnlinked?.();
    must(state?.linked, 'external.not-linked', { issuer, subject });
    const authority = { stream: streamName(linkDecider.category, link), version };
    const renewAuthority = () => Promise.reject(new RuleBroken('external.not-linked', { issuer, subject }));
    return signIn.enterThrough(state.account.id, { client, by: 'provider', link, authority, renewAuthority });
  }

  /** By somebody whom the provider asked after the proof was begun, through the link that the session rests on. */
  async #prove({ issuer, subject, authenticatedAt = 0 }: ExternalIdentity, proving: Proving, begunAt: number) {
    const { engine, signIn, proofs } = this.parts;
    must(authenticatedAt >= begunAt - CLOCKS_DIFFER_SECONDS, 'proof.too-old');
    const link = await signIn.sessions.linkOf(proving.accountId, proving.session);
    must(link === linkIdOf(issuer, subject, engine.digest), 'proof.somebody-else');
    return proofs.issue(proving);
  }

  /** Takes the cookie away, whatever came of it. */
  get gone(): SetCookie {
    return this.parts.cookie.gone;
  }

  get #provider(): ExternalProvider {
    const { provider } = this.parts;
    must(provider, 'external.not-set-up');
    return provider;
  }
}
