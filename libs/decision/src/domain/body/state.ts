import type { Instant } from '#event-sourcing';
import type { Matter, RuleSet } from '../rules/rule-set.js';
import type { BodyEstablished, MemberExcluded, Named, Seat } from './events.js';

export type Exclusion = MemberExcluded['data'];

/** Whose membership was ended or excluded, when that was recorded, and what it was until then. */
export interface Departure {
  readonly at: Instant;
  readonly members: readonly Seat[];
  readonly exclusions: readonly Exclusion[];
}

export interface EstablishedBody {
  readonly established: BodyEstablished['data'];
  readonly name: string;
  readonly competence: readonly Matter[];
  readonly ruleSet: RuleSet;
  /** Of the rules of its own adopted last; 0 when it never had any. */
  readonly ownVersion: number;
  /** Periods: whoever became chair has one as member before and one as chair. */
  readonly members: readonly Seat[];
  readonly exclusions: readonly Exclusion[];
  readonly departures: readonly Departure[];
  readonly secretary: Named;
  readonly dissolved: boolean;
}

/** `undefined` stands for a body that was never established. */
export type Body = EstablishedBody | undefined;

/** Of the rules of its own that were adopted last. */
export const ownVersionAfter = ({ key, version }: RuleSet, before: number): number =>
  key === 'own' ? version : before;

export const establishedBy = (data: BodyEstablished['data']): EstablishedBody => ({
  established: data,
  name: data.name,
  competence: data.competence,
  ruleSet: data.ruleSet,
  ownVersion: ownVersionAfter(data.ruleSet, 0),
  members: data.members,
  exclusions: [],
  departures: [],
  secretary: data.secretary,
  dissolved: false,
});
