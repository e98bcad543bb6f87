import type {
  Breakdown,
  ClosurePolicy,
  Contact,
  CountingRule,
  IssueListed,
  RoundOpened,
  TaskListed,
} from './events.js';

export interface Round {
  /** Absent until the round is open. */
  readonly opened?: RoundOpened['data'];
  readonly breakdown: Breakdown;
  readonly countingRule: CountingRule;
  readonly closurePolicy: ClosurePolicy;
  /** SHA-256 of the finding text in force. */
  readonly findingText?: string;
  readonly paragraphs: readonly string[];
  readonly contact?: Contact;
  readonly issues: readonly IssueListed['data'][];
  readonly tasks: readonly TaskListed['data'][];
}

export const usualCountingRule: CountingRule = {
  version: 1,
  text: '整改完成率=已销号的具体问题数÷具体问题总数；基本完成、长期整改、申请延期不计入已完成。',
  longTermCounts: false,
};

export const usualClosurePolicy: ClosurePolicy = { endorsements: ['unit', 'office'], way: 'sign-offs', required: 2 };

export const noRound: Round = {
  breakdown: { findings: null, areas: null, headings: null, tasks: null, issues: null },
  countingRule: usualCountingRule,
  closurePolicy: usualClosurePolicy,
  paragraphs: [],
  issues: [],
  tasks: [],
};
