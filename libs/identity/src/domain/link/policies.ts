import type { Policy } from '../errors.js';
import type { LinkAccount } from './commands.js';
import type { Link } from './state.js';

export const nobodyLinksTheirOwnAccount: Policy<LinkAccount, Link> = ({ actor, account }) =>
  actor.personId === account?.personId ? 'account.own-account' : undefined;
