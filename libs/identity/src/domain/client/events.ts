// These names and shapes are the storage format: never edit one, add a version and an upcaster.
// No key and no hash of one ever stands in an event: events are kept for good and exported.
import type { Event, PlainDate } from '#event-sourcing';
import type { Role } from '../roles.js';
import type { Scope } from './scopes.js';

/** Somebody or something with its name as it was. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

export interface Registration {
  readonly name: string;
  /** The natural person who answers for what the client does. */
  readonly responsible: Named;
  /** The unit in whose name it acts. */
  readonly unit?: Named;
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  readonly purpose?: string;
}

export type ClientRegistered = Event<'ClientRegistered', Registration>;
export type ClientScopesChanged = Event<
  'ClientScopesChanged',
  { readonly from: readonly Scope[]; readonly to: readonly Scope[] }
>;
/** `prefix` is the public part of the key, `expiresOn` its last day. */
export type ClientKeyIssued = Event<
  'ClientKeyIssued',
  { readonly prefix: string; readonly expiresOn: PlainDate; readonly label?: string }
>;
export type ClientKeyRevoked = Event<'ClientKeyRevoked', { readonly prefix: string }>;
/** The first use on a day. */
export type ClientKeyUsed = Event<'ClientKeyUsed', { readonly prefix: string; readonly on: PlainDate }>;
/** `attempts` of this cause so far, counted by one process; not every one is told. */
export type ClientKeyRefused = Event<
  'ClientKeyRefused',
  {
    readonly prefix: string;
    readonly cause: 'wrong-secret' | 'revoked' | 'expired' | 'client-suspended';
    readonly attempts: number;
  }
>;
export type ClientSuspended = Event<'ClientSuspended', { readonly name: string }>;
export type ClientReinstated = Event<'ClientReinstated', { readonly name: string }>;

export type ClientEvent =
  | ClientRegistered
  | ClientScopesChanged
  | ClientKeyIssued
  | ClientKeyRevoked
  | ClientKeyUsed
  | ClientKeyRefused
  | ClientSuspended
  | ClientReinstated;
