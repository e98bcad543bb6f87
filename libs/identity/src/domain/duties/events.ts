// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';
import type { Role } from '../roles.js';

/** An account with the login it was opened under. */
export interface OwnAccount {
  readonly id: string;
  readonly login: string;
}

/** A person took up roles through one of their accounts. */
export type DutiesTaken = Event<
  'DutiesTaken',
  {
    readonly account: OwnAccount;
    readonly roles: readonly Role[];
    /** Held before this stream began. */ readonly since?: 'before';
  }
>;
export type DutiesLaidDown = Event<'DutiesLaidDown', { readonly account: OwnAccount; readonly roles: readonly Role[] }>;

export type DutiesEvent = DutiesTaken | DutiesLaidDown;
