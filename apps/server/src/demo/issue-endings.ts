import type { PlainDate } from '#event-sourcing';
import {
  ApproveClosure,
  EndorseClosure,
  PlaceUnderLongTerm,
  ReopenIssue,
  RequestClosure,
  ReturnIssue,
} from '#rectification';
import { headOf, reporterOf } from './demo-directory.js';
import type { DemoIssue } from './demo-issues.js';
import type { DemoSteps } from './demo-steps.js';
import { placed, placements, reopening, returned } from './tables/incidents.js';
import { workingDaysBefore } from './working-days.js';

/** Working days before closure. */
const [REQUEST, BY_UNIT, BY_OFFICE, FIRST_SIGNATURE] = [5, 4, 3, 1];

const ofTheUnit = '情况属实，同意申请销号。';
const ofTheOffice = '经核对佐证材料和任务完成情况，符合销号条件，提请审议。';

const request = (steps: DemoSteps, { number, unit }: DemoIssue, requested: PlainDate, endorsed: PlainDate): void => {
  const id = steps.directory.issueId(number);
  const statement = `第${number}项问题的整改措施已全部落实，佐证材料齐全，申请销号。`;
  steps.add(RequestClosure, { by: reporterOf(unit), on: requested }, { id, statement });
  steps.add(EndorseClosure, { by: headOf(unit), on: endorsed }, { id, opinion: ofTheUnit });
};

export const closeIssue = (steps: DemoSteps, issue: DemoIssue, closedOn: PlainDate): void => {
  const id = steps.directory.issueId(issue.number);
  const before = (count: number) => workingDaysBefore(closedOn, count);
  request(steps, issue, before(REQUEST), before(BY_UNIT));
  steps.add(EndorseClosure, { by: 'office', on: before(BY_OFFICE) }, { id, opinion: ofTheOffice });
  steps.add(ApproveClosure, { by: 'leader-2', on: before(FIRST_SIGNATURE) }, { id });
  steps.add(ApproveClosure, { by: 'leader-1', on: closedOn }, { id });
};

export const returnIssueOnce = (steps: DemoSteps, issue: DemoIssue): void => {
  const id = steps.directory.issueId(issue.number);
  request(steps, issue, returned.requested, returned.endorsed);
  steps.add(ReturnIssue, { by: 'office', on: returned.on }, { id, reason: returned.reason });
};

export const placeUnderLongTerm = (steps: DemoSteps, { number }: DemoIssue): void => {
  const id = steps.directory.issueId(number);
  for (const { issue, reviewOn, reason } of placements) {
    if (issue !== number) continue;
    steps.add(PlaceUnderLongTerm, { by: 'leader-2', on: placed.first }, { id, reviewOn, reason });
    steps.add(PlaceUnderLongTerm, { by: 'leader-1', on: placed.second }, { id, reviewOn, reason });
  }
};

/** What fails a re-check is assigned anew the same day. */
export const reopenIssue = (steps: DemoSteps, issue: DemoIssue): void => {
  if (issue.number !== reopening.issue) return;
  const { on, reason, dueOn } = reopening;
  const id = steps.directory.issueId(issue.number);
  steps.add(ReopenIssue, { by: 'office', on }, { id, source: 're-check', reason, dueOn });
};
