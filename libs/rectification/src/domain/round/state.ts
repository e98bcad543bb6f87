import type {
  Breakdown,
  ClosurePolicy,
  Contact,
  CountingRule,
  IssueListed,
  PlanPolicy,
  RoundOpened,
  TaskListed,
} from './events.js';
import { usualClosurePolicy, usualCountingRule, usualPlanPolicy } from './usual.js';

export interface Round {
  /** Absent until the round is open. */
  readonly opened?: RoundOpened['data'];
  readonly breakdown: Breakdown;
  readonly countingRule: CountingRule;
  readonly closurePolicy: ClosurePolicy;
  readonly planPolicy: PlanPolicy;
  /** SHA-256 of the finding text in force. */
  readonly findingText?: string;
  readonly paragraphs: readonly string[];
  readonly contact?: Contact;
  readonly issues: readonly IssueListed['data'][];
  readonly tasks: readonly TaskListed['data'][];
}

export const noRound: Round = {
  breakdown: { findings: null, areas: null, headings: null, tasks: null, issues: null },
  countingRule: usualCountingRule,
  closurePolicy: usualClosurePolicy,
  planPolicy: usualPlanPolicy,
  paragraphs: [],
  issues: [],
  tasks: [],
};
