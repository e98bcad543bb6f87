import { type Decider, uuidOfDigest } from '#event-sourcing';
import type { AccountEvent } from './events.js';
import { openingDecisions } from './opening.js';
import { passwordDecisions } from './passwords.js';
import { recoveryDecision } from './recovery.js';
import { sessionDecisions } from './sessions.js';
import { type Account, evolve } from './state.js';
import { suspensionDecisions } from './suspension.js';

export const accountDecider: Decider<Account, AccountEvent> = {
  category: 'account',
  asRecorded: true,
  initial: undefined,
  evolve,
  schemaVersions: { SignedIn: 2 },
  decisions: [...openingDecisions, ...suspensionDecisions, ...passwordDecisions, ...sessionDecisions, recoveryDecision],
};

/** A UUID that depends on the login alone; `digest` gives SHA-256 in hex. */
export const accountIdOf = (login: string, digest: (text: string) => string): string =>
  uuidOfDigest(digest(`account/${login}`));
