import { dateOf, evolving, personsBehind, type Recorded } from '#event-sourcing';
import { withSignature } from '../sign-offs.js';
import type { ClosureEndorsed, EvidenceAttached, IssueAssigned, IssueEvent, ProgressCorrected } from './events.js';
import type { Decided, IssueReopened, LongTermApproved, LongTermCarriedOver, ProgressReported } from './events.js';
import { entryFolds } from './correction/evolve-entries.js';
import { firstStep, statusAfter, type Review, type Standing } from './lifecycle.js';
import { voided } from './voiding.js';
import { waived, waiverSigned } from './closure/waivers.js';
import { type Issue, type Recording, reviewOf } from './state.js';

const also = (persons: ReadonlySet<string>, ...others: readonly string[]): ReadonlySet<string> =>
  others.every((person) => persons.has(person)) ? persons : new Set([...persons, ...others]);

/** Every step ends what was half signed for a long-term placement before it. */
const standing = (issue: Issue, to: Standing): Issue => ({ ...issue, standing: to, pendingPlacement: undefined });

/** Counts the facts that change what deciders are shown. */
const content =
  <E extends Recorded<IssueEvent>>(fold: (issue: Issue, event: E) => Issue) =>
  (issue: Issue, event: E): Issue => ({ ...fold(issue, event), contentVersion: issue.contentVersion + 1 });

const after = <E extends IssueEvent>({ standing: { status } }: Issue, event: E) => statusAfter(status, event);

const stepped = (issue: Issue, event: IssueEvent): Issue => {
  const status = firstStep(issue.standing.status, event);
  return status ? { ...issue, standing: { status } } : issue;
};

const inReview = (issue: Issue, change: (review: Review) => Review): Issue => {
  const { standing: at } = issue;
  return 'review' in at ? { ...issue, standing: { ...at, review: change(at.review) } } : issue;
};

const assigned = (issue: Issue, event: Recorded<IssueAssigned>): Issue => ({
  ...stepped(issue, event),
  since: { ...issue.since, assigned: issue.since.assigned ?? dateOf(event.metadata.effectiveAt) },
  assignment: event.data,
  dueDateOpen: false,
  firstDueOn: issue.firstDueOn ?? event.data.dueOn,
  handlers: also(issue.handlers, event.data.handler.id),
  leaders: also(issue.leaders, event.data.leader.id),
});

const reported = (issue: Issue, event: Recorded<ProgressReported>): Issue => {
  const { id, data, metadata } = event;
  const { personId, unitId } = metadata.actor;
  const { onBehalfOf } = metadata;
  const entry = { id, personId, unitId, onBehalfOf, on: dateOf(metadata.effectiveAt), ...data };
  const reporters = data.provenance ? issue.reporters : also(issue.reporters, ...personsBehind(metadata));
  return { ...stepped(issue, event), progress: [...issue.progress, entry], reporters };
};

const corrected = (issue: Issue, { data, metadata }: Recorded<ProgressCorrected>): Issue => {
  const { corrects, ...words } = data;
  return {
    ...issue,
    progress: issue.progress.map((entry) => (entry.id === corrects ? { ...entry, ...words } : entry)),
    reporters: also(issue.reporters, ...personsBehind(metadata)),
  };
};

const attached = (issue: Issue, { data, metadata }: Recorded<EvidenceAttached>): Issue => ({
  ...issue,
  evidence: [...issue.evidence.filter(({ sha256 }) => sha256 !== data.sha256 && sha256 !== data.replaces), data],
  everAttached: also(issue.everAttached, data.sha256),
  evidenceProviders: also(issue.evidenceProviders, ...personsBehind(metadata)),
});

/** A waiver was for the closure it was given for; the next one has to ask again. */
const reopened = (issue: Issue, event: Recorded<IssueReopened>): Issue => {
  const { source, dueOn } = event.data;
  const since = { on: dateOf(event.metadata.effectiveAt), reports: issue.progress.length, files: issue.everAttached };
  return {
    ...standing(issue, { status: after(issue, event), after: 'reopening' }),
    assignment: issue.assignment && { ...issue.assignment, dueOn: dueOn ?? issue.assignment.dueOn },
    dueDateOpen: dueOn === undefined,
    reopened: source === 'review-date-passed' ? issue.reopened : since,
    waivers: [],
    pendingWaivers: [],
  };
};

