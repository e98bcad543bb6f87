import { GrantExtension, RecordAccountability, RecordRecovery, RequestExtension } from '#rectification';
import { reporterOf } from './demo-directory.js';
import type { DemoIssue } from './demo-issues.js';
import type { DemoSteps } from './demo-steps.js';
import { accountability, extension, recoveries } from './tables/incidents.js';

export const recordConsequences = (steps: DemoSteps, { number }: DemoIssue): void => {
  const id = steps.directory.issueId(number);
  for (const { issue, on, kind, number: count } of accountability) {
    if (issue === number) steps.add(RecordAccountability, { by: 'office-2', on }, { id, kind, number: count });
  }
  for (const { issue, on, ...recovery } of recoveries) {
    if (issue === number) steps.add(RecordRecovery, { by: 'office-2', on }, { id, ...recovery });
  }
};

export const extendTerm = (steps: DemoSteps, { number, unit }: DemoIssue): void => {
  if (number !== extension.issue) return;
  const id = steps.directory.issueId(number);
  const { asked, granted, to, reason, grounds } = extension;
  steps.add(RequestExtension, { by: reporterOf(unit), on: asked }, { id, to, reason });
  steps.add(GrantExtension, { by: 'office', on: granted }, { id, reason: grounds });
};
