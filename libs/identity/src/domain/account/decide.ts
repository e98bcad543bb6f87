import { on, onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import * as Commands from './commands.js';
import { giversOf } from './confirmation.js';
import { type ConfirmationFacts, confirmationPolicies } from './confirmation-policies.js';
import type { AccountEvent } from './events.js';
import {
  administratorsExcludeEachOther,
  anAdministratorDecidesNothing,
  anInspectorHoldsNoOtherRole,
  nobodyChangesTheirOwnAccount,
  nobodyOpensAnAccountForThemselves,
} from './policies.js';
import { recoveryDecision } from './recovery.js';
import type { Account, OpenedAccount } from './state.js';

const rolePolicies = [anInspectorHoldsNoOtherRole, administratorsExcludeEachOther, anAdministratorDecidesNothing];

function mustBeOpened(account: Account, accountId: string): asserts account is OpenedAccount {
  must(account, 'account.unknown', { accountId });
}

/** What is done to an account from outside; whoever tries to enter a closed one is told that it is suspended. */
function mustBeInUse(account: Account, accountId: string): asserts account is OpenedAccount {
  mustBeOpened(account, accountId);
  must(!account.closed, 'account.closed', { login: account.login });
}

export interface OpeningFacts {
  /** Absent when there is no such person. */
  readonly person?: { readonly name: string; readonly mergedInto?: object };
}

export const openAccount = (
  command: Commands.OpenAccount,
  account: Account,
  { person }: OpeningFacts,
): AccountEvent[] => {
  const { login, personId, roles } = command;
  if (account?.personId === personId && sameRoles(account.roles, roles)) return [];
  must(!account, 'account.login-taken', { login });
  must(person, 'person.unknown', { field: 'personId', personId });
  must(!person.mergedInto, 'person.merged', { field: 'personId', personId, into: person.mergedInto });
  obey([nobodyOpensAnAccountForThemselves], command, account);
  obey(rolePolicies, command, account);
  return [{ type: 'AccountOpened', data: { login, personId, name: person.name, roles } }];
};

export const grantRole = (command: Commands.GrantRole, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (account.roles.includes(command.role)) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  obey(rolePolicies, command, account);
  return [{ type: 'RoleGranted', data: { role: command.role } }];
};

export const withdrawRole = (command: Commands.WithdrawRole, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (!account.roles.includes(command.role)) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  return [{ type: 'RoleWithdrawn', data: { role: command.role } }];
};

export const suspendAccount = (command: Commands.SuspendAccount, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (account.suspended) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  return [{ type: 'AccountSuspended', data: { login: account.login } }];
};

export const closeAccount = (command: Commands.CloseAccount, account: Account): AccountEvent[] => {
  mustBeOpened(account, command.id);
  if (account.closed) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  return [{ type: 'AccountClosed', data: { login: account.login, roles: account.roles } }];
};

export const reinstateAccount = (command: Commands.ReinstateAccount, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (!account.suspended) return [];
  obey([nobodyChangesTheirOwnAccount], command, account);
  return [{ type: 'AccountReinstated', data: { login: account.login } }];
};

/** The machine gives the first administrator a password; whoever runs the machine is trusted with that. */
const isGivenByAnother = ({ actor }: Commands.IssueOneTimePassword | Commands.AwaitConfirmation): boolean =>
  !actor.roles.includes('system');

export const issueOneTimePassword = (command: Commands.IssueOneTimePassword, account: Account): AccountEvent[] => {
  mustBeInUse(account, command.id);
  const unconfirmed = isGivenByAnother(command) ? ({ unconfirmed: true } as const) : {};
  return [{ type: 'PasswordSet', data: { oneTime: true, passwordId: command.passwordId, ...unconfirmed } }];
};

export const awaitConfirmation = (command: Commands.AwaitConfirmation, account: Account): AccountEvent[] => {
  const { id, link } = command;
  mustBeOpened(account, id);
  return isGivenByAnother(command) ? [{ type: 'ConfirmationAwaited', data: { link } }] : [];
};

export const confirmReset = (
  command: Commands.ConfirmReset,
  account: Account,
  facts: ConfirmationFacts,
): AccountEvent[] => {
  mustBeInUse(account, command.id);
  if (account.unconfirmed.size === 0) return [];
  obey(confirmationPolicies, command, account, facts);
  return [{ type: 'ResetConfirmed', data: { login: account.login, given: giversOf(account.unconfirmed) } }];
};

/** Whoever proved to know a password proves nothing any more once there is another one. */
const mustBeAsJudged = (
  { passwords }: Commands.SetPassword | Commands.SignIn,
  { passwords: set }: OpenedAccount,
): void => must(passwords === set, 'password.changed-meanwhile');

export const setPassword = (command: Commands.SetPassword, account: Account): AccountEvent[] => {
  const { id, oneTime, keptSession, passwordId } = command;
  mustBeInUse(account, id);
  must(keptSession === undefined || account.sessions.has(keptSession), 'sign-in.session-ended');
  mustBeAsJudged(command, account);
  return [{ type: 'PasswordSet', data: { oneTime, keptSession, passwordId } }];
};

export const signIn = (command: Commands.SignIn, account: Account): AccountEvent[] => {
  const { id, session, until, by, link, from } = command;
  mustBeOpened(account, id);
  must(!account.suspended, 'account.suspended', { login: account.login });
  mustBeAsJudged(command, account);
  return account.sessions.has(session) ? [] : [{ type: 'SignedIn', data: { session, until, by, link, from } }];
};

export const endLinkedSessions = ({ id, link }: Commands.EndLinkedSessions, account: Account): AccountEvent[] => {
  mustBeOpened(account, id);
  const resting = [...account.sessions].filter(([, session]) => session.link === link);
  return resting.map(([session]) => ({ type: 'SessionRevoked', data: { session, cause: 'account-unlinked' } }));
};

/** Instants up to their hour, in text. */
const HOUR = 13;

export const renewSession = (command: Commands.RenewSession, account: Account): AccountEvent[] => {
  const { id, session, actor, issuedAt } = command;
  mustBeOpened(account, id);
  const open = account.sessions.get(session);
  must(open, 'sign-in.session-ended');
  const known = open.client === actor.client && open.toldAt.slice(0, HOUR) === issuedAt.slice(0, HOUR);
  return known ? [] : [{ type: 'SessionRenewed', data: { session } }];
};

export const failSignIn = ({ id, cause, from }: Commands.FailSignIn, account: Account): AccountEvent[] => {
  mustBeOpened(account, id);
  return [{ type: 'SignInFailed', data: { cause, from } }];
};

export const signOut = ({ id, session }: Commands.SignOut, account: Account): AccountEvent[] => {
  mustBeOpened(account, id);
  return account.sessions.has(session) ? [{ type: 'SignedOut', data: { session } }] : [];
};

export const revokeSession = ({ id, session, cause }: Commands.RevokeSession, account: Account): AccountEvent[] => {
  mustBeOpened(account, id);
  return account.sessions.has(session) ? [{ type: 'SessionRevoked', data: { session, cause } }] : [];
};

const sameRoles = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((role) => b.includes(role));

export const accountDecisions = [
  onFacts(Commands.OpenAccount, openAccount, 'AccountOpened'),
  on(Commands.GrantRole, grantRole, 'RoleGranted'),
  on(Commands.WithdrawRole, withdrawRole, 'RoleWithdrawn'),
  on(Commands.SuspendAccount, suspendAccount, 'AccountSuspended'),
  on(Commands.CloseAccount, closeAccount, 'AccountClosed'),
  on(Commands.ReinstateAccount, reinstateAccount, 'AccountReinstated'),
  on(Commands.IssueOneTimePassword, issueOneTimePassword, 'PasswordSet'),
  recoveryDecision,
  on(Commands.SetPassword, setPassword, 'PasswordSet'),
  on(Commands.AwaitConfirmation, awaitConfirmation, 'ConfirmationAwaited'),
  onFacts(Commands.ConfirmReset, confirmReset, 'ResetConfirmed'),
  on(Commands.SignIn, signIn, 'SignedIn'),
  on(Commands.EndLinkedSessions, endLinkedSessions, 'SessionRevoked'),
  on(Commands.RenewSession, renewSession, 'SessionRenewed'),
  on(Commands.FailSignIn, failSignIn, 'SignInFailed'),
  on(Commands.SignOut, signOut, 'SignedOut'),
  on(Commands.RevokeSession, revokeSession, 'SessionRevoked'),
];
