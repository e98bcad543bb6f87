// These names and shapes are the storage format: never edit one, add a version and an upcaster.
// No password and no hash of one ever stands in an event: events are kept for good and exported.
import type { Event, Instant } from '#event-sourcing';
import type { Role } from '../roles.js';

export type AccountOpened = Event<
  'AccountOpened',
  { readonly login: string; readonly personId: string; readonly name: string; readonly roles: readonly Role[] }
>;
export type RoleGranted = Event<'RoleGranted', { readonly role: Role }>;
export type RoleWithdrawn = Event<'RoleWithdrawn', { readonly role: Role }>;
export type AccountSuspended = Event<'AccountSuspended', { readonly login: string }>;
export type AccountReinstated = Event<'AccountReinstated', { readonly login: string }>;
/** For good: nobody signs in with it again, and its login goes to nobody else. What was done through it stays as it was. */
export type AccountClosed = Event<'AccountClosed', { readonly login: string; readonly roles: readonly Role[] }>;
/** Ends every session but the kept one. */
export type PasswordSet = Event<
  'PasswordSet',
  {
    readonly oneTime: boolean;
    readonly keptSession?: string;
    /** Names the password, never its hash; absent in those of before this was told. */
    readonly passwordId?: string;
    /** Given by another person, who knows it: until a third one confirms it, nothing is decided with it. */
    readonly unconfirmed?: true;
  }
>;
/** Another person linked the account to an identity elsewhere; the same holds of it. */
export type ConfirmationAwaited = Event<'ConfirmationAwaited', { readonly link: string }>;
/**
 * 本机恢复管理员: whoever runs the machine let an administrator in who could not sign in any more. `credentialsLost`: nobody
 * had a password left, as after a restored backup. What was done with it follows in events of its own.
 */
export type AdministratorRecovered = Event<
  'AdministratorRecovered',
  { readonly login: string; readonly name: string; readonly credentialsLost?: true }
>;
/** Somebody who gave none of it says that what was given is in the hands of the person whom the account is of. */
export type ResetConfirmed = Event<
  'ResetConfirmed',
  { readonly login: string; readonly given: readonly { readonly personId: string; readonly name: string }[] }
>;
/** `until`: the session ends then at the latest. Version 1 did not say by what: there were passwords only. */
export type SignedIn = Event<
  'SignedIn',
  {
    readonly session: string;
    readonly until: Instant;
    readonly by: 'password' | 'provider';
    /** Id of the link to the provider's subject. */
    readonly link?: string;
    /** The network that it came from, where guesses are counted by it. */
    readonly from?: string;
  }
>;
/** `session-ended`: a refresh token came whose session was over. */
export type SignInFailed = Event<
  'SignInFailed',
  {
    readonly cause: 'wrong-password' | 'suspended' | 'session-ended';
    /** The network, or the session, that it came from: others are not to rest for it. */
    readonly from?: string;
  }
>;
/** A session went on with a new token: the first time in an hour, or through another program than before. */
export type SessionRenewed = Event<'SessionRenewed', { readonly session: string }>;
export type SignedOut = Event<'SignedOut', { readonly session: string }>;
export type SessionRevoked = Event<
  'SessionRevoked',
  { readonly session: string; readonly cause: 'refresh-token-reused' | 'account-unlinked' }
>;

export type AccountEvent =
  | AccountOpened
  | RoleGranted
  | RoleWithdrawn
  | AccountSuspended
  | AccountReinstated
  | AccountClosed
  | PasswordSet
  | AdministratorRecovered
  | ConfirmationAwaited
  | ResetConfirmed
  | SignedIn
  | SignInFailed
  | SessionRenewed
  | SignedOut
  | SessionRevoked;
