import { type Decider, evolving, uuidOfDigest } from '#event-sourcing';
import { linkDecisions } from './decide.js';
import type { LinkEvent } from './events.js';
import type { Link } from './state.js';

/** One stream for each subject of an issuer, so that two accounts cannot be linked to one, also at the same moment. */
export const linkDecider: Decider<Link, LinkEvent> = {
  category: 'link',
  asRecorded: true,
  initial: undefined,
  evolve: evolving<Link, LinkEvent>({
    AccountLinked: (_, { data }) => ({ ...data, linked: true }),
    AccountUnlinked: (link) => link && { ...link, linked: false },
  }),
  decisions: linkDecisions,
};

/** A UUID that depends on issuer and subject alone, letter by letter; `digest` gives SHA-256 in hex. */
export const linkIdOf = (issuer: string, subject: string, digest: (text: string) => string): string =>
  uuidOfDigest(digest(JSON.stringify(['link', issuer, subject])));
