// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';
import type { Named } from '../client/events.js';
import type { OwnAccount } from '../duties/events.js';

/** While there is no security administrator, the system administrator does that work; each such act is on record. */
export type AdministratorStoodIn = Event<
  'AdministratorStoodIn',
  {
    /** The command's name. */
    readonly act: string;
    /** What it was done to: an account, or an API client. */
    readonly account?: OwnAccount;
    readonly client?: Named;
  }
>;
/** From here on accounts and roles are the security administrator's alone, for good. */
export type SecurityDutiesSeparated = Event<
  'SecurityDutiesSeparated',
  { /** Of the first security administrator. */ readonly account: OwnAccount; readonly name: string }
>;

/** The overseer with whose word confirmations begin: the only one whose own first password nobody needs to confirm. */
export type WitnessStood = Event<'WitnessStood', { readonly account: OwnAccount; readonly name: string }>;

/** Nobody had a password left. Whoever was confirmed before has to be confirmed again, and somebody is the first again. */
export type CredentialsLost = Event<
  'CredentialsLost',
  { /** Of the administrator who was recovered. */ readonly account: OwnAccount; readonly name: string }
>;

export type AuthorityEvent = AdministratorStoodIn | SecurityDutiesSeparated | WitnessStood | CredentialsLost;
