import type { ProblemTexts } from '#contracts';
import { bodyProblems } from './body/problems.js';
import { meetingProblems } from './meeting/problems.js';

export const decisionProblems = { ...bodyProblems, ...meetingProblems } as const satisfies ProblemTexts;

export type DecisionProblem = keyof typeof decisionProblems;
