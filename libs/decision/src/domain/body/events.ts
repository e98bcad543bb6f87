// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event, Instant, PlainDate } from '#event-sourcing';
import type { Matter, RuleSet } from '../rules/rule-set.js';

/** Somebody or something by id, with the name as it was. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** 主持人 / 副职 / 成员; exactly one chair at a time. */
export type Position = 'chair' | 'vice-chair' | 'member';

/** `to` is the last day. */
export interface Membership {
  readonly person: Named;
  readonly position: Position;
  readonly from: PlainDate;
  readonly to?: PlainDate;
}

/** A membership with the moment at which it was recorded, whatever day it is from. */
export interface Seat extends Membership {
  readonly appointedAt?: Instant;
}

export type BodyEstablished = Event<
  'BodyEstablished',
  {
    readonly name: string;
    readonly competence: readonly Matter[];
    readonly ruleSet: RuleSet;
    readonly members: readonly Membership[];
    /** Keeps agenda and record; need not be a member. */
    readonly secretary: Named;
  }
>;
export type MemberAppointed = Event<'MemberAppointed', Membership>;
/** The one before stays a member. */
export type ChairAppointed = Event<
  'ChairAppointed',
  { readonly person: Named; readonly from: PlainDate; readonly before: Named }
>;
export type MembershipEnded = Event<'MembershipEnded', { readonly person: Named; readonly to: PlainDate }>;
/** 不计入应到, such as while suspended or in custody. */
export type MemberExcluded = Event<
  'MemberExcluded',
  { readonly person: Named; readonly from: PlainDate; readonly to?: PlainDate }
>;
export type ExclusionEnded = Event<'ExclusionEnded', { readonly person: Named; readonly to: PlainDate }>;
export type SecretaryAppointed = Event<'SecretaryAppointed', { readonly person: Named; readonly before: Named }>;
export type CompetenceChanged = Event<
  'CompetenceChanged',
  { readonly from: readonly Matter[]; readonly to: readonly Matter[] }
>;
export type RuleSetAdopted = Event<'RuleSetAdopted', { readonly from: RuleSet; readonly to: RuleSet }>;
export type BodyDissolved = Event<'BodyDissolved', { readonly name: string }>;

export type BodyEvent =
  | BodyEstablished
  | MemberAppointed
  | ChairAppointed
  | MembershipEnded
  | MemberExcluded
  | ExclusionEnded
  | SecretaryAppointed
  | CompetenceChanged
  | RuleSetAdopted
  | BodyDissolved;
