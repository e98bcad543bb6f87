import type { ClosureFacts } from './policies.js';
import type { Actor } from '#event-sourcing';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import {
  atWork,
  by,
  closed,
  closureRequested,
  endorsed,
  evidenceAttached,
  issueAssigned,
  issueDelivered,
  longTermApproved,
  people,
  progressReported,
  requested,
  submitted,
  usual,
} from '../../examples.js';
import { EndorseClosure, ReturnIssue } from './endorsing.js';
import { RequestClosure } from './requesting.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';

const given = givenDecider(issue);
const facts = { currentHash: 'h1', linkedTasks: [], closurePolicy: usual };
const requesting = (over: Partial<RequestClosure & ClosureFacts> = {}) =>
  informed<RequestClosure, ClosureFacts>(RequestClosure, {
    ...facts,
    statement: '已完成整改',
    actor: people.handler,
    ...over,
  });
const endorsing = (actor: Actor, over: Partial<EndorseClosure & ClosureFacts> = {}) =>
  informed<EndorseClosure, ClosureFacts>(EndorseClosure, { ...facts, actor, ...over });
const returning = (actor: Actor, over: Partial<ReturnIssue> = {}) =>
  commanded(ReturnIssue, { actor, reason: '材料不全', ...over });
const waived = (requirement: 'tasks' | 'progress' | 'evidence', criterion?: number): IssueEvent => ({
  type: 'RequirementWaived',
  data: { requirement, criterion },
});
const task = (number: string, completed: boolean, ...involved: string[]) => ({
  id: `t${number}`,
  number,
  completed,
  involved,
});

