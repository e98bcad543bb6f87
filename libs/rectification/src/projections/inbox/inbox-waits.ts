import type { Instant } from '#event-sourcing';
import type { Named } from '../../domain/issue/events.js';
import type { Requirement } from '../../domain/issue/closure/requirement.js';
import type { ClosurePolicy, PlanPolicy } from '../../domain/round/events.js';
import type { IssueStatus } from '../../domain/issue/lifecycle.js';

/**
 * unit: whoever works for the unit, and the handler in person; unit-head: its head alone; in-charge: the responsible leader
 * alone; overseers: office, inspectors and the leader in charge.
 */
export type Desk = 'office' | 'unit' | 'unit-head' | 'leader' | 'in-charge' | 'overseers';

export type WaitKind =
  | 'office-assign'
  | 'unit-claim'
  | 'leader-claim'
  | 'unit-report'
  | 'unit-rework'
  | 'unit-request'
  | 'unit-endorse'
  | 'office-endorse'
  | 'leader-sign-off'
  | 'meeting-decision'
  | 'long-term-sign-off'
  | 'waiver-sign-off'
  | 'plan-submit'
  | 'plan-sign-off'
  | 'extension-decision'
  | 'overdue'
  | 'review-due';

/** One thing that somebody must do next, unless the round's policies ask for another one. */
export interface Wait {
  readonly kind: WaitKind;
  readonly desk: Desk;
  readonly since: Instant;
  /** Who has signed so far, of how many. */
  readonly signed: readonly Named[];
  readonly required: number | null;
  /** Persons who may not, whatever their role: they took part, or signed already. */
  readonly barred: readonly string[];
  /** Of a waiver: of what. */
  readonly waives?: Requirement;
  /** Whose meeting decides, or whose members sign; told when somebody looks, for it is the round's policy that says so. */
  readonly body?: Named;
}

export interface Signing {
  readonly signed: readonly Named[];
  readonly required: number;
}

/** A waiver that not enough have signed. */
export interface PendingWaiver extends Requirement, Signing {}

type TaskStanding = 'planned' | 'working' | 'completed';
type PlanStanding = 'plan-submitted' | 'plan-sent-back' | 'plan-approved';

/** What decides who comes next, as far as the thing's own stream tells. */
export interface Standing {
  readonly status: IssueStatus | TaskStanding | PlanStanding;
  /** By its responsible leader. */
  readonly leaderClaimed: boolean;
  /** The last report says that all is done. */
  readonly reportedDone: boolean;
  /** Returned, rejected or reopened, and nothing was reported since. */
  readonly sentBack: boolean;
  /** Everyone who handled, reported, handed in evidence, entered or corrected anything, or requested closure. */
  readonly involved: readonly string[];
  /** 责任领导, whoever it was at any time: none of them decides. */
  readonly leaders: readonly string[];
  /** Failed a re-check or relapsed, and was not closed or placed again. */
  readonly reopened: boolean;
  readonly endorsed: readonly { readonly level: 'unit' | 'office'; readonly personId: string }[];
  readonly closure: Signing | null;
  readonly placement: (Signing & { readonly reviewOn: string }) | null;
  readonly waivers: readonly PendingWaiver[];
  /** The policy of the round when closure was requested; null without a request. */
  readonly pinned: ClosurePolicy | null;
  /** Likewise when the plan was submitted. */
  readonly pinnedPlan: PlanPolicy | null;
  /** Who asked for the extension that is still undecided. */
  readonly extensionBy: string | null;
}

type Step = Omit<Wait, 'since'>;

const step = (kind: WaitKind, desk: Desk, barred: readonly string[] = []): Step => ({
  kind,
  desk,
  signed: [],
  required: null,
  barred,
});

const endorsers = ({ involved, endorsed }: Standing): readonly string[] => [
  ...involved,
  ...endorsed.map(({ personId }) => personId),
];

/** Whoever signed either, the closure or the placement, signs neither again. */
const signing = (kind: WaitKind, standing: Standing, so: Signing | null): Step => ({
  ...step(kind, 'leader', [
    ...endorsers(standing),
    ...standing.leaders,
    ...[standing.closure, standing.placement].flatMap((one) => one?.signed ?? []).map(({ id }) => id),
  ]),
  signed: so?.signed ?? [],
  required: so?.required ?? null,
});

const waiving = (standing: Standing, { requirement, criterion, signed, required }: PendingWaiver): Step => ({
  ...step('waiver-sign-off', 'leader', [...endorsers(standing), ...standing.leaders, ...signed.map(({ id }) => id)]),
  signed,
  required,
  waives: { requirement, criterion },
});

const working = ({ reportedDone, sentBack }: Standing): Step[] => {
  if (sentBack) return [step('unit-rework', 'unit')];
  return [step(reportedDone ? 'unit-request' : 'unit-report', 'unit')];
};

/** Due from the assignment on, also when the unit has begun before. */
const claimedByItsLeader = ({ leaderClaimed }: Standing): Step[] =>
  leaderClaimed ? [] : [step('leader-claim', 'in-charge')];

const endorsing = (standing: Standing): Step[] => {
  const barred = endorsers(standing);
  const given = new Set(standing.endorsed.map(({ level }) => level));
  return [step('unit-endorse', 'unit-head', barred), step('office-endorse', 'office', barred)].filter(
    ({ kind }) => !given.has(kind === 'unit-endorse' ? 'unit' : 'office'),
  );
};

const steps: { readonly [Status in Standing['status']]: (standing: Standing) => Step[] } = {
  delivered: () => [step('office-assign', 'office')],
  assigned: (standing) => [step('unit-claim', 'unit'), ...claimedByItsLeader(standing)],
  rectifying: (standing) => [...working(standing), ...claimedByItsLeader(standing)],
  'closure-requested': endorsing,
  'under-review': endorsing,
  submitted: (standing) => [signing('leader-sign-off', standing, standing.closure), step('meeting-decision', 'office')],
  closed: () => [],
  'long-term': working,
  planned: () => [step('office-assign', 'office')],
  working: () => [step('unit-report', 'unit')],
  completed: () => [],
  'plan-submitted': (standing) => [
    signing('plan-sign-off', standing, standing.closure),
    step('meeting-decision', 'office'),
  ],
  'plan-sent-back': () => [step('plan-submit', 'office')],
  'plan-approved': () => [],
};

const overlays = (standing: Standing): Step[] => [
  ...(standing.extensionBy === null || standing.status === 'closed'
    ? []
    : [step('extension-decision', 'office', [standing.extensionBy])]),
  ...standing.waivers.map((one) => waiving(standing, one)),
  ...(standing.placement === null ? [] : [signing('long-term-sign-off', standing, standing.placement)]),
];

/** What the standing asks for; a wait that goes on keeps the moment it began. */
export const waitsOf = (standing: Standing, before: readonly Wait[], now: Instant): Wait[] =>
  [...steps[standing.status](standing), ...overlays(standing)].map((wait) => ({
    ...wait,
    since: before.find(({ kind }) => kind === wait.kind)?.since ?? now,
  }));
