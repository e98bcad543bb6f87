import { type ProblemTexts } from '#contracts';
import type { Command } from '#event-sourcing';
import * as Rules from '#event-sourcing';
import { handoverProblems } from './handover/problems.js';
import { issueProblems } from './issue/problems.js';
import { planProblems } from './plan/problems.js';
import { roundProblems } from './round/problems.js';
import { taskProblems } from './task/problems.js';

export const rectificationProblems = {
  ...roundProblems,
  ...planProblems,
  ...taskProblems,
  ...issueProblems,
  ...handoverProblems,
} as const satisfies ProblemTexts;

export type RectificationProblem = keyof typeof rectificationProblems;

export type Refusal = Rules.Refusal<RectificationProblem>;
export type Policy<C, State, Facts = unknown> = Rules.Policy<RectificationProblem, C, State, Facts>;
export const must: Rules.Must<RectificationProblem> = Rules.must;
export const obey = Rules.obey;

/** What rules refuse with that ask for a reason. */
export const withoutReason = ({ reason }: Command): Refusal | undefined =>
  reason?.trim() ? undefined : { code: 'reason.missing', details: { field: 'reason' } };

export const mustGiveReason = ({ reason }: Command): void =>
  must(reason?.trim(), 'reason.missing', { field: 'reason' });
