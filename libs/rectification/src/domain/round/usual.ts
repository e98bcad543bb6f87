import type { ClosurePolicy, CountingRule, PlanPolicy } from './events.js';

/** What a round goes by until it is told otherwise. */
export const usualCountingRule: CountingRule = {
  version: 1,
  text: '整改完成率=已销号的具体问题数÷具体问题总数；基本完成、长期整改、申请延期不计入已完成。',
  longTermCounts: false,
};

export const usualClosurePolicy: ClosurePolicy = { endorsements: ['unit', 'office'], way: 'sign-offs', required: 2 };

export const usualPlanPolicy: PlanPolicy = { way: 'sign-offs', required: 2 };
