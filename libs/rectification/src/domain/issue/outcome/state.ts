import { dateOf, type Folds, personsBehind, type Recorded } from '#event-sourcing';
import { withSignature } from '../../sign-offs.js';
import { isOf, type Requirement } from '../closure/requirement.js';
import { also, content, none } from '../correction/state.js';
import type {
  ClosureEndorsed,
  Decided,
  EndingEvent,
  IssueEvent,
  IssueReopened,
  LongTermApproved,
  LongTermCarriedOver,
  RequestVoided,
  RequirementWaived,
  RequirementWaiverSigned,
} from '../events.js';
import {
  type PendingPlacement,
  type PendingWaiver,
  type Reopened,
  type Review,
  type Standing,
  statusAfter,
} from '../lifecycle.js';
import { due, nothingDone, type Worked } from '../work/state.js';

/** What was asked for, signed and decided on an issue. */
export interface Judged extends Worked {
  /** What was there when it failed a re-check or relapsed; it closes the issue no second time. */
  readonly reopened?: Reopened;
  readonly waivers: readonly Requirement[];
  readonly pendingWaivers: readonly PendingWaiver[];
  readonly pendingPlacement?: PendingPlacement;
  readonly decidedHere: boolean;
  /** Ids of agenda items whose decision stands in this issue's history. */
  readonly decidedItems: ReadonlySet<string>;
  /** Persons, over the issue's whole life. */
  readonly requesters: ReadonlySet<string>;
}

export const nothingDecided: Judged = {
  ...nothingDone,
  waivers: [],
  pendingWaivers: [],
  decidedHere: false,
  decidedItems: none,
  requesters: none,
};

/** Every step ends what was half signed for a long-term placement before it. */
const standing = (issue: Judged, to: Standing): Judged => ({ ...issue, standing: to, pendingPlacement: undefined });

const after = <E extends IssueEvent>({ standing: { status } }: Judged, event: E) => statusAfter(status, event);

export const reviewOf = ({ standing: at }: Judged): Review | undefined => ('review' in at ? at.review : undefined);

const inReview = (issue: Judged, change: (review: Review) => Review): Judged => {
  const { standing: at } = issue;
  return 'review' in at ? { ...issue, standing: { ...at, review: change(at.review) } } : issue;
};

const requirementOf = ({ requirement, criterion }: Requirement): Requirement => ({ requirement, criterion });

const waived = (issue: Judged, { data }: Recorded<RequirementWaived>): Judged => ({
  ...issue,
  waivers: [...issue.waivers, requirementOf(data)],
  pendingWaivers: issue.pendingWaivers.filter((one) => !isOf(data, one)),
});

const waiverSigned = (issue: Judged, { data }: Recorded<RequirementWaiverSigned>): Judged => {
  const before = issue.pendingWaivers.find((one) => isOf(data, one))?.signatures ?? [];
  const pending = { ...requirementOf(data), signatures: withSignature(before, data) };
  return { ...issue, pendingWaivers: [...issue.pendingWaivers.filter((one) => !isOf(data, one)), pending] };
};

const endorsed = (issue: Judged, event: Recorded<ClosureEndorsed>): Judged => {
  const { data, metadata } = event;
  const review = reviewOf(issue);
  if (!review) return issue;
  const endorsements = [...review.endorsements, { level: data.level, personId: metadata.actor.personId }];
  return standing(issue, { status: after(issue, event), review: { ...review, endorsements } });
};

/** Work goes on as after a return; the due date that an extension asked for is forgotten. */
const voided = (issue: Judged, { data }: Recorded<RequestVoided>): Judged => {
  const requests = new Set(data.voids.map(({ request }) => request));
  const spared = requests.has('extension') ? { ...issue, extension: undefined } : issue;
  if (!requests.has('closure')) return spared;
  return { ...spared, standing: { status: 'rectifying', after: 'return' }, pendingPlacement: undefined };
};

/** A waiver was for the closure it was given for; the next one has to ask again. */
const reopened = (issue: Judged, event: Recorded<IssueReopened>): Judged => {
  const { source, dueOn } = event.data;
  const since = { on: dateOf(event.metadata.effectiveAt), reports: issue.progress.length, files: issue.everAttached };
  return {
    ...standing(issue, { status: after(issue, event), after: 'reopening' }),
    assignment: due(issue, dueOn),
    dueDateOpen: dueOn === undefined,
    reopened: source === 'review-date-passed' ? issue.reopened : since,
    waivers: [],
    pendingWaivers: [],
  };
};

const decidedBy = (issue: Judged, decided: Decided): Judged => ({
  ...issue,
  decidedHere: true,
  decidedItems: decided.way === 'meeting' ? also(issue.decidedItems, decided.item.id) : issue.decidedItems,
});

type Placed = Recorded<LongTermApproved> | Recorded<LongTermCarriedOver>;

const placed = (issue: Judged, event: Placed, carriedOver: boolean): Judged =>
  standing(issue, { status: after(issue, event), reviewOn: event.data.reviewOn, placement: event.id, carriedOver });

export const outcomeFolds: Folds<Judged, EndingEvent | RequirementWaived | RequirementWaiverSigned> = {
  RequirementWaived: content(waived),
  RequirementWaiverSigned: waiverSigned,
  ClosureRequested: (issue, event) => ({
    ...standing(issue, {
      status: after(issue, event),
      review: { contentHash: event.data.contentHash, policy: event.data.policy, endorsements: [], signatures: [] },
    }),
    requesters: also(issue.requesters, ...personsBehind(event.metadata)),
  }),
  ClosureEndorsed: endorsed,
  IssueReturned: (issue, event) => standing(issue, { status: after(issue, event), after: 'return' }),
  RequestVoided: voided,
  ClosureSignedOff: (issue, { data }) =>
    inReview(issue, (review) => ({ ...review, signatures: withSignature(review.signatures, data) })),
  ClosureApproved: (issue, event) => decidedBy(standing(issue, { status: after(issue, event) }), event.data.decided),
  ClosureRejected: (issue, event) => ({
    ...standing(issue, { status: after(issue, event), after: 'rejection' }),
    decidedHere: true,
  }),
  ClosureVotedDown: (issue, event) =>
    decidedBy(standing(issue, { status: after(issue, event), after: 'rejection' }), event.data.decided),
  ClosureCarriedOver: (issue, event) =>
    standing(issue, { status: after(issue, event), carriedOver: { closedOn: event.data.closedOn } }),
  LongTermSignedOff: (issue, { data }) => ({
    ...issue,
    pendingPlacement: {
      reviewOn: data.reviewOn,
      signatures: withSignature(issue.pendingPlacement?.signatures ?? [], data),
    },
  }),
  LongTermApproved: (issue, event) => decidedBy(placed(issue, event, false), event.data.decided),
  LongTermVotedDown: (issue, { data }) => decidedBy({ ...issue, pendingPlacement: undefined }, data.decided),
  LongTermCarriedOver: (issue, event) => placed(issue, event, true),
  IssueReopened: content(reopened),
};
