import { type Engine, RuleBroken, streamName } from '#event-sourcing';
import { linkDecider, linkIdOf } from '../domain/link/link.js';
import { must } from '../domain/errors.js';
import type { ExternalProvider } from './external-provider.js';
import type { Cookies, PendingCookie, SetCookie } from './pending-cookie.js';
import type { Tokens } from './sessions.js';
import type { SignInService } from './sign-in-service.js';

export interface ExternalSignInParts {
  readonly engine: Engine;
  readonly signIn: SignInService;
  readonly cookie: PendingCookie;
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

  async finish(search: string, cookies: Cookies, client: string): Promise<Tokens> {
    const { engine, signIn, cookie, onUnlinked } = this.parts;
    const provider = this.#provider;
    const pending = await cookie.opened(cookies);
    must(pending, 'external.no-attempt');
    const { issuer, subject } = await provider.finish(search, pending);
    const link = linkIdOf(issuer, subject, engine.digest);
    const { state, version } = await engine.lookup.state(linkDecider, link);
    if (!state?.linked) onUnlinked?.();
    must(state?.linked, 'external.not-linked', { issuer, subject });
    const authority = { stream: streamName(linkDecider.category, link), version };
    const renewAuthority = () => Promise.reject(new RuleBroken('external.not-linked', { issuer, subject }));
    return signIn.enterThrough(state.account.id, { client, by: 'provider', link, authority, renewAuthority });
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
