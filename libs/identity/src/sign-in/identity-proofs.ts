import { type IdentityProof, RuleBroken } from '#event-sourcing';
import { must } from '../domain/commands.js';
import type { Authenticated } from './authenticated.js';
import type { Passwords } from './passwords.js';
import type { GivenProof, Proofs, Proving } from './proofs.js';

const HEADER = 'x-rectify-proof';

interface Asking {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

export interface IdentityProofParts {
  readonly proofs: Proofs;
  readonly passwords: Passwords;
}

/** Whether the person themself is there, and not only somebody who holds their session. */
export class IdentityProofs {
  constructor(private readonly parts: IdentityProofParts) {}

  /** By the password of the account: the way in which the session came about is the way to prove it. */
  async byPassword(who: Authenticated, password: string): Promise<GivenProof> {
    const proving = provingOf(who);
    must(proving.way === 'password', 'proof.by-provider');
    await this.parts.passwords.mustKnow(who, password);
    return this.parts.proofs.issue(proving);
  }

  /** Throws when what came with the request for an act proves nothing. */
  async expect({ headers }: Asking, who: Authenticated, act: string): Promise<IdentityProof> {
    const proving = provingOf(who);
    const proof = headers[HEADER];
    const found = await this.parts.proofs.read(proof === undefined ? undefined : String(proof), proving);
    if (typeof found === 'object') return found;
    throw new RuleBroken('proof.needed', { act, how: [proving.way], why: found });
  }
}

/** An API client has no session: it proves nothing, and decides nothing. */
export const provingOf = ({ actor, session, credentials, way }: Authenticated): Proving => {
  must(session && credentials && way, 'sign-in.session-ended');
  return { accountId: actor.id, session, credentials, way };
};
