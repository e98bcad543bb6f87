// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';
import type { OwnAccount } from '../duties/events.js';

/** From here on whoever the issuer calls by this subject signs in to the account. */
export type AccountLinked = Event<
  'AccountLinked',
  { readonly account: OwnAccount; readonly issuer: string; readonly subject: string }
>;
export type AccountUnlinked = Event<
  'AccountUnlinked',
  { readonly account: OwnAccount; readonly issuer: string; readonly subject: string }
>;

export type LinkEvent = AccountLinked | AccountUnlinked;
