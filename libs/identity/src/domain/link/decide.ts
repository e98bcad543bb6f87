import { on, onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import { LinkAccount, UnlinkAccount } from './commands.js';
import type { LinkEvent } from './events.js';
import { type LinkFacts, nobodyLinksTheirOwnAccount } from './policies.js';
import type { Link } from './state.js';

export const linkAccount = (command: LinkAccount, link: Link, facts: LinkFacts): LinkEvent[] => {
  const { accountId, issuer, subject } = command;
  const { account } = facts;
  must(account, 'account.unknown', { accountId });
  if (link?.linked && link.account.id === accountId) return [];
  must(!link?.linked, 'link.subject-taken', { issuer, subject, login: link?.account.login });
  obey([nobodyLinksTheirOwnAccount], command, link, facts);
  return [{ type: 'AccountLinked', data: { account: { id: accountId, login: account.login }, issuer, subject } }];
};

export const unlinkAccount = ({ accountId, issuer, subject }: UnlinkAccount, link: Link): LinkEvent[] => {
  must(link && link.account.id === accountId, 'link.unknown', { accountId, issuer, subject });
  return link.linked ? [{ type: 'AccountUnlinked', data: { account: link.account, issuer, subject } }] : [];
};

export const linkDecisions = [
  onFacts(LinkAccount, linkAccount, 'AccountLinked'),
  on(UnlinkAccount, unlinkAccount, 'AccountUnlinked'),
];
