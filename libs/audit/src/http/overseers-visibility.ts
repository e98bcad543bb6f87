import { type Actor, categoryOf, idOf, type Lookup } from '#event-sourcing';
import { accountDecider, oversees } from '#identity';

const LOOKS: readonly string[] = ['reading', 'refusals'];
const SESSIONS: readonly string[] = ['SignedIn', 'SignInFailed', 'SignedOut', 'SessionRenewed', 'SessionRevoked'];

export interface Happened {
  readonly stream: string;
  readonly type: string;
  readonly actor: Actor;
}

/**
 * Hides from everybody else what inspectors and the audit administrator looked at, were refused, and when they signed in.
 * A person sees their own.
 */
export class OverseersVisibility {
  readonly #known = new Map<string, Promise<boolean>>();

  constructor(
    private readonly look: Lookup,
    private readonly reader: Actor,
  ) {}

  async shown<E>(events: readonly E[], as: (event: E) => Happened): Promise<E[]> {
    if (oversees(this.reader)) return [...events];
    const hidden = await Promise.all(events.map((event) => this.#hides(as(event))));
    return events.filter((_, i) => !hidden[i]);
  }

  async #hides({ stream, type, actor }: Happened): Promise<boolean> {
    const session = SESSIONS.includes(type);
    if (!session && !LOOKS.includes(categoryOf(stream))) return false;
    if (actor.personId === this.reader.personId) return false;
    return oversees(actor) || (session && this.#isOverseersAccount(idOf(stream)));
  }

  /** Who fails to sign in is nobody yet. */
  #isOverseersAccount(accountId: string): Promise<boolean> {
    const known = this.#known.get(accountId) ?? this.#account(accountId);
    this.#known.set(accountId, known);
    return known;
  }

  async #account(id: string): Promise<boolean> {
    const { state } = await this.look.state(accountDecider, id);
    return state !== undefined && oversees(state);
  }
}