const endorsed = (issue: Issue, event: Recorded<ClosureEndorsed>): Issue => {
  const { data, metadata } = event;
  const review = reviewOf(issue);
  if (!review) return issue;
  const endorsements = [...review.endorsements, { level: data.level, personId: metadata.actor.personId }];
  return standing(issue, { status: after(issue, event), review: { ...review, endorsements } });
};

const decidedBy = (issue: Issue, decided: Decided): Issue => ({
  ...issue,
  decidedHere: true,
  decidedItems: decided.way === 'meeting' ? also(issue.decidedItems, decided.item.id) : issue.decidedItems,
});

type Placed = Recorded<LongTermApproved> | Recorded<LongTermCarriedOver>;

const placed = (issue: Issue, event: Placed, carriedOver: boolean): Issue =>
  standing(issue, {
    status: after(issue, event),
    reviewOn: event.data.reviewOn,
    placement: event.id,
    carriedOver,
  });

const recordedBy = (issue: Issue, what: Recording, { metadata }: Recorded<IssueEvent>): Pick<Issue, 'recorders'> => ({
  recorders: { ...issue.recorders, [what]: also(issue.recorders[what], ...personsBehind(metadata)) },
});

/** Of what was entered, corrected or withdrawn: by whom, too. */
const entered = <E extends Recorded<IssueEvent>>(what: Recording, fold: (issue: Issue, event: E) => Issue) =>
  content<E>((issue, event) => fold({ ...issue, ...recordedBy(issue, what, event) }, event));

const due = (issue: Issue, dueOn: string): Issue =>
  issue.assignment ? { ...issue, assignment: { ...issue.assignment, dueOn } } : issue;

export const evolve = evolving<Issue, IssueEvent>({
  IssueDelivered: (issue, event) => ({
    ...issue,
    standing: { status: after(issue, event) },
    delivered: event.data,
    deliveredBy: event.id,
    since: { ...issue.since, delivered: dateOf(event.metadata.effectiveAt) },
  }),
  IssueCorrected: content((issue, { data }) => ({ ...issue, delivered: { ...issue.delivered, ...data.to } })),
  IssueAssigned: assigned,
  HandlerChanged: (issue, { data }) => ({
    ...issue,
    assignment: issue.assignment && { ...issue.assignment, handler: data.to },
    handlers: also(issue.handlers, data.to.id),
  }),
  IssueClaimed: (issue, event) => ({ ...stepped(issue, event), claimedBy: event.data.unit.id }),
  IssueClaimedByLeader: (issue, { data }) => ({ ...issue, claimedByLeader: data.leader.id }),
  ProgressReported: content(reported),
  ProgressCorrected: content(corrected),
  EvidenceAttached: content(attached),
  RegulationMade: entered('regulation', entryFolds.RegulationMade),
  RegulationRevised: entered('regulation', entryFolds.RegulationRevised),
  RegulationCorrected: entered('regulation', entryFolds.RegulationCorrected),
  RegulationWithdrawn: entered('regulation', entryFolds.RegulationWithdrawn),
  ExtensionRequested: (issue, event) => ({
    ...issue,
    ...recordedBy(issue, 'extension', event),
    extension: { to: event.data.to, requestedBy: personsBehind(event.metadata) },
  }),
  ExtensionGranted: (issue, { data }) => ({
    ...due(issue, data.to),
    extension: undefined,
    lastExtension: 'granted',
  }),
  ExtensionRefused: (issue) => ({ ...issue, extension: undefined, lastExtension: 'refused' }),
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
    inReview(issue, (review) => ({
      ...review,
      signatures: withSignature(review.signatures, data),
    })),
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
  AccountabilityRecorded: entered('accountability', entryFolds.AccountabilityRecorded),
  AccountabilityCorrected: entered('accountability', entryFolds.AccountabilityCorrected),
  AccountabilityWithdrawn: entered('accountability', entryFolds.AccountabilityWithdrawn),
  MoneyRecovered: entered('recovery', entryFolds.MoneyRecovered),
  RecoveryCorrected: entered('recovery', entryFolds.RecoveryCorrected),
  RecoveryWithdrawn: entered('recovery', entryFolds.RecoveryWithdrawn),
});
