import type { ProblemTexts } from '#contracts';
import { accountProblems } from './account/problems.js';
import { clientProblems } from './client/problems.js';
import { delegationProblems } from './delegation/problems.js';
import { linkProblems } from './link/problems.js';
import { mergerProblems } from './merger/problems.js';
import { personProblems } from './person/problems.js';
import { unitProblems } from './unit/problems.js';

export const identityProblems = {
  ...unitProblems,
  ...personProblems,
  ...accountProblems,
  ...clientProblems,
  ...linkProblems,
  ...delegationProblems,
  ...mergerProblems,
  'request.too-many': {
    kind: 'too-many',
    zh: '请求过于频繁，请稍后再试',
    en: 'Too many requests; try again later',
  },
  'rights.denied': { kind: 'forbidden', zh: '无权办理此事项', en: 'Your roles do not allow this' },
  'rights.moved': {
    kind: 'refused',
    zh: '办理期间本人账号发生变动，请重试',
    en: 'The own account changed meanwhile; try again',
  },
  'rights.not-declared': { kind: 'forbidden', zh: '该接口未声明权限', en: 'Nothing declares who may do this' },
} as const satisfies ProblemTexts;

export type IdentityProblem = keyof typeof identityProblems;
