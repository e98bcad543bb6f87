// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event, PlainDate } from '#event-sourcing';

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

export type WorkDelegated = Event<
  'WorkDelegated',
  {
    readonly from: NamedPerson;
    /** Through which the work was delegated: what it may do is what the holder may do. */
    readonly account: string;
    readonly to: NamedPerson;
    /** Names of commands. */
    readonly acts: readonly string[];
    readonly since: PlainDate;
    /** The last day. */
    readonly until: PlainDate;
  }
>;
export type DelegationEnded = Event<
  'DelegationEnded',
  { readonly from: NamedPerson; readonly to: NamedPerson; readonly by: 'delegator' | 'delegate' | 'security' }
>;

export type DelegationEvent = WorkDelegated | DelegationEnded;
