import { dateOf, type Recorded } from '#event-sourcing';
import type {
  ClosureApproved,
  ClosureCarriedOver,
  ClosureRejected,
  ClosureRequested,
  ClosureSignedOff,
  ClosureVotedDown,
  IssueReturned,
  LongTermApproved,
  LongTermCarriedOver,
  LongTermSignedOff,
  LongTermVotedDown,
  RequestVoided,
  RequirementWaived,
} from '../../domain/issue/events.js';
import { isOf } from '../../domain/issue/closure/requirement.js';
import { actOf, agreed } from '../act.js';
import { amendLast } from '../amend.js';
import type { ClosureAttempt, ClosureOutcome, Closing, IssueRow, Placement, SignOff } from './issue-detail.js';

type Ending =
  | Recorded<ClosureApproved>
  | Recorded<ClosureRejected>
  | Recorded<ClosureVotedDown>
  | Recorded<IssueReturned>
  | Recorded<RequestVoided>
  | Recorded<LongTermApproved>;

const kinds = {
  ClosureApproved: 'approved',
  ClosureRejected: 'rejected',
  ClosureVotedDown: 'voted-down',
  IssueReturned: 'returned',
  RequestVoided: 'voided',
  LongTermApproved: 'long-term',
} as const;

const outcomeOf = (event: Ending): ClosureOutcome => ({
  ...actOf(event),
  kind: kinds[event.type],
  level: 'level' in event.data ? event.data.level : null,
  contentHash: 'contentHash' in event.data ? event.data.contentHash : null,
  decided: 'decided' in event.data ? event.data.decided : null,
  signature: 'signature' in event.data ? event.data.signature : null,
});

const signOffOf = (event: Recorded<ClosureSignedOff> | Recorded<LongTermSignedOff>): SignOff => ({
  ...actOf(event),
  signature: event.data.signature,
  count: event.data.count,
  required: event.data.required,
});

export const requested = (event: Recorded<ClosureRequested>): ClosureAttempt => ({
  ...actOf(event),
  ...event.data,
  policy: event.data.policy ?? null,
  endorsements: [],
  signOffs: [],
  outcome: null,
});

export const signedOff = (row: IssueRow, event: Recorded<ClosureSignedOff>): Partial<IssueRow> => ({
  closureAttempts: amendLast(row.closureAttempts, (attempt) => ({
    ...attempt,
    signOffs: [...attempt.signOffs, signOffOf(event)],
  })),
});

/** An attempt ends once: a placement decided outside any attempt leaves the earlier outcome as it was. */
export const ended = (row: IssueRow, event: Ending): Pick<IssueRow, 'closureAttempts'> => ({
  closureAttempts: amendLast(row.closureAttempts, (attempt) =>
    attempt.outcome ? attempt : { ...attempt, outcome: outcomeOf(event) },
  ),
});

/** What ended with another act: the attempt, and an extension that was asked for. */
export const voided = (row: IssueRow, event: Recorded<RequestVoided>): Partial<IssueRow> => {
  const requests = new Set(event.data.voids.map(({ request }) => request));
  const extensions = amendLast(row.extensions, (entry) => ({
    ...entry,
    state: 'voided' as const,
    decided: actOf(event),
  }));
  return {
    ...(requests.has('closure') ? ended(row, event) : {}),
    ...(requests.has('extension') ? { extensions } : {}),
  };
};

export const closingOf = (event: Recorded<ClosureApproved> | Recorded<ClosureCarriedOver>): Closing => {
  const act = actOf(event);
  if (event.type === 'ClosureApproved') {
    const { contentHash, decided } = event.data;
    return { ...act, on: dateOf(act.effectiveAt), way: 'decided', contentHash, decided, provenance: null };
  }
  const { closedOn, provenance } = event.data;
  return { ...act, on: closedOn, way: 'carried-over', contentHash: null, decided: null, provenance };
};

/** The first signature begins a waiver, whatever became of an earlier one of the same. */
export const waived = (row: IssueRow, event: Recorded<RequirementWaived>): Partial<IssueRow> => {
  const act = actOf(event);
  const signed = row.waiverSignatures.filter((one) => isOf(one, event.data));
  const first = Math.max(
    0,
    signed.findLastIndex(({ count }) => count === 1),
  );
  const reasons = signed.slice(first).map(({ reason }) => reason);
  return { waivers: [...row.waivers, { ...act, ...event.data, ...agreed(...reasons, act.reason) }] };
};

const begun = (
  event: Recorded<LongTermSignedOff> | Recorded<LongTermApproved> | Recorded<LongTermVotedDown>,
): Placement => ({
  ...actOf(event),
  reviewOn: event.data.reviewOn,
  way: 'decided',
  signOffs: [],
  placed: null,
  votedDown: null,
  decided: null,
  provenance: null,
});

const isOpen = (placement: Placement | undefined): boolean =>
  placement !== undefined && placement.placed === null && placement.votedDown === null;

/** The first signature begins a placement, whatever became of an earlier one. */
export const placementSigned = (row: IssueRow, event: Recorded<LongTermSignedOff>): Partial<IssueRow> => {
  const placements = event.data.count === 1 ? [...row.placements, begun(event)] : row.placements;
  return {
    placements: amendLast(placements, (one) => ({ ...one, signOffs: [...one.signOffs, signOffOf(event)] })),
  };
};

export const placementDecided = (row: IssueRow, event: Recorded<LongTermApproved>): Partial<IssueRow> => {
  const placements = isOpen(row.placements.at(-1)) ? row.placements : [...row.placements, begun(event)];
  return {
    ...ended(row, event),
    closed: null,
    reopened: false,
    placements: amendLast(placements, (one) => ({ ...one, placed: actOf(event), decided: event.data.decided })),
  };
};

export const placementVotedDown = (row: IssueRow, event: Recorded<LongTermVotedDown>): Partial<IssueRow> => ({
  placements: [...row.placements, { ...begun(event), votedDown: actOf(event), decided: event.data.decided }],
});

export const placementCarriedOver = (row: IssueRow, event: Recorded<LongTermCarriedOver>): Partial<IssueRow> => {
  const act = actOf(event);
  const { reviewOn, provenance } = event.data;
  const placement: Placement = {
    ...act,
    reviewOn,
    way: 'carried-over',
    signOffs: [],
    placed: act,
    votedDown: null,
    decided: null,
    provenance,
  };
  return { closed: null, reopened: false, placements: [...row.placements, placement] };
};
