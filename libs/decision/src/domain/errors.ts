import { type ProblemTexts } from '#contracts';
import { type Command, type Details, RuleBroken } from '#event-sourcing';
import { bodyProblems } from './body/problems.js';
import { meetingProblems } from './meeting/problems.js';

export const decisionProblems = { ...bodyProblems, ...meetingProblems } as const satisfies ProblemTexts;

export type DecisionProblem = keyof typeof decisionProblems;

export interface Refusal {
  readonly code: DecisionProblem;
  readonly details: Details;
}

/** A rule as a sentence; what it answers is the refusal. */
export type Policy<C, State> = (command: C, state: State) => Refusal | undefined;

export function must(condition: unknown, code: DecisionProblem, details: Details = {}): asserts condition {
  if (!condition) throw new RuleBroken(code, details);
}

/** The first rule that is broken refuses, by its name. */
export const obey = <C extends Command, State>(policies: readonly Policy<C, State>[], command: C, state: State) => {
  for (const policy of policies) {
    const refusal = policy(command, state);
    if (refusal) throw new RuleBroken(refusal.code, { rule: policy.name, ...refusal.details });
  }
};

/** The refusal when the condition does not hold. */
export const unless = (condition: boolean, code: DecisionProblem, details: Details): Refusal | undefined =>
  condition ? undefined : { code, details };
