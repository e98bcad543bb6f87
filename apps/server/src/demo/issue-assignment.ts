import type { PlainDate } from '#event-sourcing';
import { AssignIssue } from '#rectification';
import { reporterOf } from './demo-directory.js';
import type { DemoIssue } from './demo-issues.js';
import type { DemoSteps } from './demo-steps.js';

export const assign = (steps: DemoSteps, issue: DemoIssue, on: PlainDate, dueOn: PlainDate): void => {
  const { directory } = steps;
  steps.add(
    AssignIssue,
    { by: 'office', on },
    {
      id: directory.issueId(issue.number),
      leaderId: directory.personId('leader-3'),
      leadUnitId: directory.unitId(issue.unit),
      supportingUnitIds: (issue.support ?? []).map((key) => directory.unitId(key)),
      handlerId: directory.personId(reporterOf(issue.unit)),
      dueOn,
    },
  );
};
