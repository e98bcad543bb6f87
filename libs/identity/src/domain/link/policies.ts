import type { Policy } from '../errors.js';
import type { LinkAccount } from './commands.js';
import type { Link } from './state.js';

export interface LinkFacts {
  /** Absent when there is no such account. */
  readonly account?: { readonly login: string; readonly personId: string };
}

export const nobodyLinksTheirOwnAccount: Policy<LinkAccount, Link, LinkFacts> = ({ actor }, _, { account }) =>
  actor.personId === account?.personId ? 'account.own-account' : undefined;
