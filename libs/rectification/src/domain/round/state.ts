import { type Command, dateOf, evolving, type PlainDate, type Recorded } from '#event-sourcing';
import { type Policy, withoutReason } from '../commands.js';
import type {
  Breakdown,
  ClosurePolicy,
  Contact,
  CountingRule,
  IssueListed,
  PlanPolicy,
  RoundEvent,
  RoundOpened,
  TaskListed,
} from './events.js';
import { GrowingList } from './growing-list.js';
import type { ProposedPolicy } from './strength.js';
import { usualClosurePolicy, usualCountingRule, usualPlanPolicy } from './usual.js';

type Listed = IssueListed['data'];

export type ListedIssues = GrowingList<Listed, 'issueId' | 'number' | 'area' | 'heading'>;

type ListedTasks = GrowingList<TaskListed['data'], 'number'>;

export interface Round {
  /** Absent until the round is open; as it stands after all corrections. */
  readonly opened?: RoundOpened['data'];
  /** Id of the event that says it as it was opened. */
  readonly openedBy: string;
  /** The earliest day of what was entered for the round: its findings were delivered by then. */
  readonly workSince?: PlainDate;
  readonly breakdown: Breakdown;
  readonly countingRule: CountingRule;
  readonly closurePolicy: ClosurePolicy;
  readonly proposedPolicy?: ProposedPolicy;
  readonly planPolicy: PlanPolicy;
  readonly proposedPlanPolicy?: ProposedPolicy<PlanPolicy>;
  /** SHA-256 of the finding text in force. */
  readonly findingText?: string;
  readonly paragraphs: readonly string[];
  readonly contact?: Contact;
  readonly issues: ListedIssues;
  readonly tasks: ListedTasks;
}

/** A heading belongs to its area: two areas may use the same words. */
export const headingOf = ({ area, heading }: Pick<IssueListed['data'], 'area' | 'heading'>): string =>
  `${area}\n${heading}`;

export const noRound: Round = {
  openedBy: '',
  breakdown: { findings: null, areas: null, headings: null, tasks: null, issues: null },
  countingRule: usualCountingRule,
  closurePolicy: usualClosurePolicy,
  planPolicy: usualPlanPolicy,
  paragraphs: [],
  issues: GrowingList.by<Listed, 'issueId' | 'number' | 'area' | 'heading'>({
    issueId: ({ issueId }) => issueId,
    number: ({ number }) => number,
    area: ({ area }) => area,
    heading: headingOf,
  }),
  tasks: GrowingList.by({ number: ({ number }) => number }),
};

const folded = evolving<Round, RoundEvent>({
  RoundOpened: (round, { id, data }) => ({
    ...round,
    opened: data,
    openedBy: id,
    breakdown: data.breakdown,
    countingRule: data.countingRule,
    closurePolicy: data.closurePolicy,
    planPolicy: data.planPolicy ?? round.planPolicy,
  }),
  RoundCorrected: (round, { data }) => ({ ...round, opened: round.opened && { ...round.opened, ...data.to } }),
  FindingTextRecorded: (round, { data }) => ({ ...round, findingText: data.sha256 }),
  FindingTextSuperseded: (round, { data }) => ({ ...round, findingText: data.sha256 }),
  BreakdownRevised: (round, { data }) => ({ ...round, breakdown: data.to }),
  CountingRuleChanged: (round, { data }) => ({ ...round, countingRule: data.to }),
  ClosurePolicyChanged: (round, { data }) => ({ ...round, closurePolicy: data.to, proposedPolicy: undefined }),
  ClosurePolicyChangeProposed: (round, { data }) => ({
    ...round,
    proposedPolicy: { to: data.to, by: data.proposedBy },
  }),
  PlanPolicyChanged: (round, { data }) => ({ ...round, planPolicy: data.to, proposedPlanPolicy: undefined }),
  PlanPolicyChangeProposed: (round, { data }) => ({
    ...round,
    proposedPlanPolicy: { to: data.to, by: data.proposedBy },
  }),
  WorkOrganised: (round, { data }) => ({ ...round, paragraphs: data.paragraphs }),
  ContactAnnounced: (round, { data }) => ({ ...round, contact: data }),
  IssueListed: (round, { data }) => ({ ...round, issues: round.issues.with(data) }),
  IssueListingCorrected: (round, { data: { issueId, to } }) => ({
    ...round,
    issues: round.issues.changed((one) => (one.issueId === issueId ? { ...one, ...to } : one)),
  }),
  TaskListed: (round, { data }) => ({ ...round, tasks: round.tasks.with(data) }),
});

/** These say when the findings were delivered; whatever else there is of a round follows the delivery. */
const tellsOfDelivery = new Set<RoundEvent['type']>(['RoundOpened', 'RoundCorrected']);

export const evolve = (round: Round, event: Recorded<RoundEvent>): Round => {
  const next = folded(round, event);
  if (tellsOfDelivery.has(event.type)) return next;
  const on = dateOf(event.metadata.effectiveAt);
  return next.workSince !== undefined && next.workSince <= on ? next : { ...next, workSince: on };
};

export const aChangeOfRulesGivesItsReason: Policy<Command, Round> = (command) => withoutReason(command);
