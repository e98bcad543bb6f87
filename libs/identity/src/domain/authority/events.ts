// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';
import type { OwnAccount } from '../duties/events.js';

/** While there is no security administrator, the system administrator does that work; each such act is on record. */
export type AdministratorStoodIn = Event<
  'AdministratorStoodIn',
  { /** The command's name. */ readonly act: string; readonly account: OwnAccount }
>;
/** From here on accounts and roles are the security administrator's alone, for good. */
export type SecurityDutiesSeparated = Event<
  'SecurityDutiesSeparated',
  { /** Of the first security administrator. */ readonly account: OwnAccount; readonly name: string }
>;

export type AuthorityEvent = AdministratorStoodIn | SecurityDutiesSeparated;
