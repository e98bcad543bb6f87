import { dateOf, idOf, type Recorded } from '#event-sourcing';
import type {
  AccountabilityFields,
  AccountabilityKind,
  IssueAssigned,
  IssueClass,
  IssueCorrected,
  IssueDelivered,
  IssueFields,
  LongTermApproved,
  LongTermCarriedOver,
  Named,
  RecoveryFields,
} from '../../domain/issue/events.js';
import type { Provenance } from '../../domain/round/events.js';
import { type DecisionSummary, summaryOf } from '../decision-summary.js';
import type { IssueStatus } from '../../domain/issue/lifecycle.js';
import { type DueDates, dueDatesAfter, noDueDates } from '../issue/due-dates.js';
import { numberOrder } from './number-order.js';

/** How an end came about: by a decision taken here, or as the delivered ledger said. */
export type Way = 'decided' | 'carried-over';

export interface LongTerm {
  readonly reviewOn: string;
  readonly reason: string;
  readonly way: Way;
  readonly decision: DecisionSummary | null;
}

export interface LedgerEntries {
  readonly accountability: readonly ({ readonly id: string } & AccountabilityFields)[];
  readonly recoveries: readonly ({ readonly id: string } & RecoveryFields)[];
}

/** One line of the ledger (整改台账). Days are plain dates; what is not there is null. */
export interface LedgerRow extends DueDates {
  readonly id: string;
  readonly roundId: string;
  readonly number: string;
  readonly numberOrder: number;
  readonly area: string;
  readonly heading: string;
  readonly text: string;
  readonly class: IssueClass;
  readonly criteriaCount: number;
  /** Fields of the delivery that do not stand as they were delivered; the issue shows how they did. */
  readonly corrected: readonly (keyof IssueFields)[];
  readonly leader: Named | null;
  readonly leadUnit: Named | null;
  readonly supportingUnits: readonly Named[];
  readonly handler: Named | null;
  /** Of those that are due: by the lead unit, and by the responsible leader. */
  readonly claimed: { readonly byUnit: boolean; readonly byLeader: boolean };
  readonly extension: { readonly state: 'requested' | 'granted' | 'refused'; readonly to: string } | null;
  readonly extensionsGranted: number;
  readonly percent: number;
  readonly progress: { readonly id: string; readonly narrative: string; readonly on: string } | null;
  readonly status: IssueStatus;
  readonly closedOn: string | null;
  readonly closedBy: Way | null;
  /** Behind a closure that was decided here. */
  readonly decision: DecisionSummary | null;
  /** Where a carried-over end stands in the delivered file. */
  readonly provenance: Provenance | null;
  /** While the issue is under long-term rectification. */
  readonly longTerm: LongTerm | null;
  /** After a failed re-check or a relapse, until it is closed or placed again. */
  readonly reopened: boolean;
  readonly reopenedTimes: number;
  readonly returnedTimes: number;
  /** How much happened to it: any act, also one that changes nothing else here. */
  readonly acts: number;
  /** Files in force: one that replaces another does not count again. */
  readonly evidenceCount: number;
  readonly regulationCount: number;
  /** Behind the figures below, by the ids of the events that entered them; as they stand after all corrections. */
  readonly entries: LedgerEntries;
  /** A kind that was reported with zero is there with zero. */
  readonly accountability: Readonly<Partial<Record<AccountabilityKind, number>>>;
  /** Fen (分). */
  readonly recovered: number;
}

const blank = {
  corrected: [],
  leader: null,
  leadUnit: null,
  supportingUnits: [],
  handler: null,
  claimed: { byUnit: false, byLeader: false },
  ...noDueDates,
  extension: null,
  extensionsGranted: 0,
  percent: 0,
  progress: null,
  closedOn: null,
  closedBy: null,
  decision: null,
  provenance: null,
  longTerm: null,
  reopened: false,
  reopenedTimes: 0,
  returnedTimes: 0,
  acts: 0,
  evidenceCount: 0,
  regulationCount: 0,
  entries: { accountability: [], recoveries: [] },
  accountability: {},
  recovered: 0,
} as const;

export const deliveredRow = ({ stream, data }: Recorded<IssueDelivered>): LedgerRow => ({
  ...blank,
  id: idOf(stream),
  roundId: data.roundId,
  number: data.number,
  numberOrder: numberOrder(data.number),
  area: data.area,
  heading: data.heading,
  text: data.text,
  class: data.class,
  criteriaCount: data.criteria.length,
  status: 'delivered',
});

/** A claim is of whom the issue was given to; whoever it is given to next has to claim it. */
export const assignedRow = (row: LedgerRow, event: Recorded<IssueAssigned>): Partial<LedgerRow> => ({
  ...event.data,
  ...dueDatesAfter(row, event),
  claimed: {
    byUnit: row.claimed.byUnit && row.leadUnit?.id === event.data.leadUnit.id,
    byLeader: row.claimed.byLeader && row.leader?.id === event.data.leader.id,
  },
});

/** A field that is put back stays named: it was corrected. */
export const correctedRow = (row: LedgerRow, { data: { to } }: Recorded<IssueCorrected>): Partial<LedgerRow> => {
  const { criteria, ...fields } = to;
  const names = [...row.corrected, ...(Object.keys(to) as (keyof IssueFields)[])];
  return { ...fields, criteriaCount: criteria?.length ?? row.criteriaCount, corrected: [...new Set(names)] };
};

/** An end, a placement or a reopening replaces whichever of them was there before. */
export const notEnded = { closedOn: null, closedBy: null, decision: null, provenance: null, longTerm: null } as const;

export const placed = (
  event: Recorded<LongTermApproved> | Recorded<LongTermCarriedOver>,
): Pick<LedgerRow, keyof typeof notEnded> => {
  const { reviewOn } = event.data;
  const reason = event.metadata.reason ?? '';
  if (event.type === 'LongTermCarriedOver') {
    const longTerm = { reviewOn, reason, way: 'carried-over', decision: null } as const;
    return { ...notEnded, provenance: event.data.provenance, longTerm };
  }
  const decision = summaryOf(event.data.decided);
  return { ...notEnded, longTerm: { reviewOn, reason, way: 'decided', decision } };
};

export const progressOf = (
  event: Recorded<{ readonly type: string; readonly data: { readonly narrative: string; readonly percent: number } }>,
  id: string,
): Pick<LedgerRow, 'percent' | 'progress'> => ({
  percent: event.data.percent,
  progress: { id, narrative: event.data.narrative, on: dateOf(event.metadata.effectiveAt) },
});

/** Each entry counts once, with what it says last. */
export const withEntries = (change: Partial<LedgerEntries>, row: LedgerRow): Partial<LedgerRow> => {
  const entries = { ...row.entries, ...change };
  const byKind = Map.groupBy(entries.accountability, ({ kind }) => kind);
  const sums = [...byKind].map(([kind, all]) => [kind, all.reduce((sum, { number }) => sum + number, 0)]);
  return {
    entries,
    accountability: Object.fromEntries(sums) as LedgerRow['accountability'],
    recovered: entries.recoveries.reduce((sum, { amount }) => sum + amount, 0),
  };
};
