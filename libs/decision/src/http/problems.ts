import type { ProblemTexts } from '#contracts';

/** Of what is asked for only; what is decided has its own. */
export const readingProblems = {
  'record.no-such-edition': {
    kind: 'unknown',
    zh: '会议记录没有这一稿',
    en: 'The record has no such edition',
  },
  'record.no-summary': {
    kind: 'unknown',
    zh: '会议纪要尚未印发：须先由全体出席人员会签会议记录',
    en: 'No summary has been issued yet: all who were present sign the record first',
  },
} as const satisfies ProblemTexts;
