import type { ProblemTexts } from '#contracts';
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
