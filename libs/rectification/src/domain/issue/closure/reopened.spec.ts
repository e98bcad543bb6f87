import { givenDecider, informed } from '#event-sourcing/testing';
import {
  by,
  closed,
  closureApproved,
  closureRequested,
  evidenceAttached,
  issueAssigned,
  issueDelivered,
  longTermApproved,
  atWork,
  people,
  progressReported,
  usual,
} from '../../examples.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';
import { RequestClosure } from './requesting.js';
import type { ClosureFacts } from './policies.js';

const given = givenDecider(issue);
const requesting = () =>
  informed<RequestClosure, ClosureFacts>(RequestClosure, {
    currentHash: 'h2',
    linkedTasks: [],
    closurePolicy: usual,
    statement: '已再次整改',
    actor: people.handler,
  });
const reopened = (source: 're-check' | 'relapse' | 'review-date-passed' = 'relapse') =>
  by(
    people.office,
    { type: 'IssueReopened', data: { source, from: 'closed', dueOn: '2024-06-30' } } as IssueEvent,
    '2024-01-10',
  );
const report = by(people.reporter, progressReported, '2024-02-01');
const newFile = (criteria: number[] = []) =>
  by(people.reporter, evidenceAttached('e9', '2024-02-01', criteria), '2024-02-01');
const lacking =
  (...history: Parameters<typeof given>) =>
  (details: object) =>
    given(...history)
      .when(requesting())
      .thenRefused('closure.nothing-since-reopening', details);

describe('an issue reopened after a relapse', () => {
  it('is closed by nothing that was there before', () => {
    lacking(...closed, reopened())({ reopenedOn: '2024-01-10', lacking: 'closure.no-progress-report' });
    lacking(...closed, reopened(), report)({ lacking: 'closure.no-evidence' });
    lacking(...closed, reopened(), newFile())({ lacking: 'closure.no-progress-report' });
  });

  it('takes no old file for a new one, attached again or dated before', () => {
    const again = by(people.reporter, evidenceAttached('e1', '2024-02-01'), '2024-02-01');
    const old = by(people.reporter, evidenceAttached('e8', '2024-01-09'), '2024-02-01');
    lacking(...closed, reopened(), report, again)({ lacking: 'closure.no-evidence' });
    lacking(...closed, reopened(), report, old)({ lacking: 'closure.no-evidence' });
  });

  it('asks for newer evidence of each criterion', () => {
    const both = [
      issueDelivered(['甲', '乙']),
      issueAssigned,
      by(people.reporter, progressReported),
      by(people.reporter, evidenceAttached('e1', '2023-09-20', [1, 2])),
      by(people.handler, closureRequested()),
      closureApproved,
      reopened(),
      report,
    ];
    lacking(...both, newFile([1]))({ criteria: [2] });
    expect(
      given(...both, newFile([1, 2]))
        .when(requesting())
        .events(),
    ).toHaveLength(1);
  });

  it('is requested again with a newer report and newer evidence, or what is waived since', () => {
    expect(
      given(...closed, reopened('re-check'), report, newFile())
        .when(requesting())
        .events(),
    ).toHaveLength(1);
    const waived: IssueEvent = { type: 'RequirementWaived', data: { requirement: 'evidence' } };
    expect(
      given(...closed, reopened(), report, waived)
        .when(requesting())
        .events(),
    ).toHaveLength(1);
    lacking(...atWork, waived, ...closed.slice(atWork.length), reopened(), report)({ lacking: 'closure.no-evidence' });
  });

  it('keeps what was reported where it returned by itself, its review date passed', () => {
    const byItself: IssueEvent = { type: 'IssueReopened', data: { source: 'review-date-passed', from: 'long-term' } };
    expect(
      given(...atWork, longTermApproved, byItself)
        .when(requesting())
        .events(),
    ).toHaveLength(1);
  });
});
