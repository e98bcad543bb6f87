import { conductIssues } from './tables/conduct-issues.js';
import { followUpIssues } from './tables/follow-up-issues.js';
import { extension } from './tables/incidents.js';
import { organisationIssues } from './tables/organisation-issues.js';
import { policyIssues } from './tables/policy-issues.js';
import { days } from './tables/round.js';
import type { IssueRow } from './tables/rows.js';
import { monthEnd } from './working-days.js';

export const areas = [policyIssues, conductIssues, organisationIssues, followUpIssues];

export interface DemoIssue extends IssueRow {
  /** Counted through the round, from 1. */
  readonly number: number;
  readonly area: string;
  readonly heading: string;
  /** As it was set first. */
  readonly dueOn: string;
}

const dueOf = (number: number, closedOn: string | undefined): string =>
  number === extension.issue ? extension.firstDueOn : monthEnd(closedOn ?? days.asOf);

export const issues: readonly DemoIssue[] = areas
  .flatMap(({ title: area, headings }) =>
    headings.flatMap(({ title: heading, issues }) => issues.map((row) => ({ ...row, area, heading }))),
  )
  .map((row, at) => ({ ...row, number: at + 1, dueOn: dueOf(at + 1, row.closedOn) }));

export const issueNumbered = (number: number): DemoIssue => issues[number - 1]!;

/** The delivered text as one document. */
export const findingText = (): string => {
  const lines = areas.flatMap(({ title, headings }) => [
    `【${title}】`,
    ...headings.flatMap(({ title: heading }) => [
      heading,
      ...issues.filter((issue) => issue.heading === heading).map(({ number, text }) => `（${number}）${text}`),
    ]),
  ]);
  return ['市委第五巡察组关于巡察示范经济开发区党工委情况的反馈意见（示范数据）', ...lines].join('\n');
};
