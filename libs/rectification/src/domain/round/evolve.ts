import { evolving } from '#event-sourcing';
import type { RoundEvent } from './events.js';
import type { Round } from './state.js';

export const evolve = evolving<Round, RoundEvent>({
  RoundOpened: (round, { data }) => ({
    ...round,
    opened: data,
    breakdown: data.breakdown,
    countingRule: data.countingRule,
    closurePolicy: data.closurePolicy,
    planPolicy: data.planPolicy ?? round.planPolicy,
  }),
  FindingTextRecorded: (round, { data }) => ({ ...round, findingText: data.sha256 }),
  FindingTextSuperseded: (round, { data }) => ({ ...round, findingText: data.sha256 }),
  BreakdownRevised: (round, { data }) => ({ ...round, breakdown: data.to }),
  CountingRuleChanged: (round, { data }) => ({ ...round, countingRule: data.to }),
  ClosurePolicyChanged: (round, { data }) => ({ ...round, closurePolicy: data.to }),
  PlanPolicyChanged: (round, { data }) => ({ ...round, planPolicy: data.to }),
  WorkOrganised: (round, { data }) => ({ ...round, paragraphs: data.paragraphs }),
  ContactAnnounced: (round, { data }) => ({ ...round, contact: data }),
  IssueListed: (round, { data }) => ({ ...round, issues: [...round.issues, data] }),
  TaskListed: (round, { data }) => ({ ...round, tasks: [...round.tasks, data] }),
});
