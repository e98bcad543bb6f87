import { type ProblemTexts } from '#contracts';
import { type Command, type Details, RuleBroken } from '#event-sourcing';
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

export interface Refusal {
  readonly code: RectificationProblem;
  readonly details: Details;
}

/** A rule as a sentence; what it answers is the refusal. */
export type Policy<C, State> = (command: C, state: State) => RectificationProblem | Refusal | undefined;

export function must(condition: unknown, code: RectificationProblem, details: Details = {}): asserts condition {
  if (!condition) throw new RuleBroken(code, details);
}

/** The first rule that is broken refuses. Without details of its own, a refusal names who was refused. */
export const obey = <C extends Command, State>(policies: readonly Policy<C, State>[], command: C, state: State) => {
  for (const policy of policies) {
    const refusal = policy(command, state);
    if (typeof refusal === 'string') throw new RuleBroken(refusal, { person: command.actor.name });
    if (refusal) throw new RuleBroken(refusal.code, refusal.details);
  }
};

export const mustGiveReason = ({ reason }: Command): void =>
  must(reason?.trim(), 'reason.missing', { field: 'reason' });
