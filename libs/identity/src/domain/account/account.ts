import { type Decider, on, onFacts, uuidOfDigest } from '#event-sourcing';
import * as Commands from './commands.js';
import * as decide from './decide.js';
import type { AccountEvent } from './events.js';
import { evolve } from './evolve.js';
import type { Account } from './state.js';

export const accountDecider: Decider<Account, AccountEvent> = {
  category: 'account',
  initial: undefined,
  evolve,
  schemaVersions: { SignedIn: 2 },
  decisions: [
    onFacts(Commands.OpenAccount, decide.openAccount),
    on(Commands.GrantRole, decide.grantRole),
    on(Commands.WithdrawRole, decide.withdrawRole),
    on(Commands.SuspendAccount, decide.suspendAccount),
    on(Commands.CloseAccount, decide.closeAccount),
    on(Commands.ReinstateAccount, decide.reinstateAccount),
    on(Commands.IssueOneTimePassword, decide.issueOneTimePassword),
    on(Commands.SetPassword, decide.setPassword),
    on(Commands.SignIn, decide.signIn),
    on(Commands.EndLinkedSessions, decide.endLinkedSessions),
    on(Commands.RenewSession, decide.renewSession),
    on(Commands.FailSignIn, decide.failSignIn),
    on(Commands.SignOut, decide.signOut),
    on(Commands.RevokeSession, decide.revokeSession),
  ],
};

/** A UUID that depends on the login alone; `digest` gives SHA-256 in hex. */
export const accountIdOf = (login: string, digest: (text: string) => string): string =>
  uuidOfDigest(digest(`account/${login}`));
