import { Command, on } from '#event-sourcing';
import { must } from '../commands.js';
import type { AccountEvent, SessionRevoked, SignedIn, SignInFailed } from './events.js';
import { JudgedByPasswords, mustBeAsJudged } from './passwords.js';
import { type Account, mustBeOpened } from './state.js';

// All of these are sent by the sign-in: no client fills their fields.

export class SignIn extends JudgedByPasswords {
  session!: string;
  until!: string;
  by: SignedIn['data']['by'] = 'password';
  link?: string;
  from?: string;
}

export class EndLinkedSessions extends Command {
  link!: string;
}

export class RenewSession extends Command {
  session!: string;
}

export class FailSignIn extends Command {
  cause!: SignInFailed['data']['cause'];
  from?: string;
}

export class SignOut extends Command {
  session!: string;
}

export class RevokeSession extends Command {
  session!: string;
  cause!: SessionRevoked['data']['cause'];
}

export const signIn = (command: SignIn, account: Account): AccountEvent[] => {
  const { id, session, until, by, link, from } = command;
  mustBeOpened(account, id);
  must(!account.suspended, 'account.suspended', { login: account.login });
  mustBeAsJudged(command, account);
  return account.sessions.has(session) ? [] : [{ type: 'SignedIn', data: { session, until, by, link, from } }];
};

export const endLinkedSessions = ({ id, link }: EndLinkedSessions, account: Account): AccountEvent[] => {
  mustBeOpened(account, id);
  const resting = [...account.sessions].filter(([, session]) => session.link === link);
  return resting.map(([session]) => ({ type: 'SessionRevoked', data: { session, cause: 'account-unlinked' } }));
};

/** Instants up to their hour, in text. */
const HOUR = 13;

export const renewSession = (command: RenewSession, account: Account): AccountEvent[] => {
  const { id, session, actor, issuedAt } = command;
  mustBeOpened(account, id);
  const open = account.sessions.get(session);
  must(open, 'sign-in.session-ended');
  const known = open.client === actor.client && open.toldAt.slice(0, HOUR) === issuedAt.slice(0, HOUR);
  return known ? [] : [{ type: 'SessionRenewed', data: { session } }];
};

export const failSignIn = ({ id, cause, from }: FailSignIn, account: Account): AccountEvent[] => {
  mustBeOpened(account, id);
  return [{ type: 'SignInFailed', data: { cause, from } }];
};

export const signOut = ({ id, session }: SignOut, account: Account): AccountEvent[] => {
  mustBeOpened(account, id);
  return account.sessions.has(session) ? [{ type: 'SignedOut', data: { session } }] : [];
};

export const revokeSession = ({ id, session, cause }: RevokeSession, account: Account): AccountEvent[] => {
  mustBeOpened(account, id);
  return account.sessions.has(session) ? [{ type: 'SessionRevoked', data: { session, cause } }] : [];
};

export const sessionDecisions = [
  on(SignIn, signIn, 'SignedIn'),
  on(EndLinkedSessions, endLinkedSessions, 'SessionRevoked'),
  on(RenewSession, renewSession, 'SessionRenewed'),
  on(FailSignIn, failSignIn, 'SignInFailed'),
  on(SignOut, signOut, 'SignedOut'),
  on(RevokeSession, revokeSession, 'SessionRevoked'),
];
