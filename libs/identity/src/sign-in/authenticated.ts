import type { Actor, Authority, IdentityProof, Instant } from '#event-sourcing';
import { type Given, unconfirmedOf } from '../domain/account/confirmation.js';
import type { OpenedAccount } from '../domain/account/state.js';
import type { Scope } from '../domain/client/scopes.js';

/** Whoever a request comes from, as the log has them at this moment. */
export interface Authenticated {
  readonly actor: Actor;
  /** Absent for an API client: it signs in with each request anew. */
  readonly session?: string;
  /** The prefix of the API key that came. */
  readonly key?: string;
  /** Of an API client, which may do nothing beyond them. */
  readonly scopes?: readonly Scope[];
  readonly mustChangePassword: boolean;
  /** How the session came about; absent for an API client. */
  readonly way?: IdentityProof['way'];
  /** Which credentials the account has now: a proof given with others is worth nothing. */
  readonly credentials?: string;
  /** The session rests on what somebody else gave, and nobody has confirmed. */
  readonly unconfirmed?: Given;
  /** Where the rights of an account stand, as they were looked at. An API client decides nothing and has none. */
  readonly authority?: Authority;
  /** By the engine's clock, which is the clock of all decisions. */
  readonly at: Instant;
}

/** How whoever is in the session may prove anew to be themself. */
export const provableBy = (
  { sessions, passwords, unconfirmed }: OpenedAccount,
  session: string,
): Pick<Authenticated, 'way' | 'credentials' | 'unconfirmed'> => {
  const link = sessions.get(session)?.link;
  return {
    way: link === undefined ? 'password' : 'provider',
    credentials: `${passwords}/${link ?? ''}`,
    unconfirmed: unconfirmedOf(unconfirmed, link),
  };
};
