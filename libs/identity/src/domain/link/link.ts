import { Command, type Decider, evolving, on, onFacts, uuidOfDigest } from '#event-sourcing';
import { IsName, IsText, IsUrl, IsUUID, must, obey, type Policy } from '../commands.js';
import type { OwnAccount } from '../duties/events.js';
import type { LinkEvent } from './events.js';

/** Of an issuer's address; OpenID Connect allows no more for a subject. */
const LONGEST = 255;

/** Letter by letter as the issuer's own tokens say it; plain http is for a provider on this machine only. */
const IsIssuer = (): PropertyDecorator => {
  const rules = [IsName(LONGEST), IsUrl({ protocols: ['https', 'http'], require_protocol: true, require_tld: false })];
  return (target, property) => rules.forEach((rule) => rule(target, property));
};

/** The stream's id is derived from issuer and subject, which makes each subject one account's. */
export class LinkAccount extends Command {
  static readonly underAuthority = true;

  @IsUUID('loose') accountId!: string;
  @IsIssuer() issuer!: string;
  @IsName(LONGEST) subject!: string;
  @IsText(2000) override reason!: string;
}

export class UnlinkAccount extends Command {
  static readonly underAuthority = true;

  @IsUUID('loose') accountId!: string;
  @IsIssuer() issuer!: string;
  @IsName(LONGEST) subject!: string;
  @IsText(2000) override reason!: string;
}

/** `undefined` stands for a subject that no account was ever linked to. */
export type Link = KnownLink | undefined;

export interface KnownLink {
  readonly issuer: string;
  readonly subject: string;
  /** The account last linked to it. */
  readonly account: OwnAccount;
  readonly linked: boolean;
}

export interface LinkFacts {
  /** Absent when there is no such account. */
  readonly account?: { readonly login: string; readonly personId: string };
}

const nobodyLinksTheirOwnAccount: Policy<LinkAccount, Link, LinkFacts> = ({ actor }, _, { account }) =>
  actor.personId === account?.personId ? 'account.own-account' : undefined;

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

/** One stream for each subject of an issuer, so that two accounts cannot be linked to one, also at the same moment. */
export const linkDecider: Decider<Link, LinkEvent> = {
  category: 'link',
  asRecorded: true,
  initial: undefined,
  evolve: evolving<Link, LinkEvent>({
    AccountLinked: (_, { data }) => ({ ...data, linked: true }),
    AccountUnlinked: (link) => link && { ...link, linked: false },
  }),
  decisions: [onFacts(LinkAccount, linkAccount, 'AccountLinked'), on(UnlinkAccount, unlinkAccount, 'AccountUnlinked')],
};

/** A UUID that depends on issuer and subject alone, letter by letter; `digest` gives SHA-256 in hex. */
export const linkIdOf = (issuer: string, subject: string, digest: (text: string) => string): string =>
  uuidOfDigest(digest(JSON.stringify(['link', issuer, subject])));
