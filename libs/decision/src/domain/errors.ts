import { type ProblemTexts } from '#contracts';
import * as Rules from '#event-sourcing';
import { bodyProblems } from './body/problems.js';
import { meetingProblems } from './meeting/problems.js';

export const decisionProblems = { ...bodyProblems, ...meetingProblems } as const satisfies ProblemTexts;

export type DecisionProblem = keyof typeof decisionProblems;

export type Refusal = Rules.Refusal<DecisionProblem>;
export type Policy<C, State, Facts = unknown> = Rules.Policy<DecisionProblem, C, State, Facts>;
export const must: Rules.Must<DecisionProblem> = Rules.must;
export const { obey, unless } = Rules;