describe('an issue whose rectification is done', () => {
  it('has its closure requested, pinned to the content and naming everyone involved', () => {
    const linkedTasks = [task('1', true, 'p-task', 'p-handler')];
    given(...atWork)
      .when(requesting({ linkedTasks }))
      .thenEvents({
        type: 'ClosureRequested',
        data: {
          contentHash: 'h1',
          involved: ['p-handler', 'p-reporter', 'p-task'],
          statement: '已完成整改',
          policy: usual,
        },
      });
  });

  it('lets head, reporter or handler of the lead unit request, nobody else', () => {
    for (const actor of [people.unitHead, people.colleague, { ...people.handler, unitId: 'unit-9', roles: [] }]) {
      expect(
        given(...atWork)
          .when(requesting({ actor }))
          .events(),
      ).toHaveLength(1);
    }
    for (const actor of [people.supporter, people.office, { ...people.colleague, roles: ['office'] }]) {
      given(...atWork)
        .when(requesting({ actor }))
        .thenRefused('issue.not-lead-unit', { leadUnit: '经济发展局' });
    }
  });

  it('asks for every linked task', () => {
    const linkedTasks = [task('1', true), task('2', false), task('3', false)];
    given(...atWork)
      .when(requesting({ linkedTasks }))
      .thenRefused('closure.tasks-open', { tasks: ['2', '3'], taskIds: [linkedTasks[1]!.id, linkedTasks[2]!.id] });
    expect(
      given(...atWork, waived('tasks'))
        .when(requesting({ linkedTasks }))
        .events(),
    ).toHaveLength(1);
  });

  it('asks for a progress report', () => {
    const claimed: IssueEvent = { type: 'IssueClaimed', data: { unit: { id: 'unit-1', name: '经济发展局' } } };
    const silent = [issueDelivered(), issueAssigned, claimed, by(people.reporter, evidenceAttached('e1'))];
    given(...silent)
      .when(requesting())
      .thenRefused('closure.no-progress-report', { number: '7' });
    expect(
      given(...silent, waived('progress'))
        .when(requesting())
        .events(),
    ).toHaveLength(1);
  });

  it('asks for evidence, at least one without criteria', () => {
    const bare = [issueDelivered(), issueAssigned, by(people.reporter, progressReported)];
    given(...bare)
      .when(requesting())
      .thenRefused('closure.no-evidence');
    expect(
      given(...bare, waived('evidence'))
        .when(requesting())
        .events(),
    ).toHaveLength(1);
  });

  it('asks for evidence for each criterion', () => {
    const two = [
      issueDelivered(['甲', '乙', '丙']),
      issueAssigned,
      by(people.reporter, progressReported),
      by(people.reporter, evidenceAttached('e1', '2023-09-20', [2])),
    ];
    given(...two)
      .when(requesting())
      .thenRefused('closure.criterion-without-evidence', { criteria: [1, 3] });
    given(...two, waived('evidence', 1))
      .when(requesting())
      .thenRefused('closure.criterion-without-evidence', { criteria: [3] });
    expect(
      given(...two, waived('evidence', 1), waived('evidence', 3))
        .when(requesting())
        .events(),
    ).toHaveLength(1);
    expect(
      given(...two, waived('evidence'))
        .when(requesting())
        .events(),
    ).toHaveLength(1);
  });

  it('asks for evidence dated on or before the day of the request', () => {
    const details = { requestedOn: '2023-09-19', evidence: [{ name: 'e1.pdf', datedOn: '2023-09-20' }] };
    given(...atWork)
      .when(requesting({ reason: '补录', effectiveOn: '2023-09-19' }))
      .thenRefused('closure.evidence-after-request', details);
    expect(
      given(...atWork)
        .when(requesting({ reason: '补录', effectiveOn: '2023-09-20' }))
        .events(),
    ).toHaveLength(1);
    expect(
      given(...atWork, waived('evidence'))
        .when(requesting({ reason: '补录', effectiveOn: '2023-09-19' }))
        .events(),
    ).toHaveLength(1);
  });

  it('refuses when somebody reported while the request was being taken', () => {
    const { contentVersion } = given(...atWork)
      .when(requesting())
      .state();
    expect(
      given(...atWork)
        .when(requesting({ contentVersion }))
        .events(),
    ).toHaveLength(1);
    given(...atWork)
      .when(requesting({ contentVersion: contentVersion - 1 }))
      .thenRefused('issue.changed-meanwhile');
  });

  it('can be requested from long-term rectification, not before work began', () => {
    expect(
      given(...atWork, longTermApproved)
        .when(requesting())
        .events(),
    ).toHaveLength(1);
    given(issueDelivered(), issueAssigned)
      .when(requesting())
      .thenRefused('issue.not-rectifying', { status: 'assigned' });
    given(issueDelivered()).when(requesting()).thenRefused('issue.not-assigned');
    given(...closed)
      .when(requesting())
      .thenRefused('issue.closed');
    given().when(requesting()).thenRefused('issue.unknown');
  });

  it('stays quiet on the same request and refuses one on other content meanwhile', () => {
    given(...requested)
      .when(requesting())
      .thenNothing();
    given(...requested)
      .when(requesting({ currentHash: 'h2' }))
      .thenRefused('issue.closure-already-requested', { requested: 'h1', current: 'h2' });
  });
});

describe('a closure requested', () => {
  const open = given(...requested);

  it('is endorsed by the head of the lead unit, then by the office', () => {
    const first = open.when(endorsing(people.unitHead, { opinion: '属实' }));
    first.thenEvents({
      type: 'ClosureEndorsed',
      data: { level: 'unit', contentHash: 'h1', last: false, opinion: '属实' },
    });
    expect(first.state().standing.status).toBe('under-review');
    const second = given(...requested, by(people.unitHead, endorsed('unit', false))).when(endorsing(people.office));
    second.thenEvents(endorsed('office', true));
    expect(second.state().standing.status).toBe('submitted');
  });

  it('goes straight from request to submission under a policy without the unit', () => {
    const outcome = open.when(endorsing(people.office, { closurePolicy: { ...usual, endorsements: ['office'] } }));
    outcome.thenEvents(endorsed('office', true));
    expect(outcome.state().standing.status).toBe('submitted');
  });

  it('is passed on by the office when a changed policy leaves no level open', () => {
    given(...requested, by(people.unitHead, endorsed('unit', false)))
      .when(endorsing(people.office, { closurePolicy: { ...usual, endorsements: ['unit'] } }))
      .thenEvents(endorsed('office', true));
  });

  it('refuses whoever does not hold the level', () => {
    for (const actor of [people.otherHead, people.office, people.leader, { ...people.unitHead, unitId: undefined }]) {
      open.when(endorsing(actor)).thenRefused('issue.not-unit-head', { level: 'unit', leadUnit: '经济发展局' });
    }
    given(...requested, by(people.unitHead, endorsed('unit', false)))
      .when(endorsing({ ...people.leader }))
      .thenRefused('issue.not-office', { level: 'office' });
  });

  it('is never endorsed by whoever was involved', () => {
    const head = (personId: string) => ({ ...people.unitHead, personId, id: 'account-second' });
    open.when(endorsing(head('p-handler'))).thenRefused('issue.handler-decides');
    open.when(endorsing(head('p-reporter'))).thenRefused('issue.reporter-decides');
    const byHead = [...atWork, by(people.unitHead, closureRequested())];
    given(...byHead)
      .when(endorsing(people.unitHead))
      .thenRefused('issue.requester-decides', { person: '周局长' });
    const withEvidence = [...atWork, by(people.unitHead, evidenceAttached('e2')), ...requested.slice(-1)];
    given(...withEvidence)
      .when(endorsing(people.unitHead))
      .thenRefused('issue.evidence-provider-decides');
    open
      .when(endorsing(people.unitHead, { linkedTasks: [task('4', true, 'p-head')] }))
      .thenRefused('issue.task-worker-decides', { tasks: ['4'] });
  });

  it('is never endorsed on two levels by one person', () => {
    const both = { ...people.unitHead, roles: ['unit-head', 'office'] };
    given(...requested, by(both, endorsed('unit', false)))
      .when(endorsing({ ...both, id: 'account-second' }))
      .thenRefused('issue.same-person-two-levels', { signed: 'unit' });
  });

  it('is not endorsed when the issue has changed since', () => {
    open
      .when(endorsing(people.unitHead, { currentHash: 'h2' }))
      .thenRefused('issue.changed-since-request', { requested: 'h1', current: 'h2' });
  });

  it('is returned by the head of the lead unit or by the office, with a reason', () => {
    const outcome = open.when(returning(people.unitHead));
    outcome.thenEvents({ type: 'IssueReturned', data: { level: 'unit' } });
    expect(outcome.state().standing).toEqual({ status: 'rectifying', after: 'return' });
    open.when(returning(people.office)).thenEvents({ type: 'IssueReturned', data: { level: 'office' } });
    open.when(returning(people.office, { reason: '' })).thenRefused('reason.missing');
    open.when(returning(people.otherHead)).thenRefused('issue.not-office');
  });
});

describe('a closure submitted', () => {
  it('stays quiet towards its endorser and refuses another endorsement', () => {
    given(...submitted)
      .when(endorsing(people.office))
      .thenNothing();
    given(...submitted)
      .when(endorsing({ ...people.office, personId: 'p-other' }))
      .thenRefused('issue.not-awaiting-endorsement', { status: 'submitted' });
  });

  it('is returned by the office alone', () => {
    given(...submitted)
      .when(returning(people.office))
      .thenEvents({ type: 'IssueReturned', data: { level: 'office' } });
    given(...submitted)
      .when(returning(people.unitHead))
      .thenRefused('issue.not-office', { status: 'submitted' });
  });
});

describe('an issue without a request', () => {
  it('has nothing to endorse or to return', () => {
    given(...atWork)
      .when(endorsing(people.unitHead))
      .thenRefused('issue.not-awaiting-endorsement');
    given(...atWork)
      .when(returning(people.office))
      .thenRefused('issue.not-under-review', { status: 'rectifying' });
    given().when(endorsing(people.unitHead)).thenRefused('issue.unknown');
    given().when(returning(people.office)).thenRefused('issue.unknown');
  });

  it('stays quiet when it was just returned', () => {
    given(...requested, { type: 'IssueReturned', data: { level: 'office' } })
      .when(returning(people.office))
      .thenNothing();
  });
});
