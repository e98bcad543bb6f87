import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync, type ValidationError } from 'class-validator';
import type { CommandClass } from '#event-sourcing';
import { DatedCommand } from './commands.js';
import { WaiveRequirement } from './issue/closure/waiving.js';
import { RequestClosure } from './issue/closure/requesting.js';
import { EndorseClosure, ReturnIssue } from './issue/closure/endorsing.js';
import { ApproveClosure, RejectClosure } from './issue/outcome/decision.js';
import { PlaceUnderLongTerm } from './issue/outcome/long-term.js';
import { ReopenIssue } from './issue/outcome/reopening.js';
import { CarryOverClosure, CarryOverLongTerm } from './issue/outcome/carrying-over.js';
import { CorrectIssue } from './issue/correction/delivery.js';
import { CorrectRegulation, RegisterRegulation, WithdrawRegulation } from './issue/work/regulations.js';
import { CorrectAccountability, RecordAccountability, WithdrawAccountability } from './issue/work/accountability.js';
import { CorrectRecovery, RecordRecovery, WithdrawRecovery } from './issue/work/recovery.js';
import { DeliverIssue } from './issue/work/delivery.js';
import { AssignIssue, ClaimAsLeader, ClaimIssue } from './issue/work/assignment.js';
import { CarryOverProgress, CorrectProgress, ReportProgress } from './issue/work/progress.js';
import { AttachEvidence } from './issue/work/evidence.js';
import { GrantExtension, RefuseExtension, RequestExtension } from './issue/work/extension.js';
import { ChangeHandler } from './issue/handover/handler.js';
import { issue } from './issue/issue.js';
import { SubmitPlan } from './plan/submission.js';
import { ApprovePlan, RejectPlan, ReturnPlan } from './plan/approval.js';
import { plan } from './plan/plan.js';
import { OpenRound } from './round/opening.js';
import {
  AnnounceContact,
  ChangeCountingRule,
  CorrectRound,
  OrganiseWork,
  RecordFindingText,
} from './round/particulars.js';
import { ReviseBreakdown } from './round/register.js';
import { ChangeClosurePolicy, ChangePlanPolicy } from './round/policy.js';
import { round } from './round/round.js';
import { CarryOverTask, CorrectTask, PlanTask } from './task/planning.js';
import { AssignTask, ChangeTaskHandler } from './task/assignment.js';
import { AttachTaskEvidence, CompleteTask, ReportTaskProgress } from './task/work.js';
import { task } from './task/task.js';

const fields = (errors: readonly ValidationError[], prefix = ''): string[] =>
  errors.flatMap(({ property, constraints, children }) => [
    ...(constraints ? [`${prefix}${property}`] : []),
    ...fields(children ?? [], `${prefix}${property}.`),
  ]);

const wrong = (type: CommandClass, body: object): string[] =>
  fields(
    validateSync(plainToInstance(type, body, { exposeDefaultValues: true }), {
      whitelist: true,
      forbidNonWhitelisted: true,
      forbidUnknownValues: false,
    }),
  ).sort();

const eventId = 'cccccccc-0000-4000-8000-000000000000';
const sha = 'a'.repeat(64);
const figure = { name: '会议', value: 46, unit: '次', on: '2023-11-30' };
const day = '2023-11-30';
const opening = {
  title: '第三轮',
  organisation: '某工委',
  team: '第七巡察组',
  inspectedFrom: '2023-04-12',
  inspectedTo: '2023-06-13',
  deliveredOn: '2023-08-29',
};
const delivery = { roundId: 'r1', number: '1', area: '一', heading: 'h', text: '表现', class: 'phased' };
const assignment = { leaderId: 'p1', leadUnitId: 'u1', handlerId: 'p2', dueOn: day };
const report = { narrative: '一是', percent: 50 };

const bodies: readonly (readonly [CommandClass, object])[] = [
  [OpenRound, opening],
  [CorrectRound, opening],
  [RecordFindingText, { text: '原文' }],
  [ReviseBreakdown, { breakdown: { issues: 42, tasks: null } }],
  [ChangeCountingRule, { text: '口径', longTermCounts: false }],
  [ChangeClosurePolicy, { endorsements: ['unit', 'office'], way: 'sign-offs', required: 2, bodyId: 'b1' }],
  [ChangePlanPolicy, { way: 'meeting', bodyId: 'b1' }],
  [OrganiseWork, { paragraphs: ['成立领导小组'] }],
  [AnnounceContact, { phone: '1' }],
  [DeliverIssue, delivery],
  [AssignIssue, assignment],
  [ClaimIssue, {}],
  [ClaimAsLeader, {}],
  [ReportProgress, { ...report, figures: [figure], evidence: [sha] }],
  [CorrectProgress, { ...report, corrects: eventId }],
  [AttachEvidence, { sha256: sha, name: 'a.pdf', datedOn: day, criteria: [1] }],
  [RegisterRegulation, { kind: 'made', title: '制度', date: day }],
  [CorrectIssue, { area: '一', heading: 'h', text: '表现', class: 'phased', criteria: ['标准'] }],
  [CorrectRegulation, { entry: eventId, kind: 'made', title: '制度', documentNumber: '1号', date: day }],
  [WithdrawRegulation, { entry: eventId }],
  [CorrectAccountability, { entry: eventId, kind: 'criticism', number: 1, confirmed: true }],
  [WithdrawAccountability, { entry: eventId }],
  [CorrectRecovery, { entry: eventId, amount: 1, confirmed: true }],
  [WithdrawRecovery, { entry: eventId }],
  [RequestExtension, { to: day }],
  [GrantExtension, {}],
  [RefuseExtension, { reason: '不充分' }],
  [RecordAccountability, { kind: 'criticism', number: 0 }],
  [RecordRecovery, { amount: 0 }],
  [SubmitPlan, { title: '方案', text: '一、', files: [{ sha256: sha, name: 'a.pdf' }], authorIds: ['p1'] }],
  [ReturnPlan, { reason: '不具体' }],
  [ApprovePlan, {}],
  [RejectPlan, { reason: '不实' }],
  [WaiveRequirement, { requirement: 'evidence', criterion: 1 }],
  [RequestClosure, { statement: '完成' }],
  [EndorseClosure, {}],
  [ReturnIssue, { reason: '不全' }],
  [ApproveClosure, {}],
  [RejectClosure, { reason: '不实' }],
  [PlaceUnderLongTerm, { reviewOn: day }],
  [ReopenIssue, { source: 'relapse', dueOn: day }],
  [CarryOverClosure, { closedOn: day }],
  [CarryOverLongTerm, { reviewOn: day }],
  [CarryOverProgress, { narrative: '一是修订制度', measures: [] }],
  [PlanTask, { roundId: 'r1', number: '1', title: '任务', issueIds: ['i1'] }],
  [CorrectTask, { title: '任务', measures: ['修订'] }],
  [AssignTask, { unitId: 'u1', handlerId: 'p1', dueOn: day }],
  [ReportTaskProgress, { ...report, figures: [figure] }],
  [AttachTaskEvidence, { sha256: sha, name: 'a.pdf', datedOn: day }],
  [CompleteTask, { statement: '完成' }],
  [CarryOverTask, { completedOn: day }],
  [ChangeTaskHandler, {}],
  [ChangeHandler, {}],
];

/** Sent along with another command, or by a process. */
const internal = /^List(Issue|Task)$|^CorrectListing$|^VoidRequest$|ByMeeting$/;

describe('a body', () => {
  it('exists here for every command that a client may send', () => {
    const decided = [round, plan, issue, task].flatMap(({ decisions }) => decisions.map(({ command }) => command.name));
    expect(bodies.map(([{ name }]) => name).sort()).toEqual(decided.filter((name) => !internal.test(name)).sort());
  });

  it.each(bodies)('of $name is taken as it should be', (type, body) => {
    expect(wrong(type, body)).toEqual([]);
    const late = new type() instanceof DatedCommand;
    expect(wrong(type, { ...body, effectiveOn: '2024-02-29', reason: '理由' })).toEqual(late ? [] : ['effectiveOn']);
  });

  it.each(bodies)(
    'of $name is refused with an unknown field, an impossible day and a reason that is no text',
    (type, body) => {
      expect(wrong(type, { ...body, surprise: 1 })).toEqual(['surprise']);
      expect(wrong(type, { ...body, effectiveOn: '2023-02-29' })).toEqual(['effectiveOn']);
      expect(wrong(type, { ...body, effectiveOn: 20231130 })).toEqual(['effectiveOn']);
      expect(wrong(type, { ...body, reason: ['x'] })).toEqual(['reason']);
      expect(wrong(type, { ...body, reason: 'x'.repeat(2001) })).toEqual(['reason']);
    },
  );

  it.each(bodies)('of $name never says who acts, when, on what, or what the server found out', (type, body) => {
    const claimed = {
      id: 'x',
      actor: {},
      issuedAt: '2020-01-01T00:00:00.000Z',
      effectiveAt: '2020-01-01T00:00:00.000Z',
      commandId: 'x',
      provenance: {},
      leader: {},
      handler: {},
      currentHash: 'h',
      linkedTasks: [],
      placement: 'x',
      bodies: [],
      signatories: {},
      decided: {},
      happenedAt: '2020-01-01T00:00:00.000Z',
      contentHash: 'h',
      mediaType: 'text/plain',
      size: 1,
      onBehalfOf: 'x',
    };
    expect(wrong(type, { ...body, ...claimed })).toEqual(Object.keys(claimed).sort());
  });

  it.each(bodies.filter(([, body]) => Object.keys(body).length > 0 && !('reason' in body)))(
    'of $name names each field of a wrong type',
    (type, body) => {
      const spoiled = Object.fromEntries(Object.keys(body).map((field) => [field, { not: 'this' }]));
      const named = new Set(wrong(type, spoiled).map((path) => path.split('.')[0]));
      expect([...named].sort()).toEqual(Object.keys(body).sort());
    },
  );
});

describe('a decision', () => {
  it('is of the day on which it is recorded: only work, and what was delivered, is entered late', () => {
    const undated = bodies.filter(([type]) => !(new type() instanceof DatedCommand)).map(([{ name }]) => name);
    expect(undated.sort()).toEqual([
      'ApproveClosure',
      'ApprovePlan',
      'ChangeClosurePolicy',
      'ChangeCountingRule',
      'ChangeHandler',
      'ChangePlanPolicy',
      'ChangeTaskHandler',
      'CorrectAccountability',
      'CorrectIssue',
      'CorrectRecovery',
      'CorrectRegulation',
      'CorrectRound',
      'CorrectTask',
      'EndorseClosure',
      'GrantExtension',
      'PlaceUnderLongTerm',
      'RefuseExtension',
      'RejectClosure',
      'RejectPlan',
      'ReopenIssue',
      'ReturnIssue',
      'ReturnPlan',
      'WaiveRequirement',
      'WithdrawAccountability',
      'WithdrawRecovery',
      'WithdrawRegulation',
    ]);
  });
});

describe('the limits', () => {
  it('name what is missing', () => {
    expect(wrong(OpenRound, {})).toEqual(Object.keys(opening).sort());
    expect(wrong(ReviseBreakdown, {})).toEqual(['breakdown']);
    expect(wrong(AssignIssue, {})).toEqual(Object.keys(assignment).sort());
  });

  it('reach into nested bodies', () => {
    expect(wrong(ReviseBreakdown, { breakdown: { issues: -1, tasks: 1.5, areas: '4', odd: 1 } })).toEqual([
      'breakdown.areas',
      'breakdown.issues',
      'breakdown.odd',
      'breakdown.tasks',
    ]);
    const closurePolicy = { endorsements: ['unit', 'unit'], required: 16 };
    expect(wrong(OpenRound, { ...opening, closurePolicy })).toEqual([
      'closurePolicy.endorsements',
      'closurePolicy.required',
    ]);
    expect(wrong(OpenRound, { ...opening, breakdown: 'many' })).toContain('breakdown');
    const figures = [figure, { ...figure, value: '46', on: '2023-13-01' }];
    expect(wrong(ReportProgress, { ...report, figures })).toEqual(['figures.1.on', 'figures.1.value']);
  });

  it.each([
    [ChangeClosurePolicy, { endorsements: [], required: 2 }, ['endorsements']],
    [ChangeClosurePolicy, { endorsements: ['leader'], required: 0 }, ['endorsements', 'required']],
    [ChangeClosurePolicy, { endorsements: ['office'] }, ['required']],
    [ChangeClosurePolicy, { endorsements: ['office'], way: 'meeting' }, ['bodyId']],
    [ChangePlanPolicy, {}, ['required']],
    [ChangePlanPolicy, { bodyId: 'b1' }, []],
    [ChangePlanPolicy, { way: 'circulation', required: 2 }, ['way']],
    [ChangePlanPolicy, { way: 'meeting', bodyId: 'b/1' }, ['bodyId']],
    [SubmitPlan, { title: 't', text: ' ' }, ['text']],
    [SubmitPlan, { title: 't', text: 'x', authorIds: ['p1', 'p1'] }, ['authorIds']],
    [
      SubmitPlan,
      { title: 't', text: 'x', files: [{ sha256: 'no', name: '../a.pdf' }] },
      ['files.0.name', 'files.0.sha256'],
    ],
    [ReportProgress, { ...report, percent: 101 }, ['percent']],
    [ReportProgress, { ...report, narrative: ' \n' }, ['narrative']],
    [ReportProgress, { ...report, narrative: '一'.repeat(20_001) }, ['narrative']],
    [ReportProgress, { ...report, evidence: ['../etc/passwd'] }, ['evidence']],
    [AttachEvidence, { sha256: sha.toUpperCase(), name: 'a', datedOn: day }, ['sha256']],
    [AttachEvidence, { sha256: sha, name: '../a.pdf', datedOn: day }, ['name']],
    [AttachTaskEvidence, { sha256: sha, name: 'c:\\a.pdf', datedOn: day }, ['name']],
    [ReportTaskProgress, { ...report, figures: [{ ...figure, value: 1e21 }] }, ['figures.0.value']],
    [DeliverIssue, { ...delivery, roundId: 'r/1' }, ['roundId']],
    [DeliverIssue, { ...delivery, class: 'slow' }, ['class']],
    [RecordAccountability, { kind: 'criticism', number: -1 }, ['number']],
    [RecordRecovery, { amount: 0.5 }, ['amount']],
    [CorrectRecovery, { entry: 'a/b', amount: -1 }, ['amount', 'entry']],
    [ReopenIssue, { source: 'review-date-passed' }, ['dueOn', 'source']],
    [PlanTask, { roundId: 'r1', number: '1', title: 't', issueIds: [] }, ['issueIds']],
  ] as [CommandClass, object, string[]][])('hold for %p %p', (type, body, named) => {
    expect(wrong(type, body)).toEqual(named);
  });
});

describe('text that nobody sees', () => {
  it.each([['\u200b'], ['\u2800'], ['\u3164'], ['\u115f'], ['\u1160'], ['\uffa0']])('is refused: %j', (text) => {
    expect(wrong(OpenRound, { ...opening, title: text, reason: text })).toEqual(['reason', 'title']);
    expect(wrong(AttachEvidence, { sha256: sha, name: text, datedOn: day })).toEqual(['name']);
    expect(wrong(RequestClosure, { statement: text })).toEqual(['statement']);
  });

  it('is also what holds nothing but blanks, where it must be given; where it may be left out, it says nothing', () => {
    expect(wrong(OpenRound, { ...opening, title: ' \n', reason: ' \n' })).toEqual(['title']);
    expect(wrong(AttachEvidence, { sha256: sha, name: ' \n', datedOn: day })).toEqual(['name']);
    expect(wrong(RequestClosure, { statement: ' \n' })).toEqual(['statement']);
  });

  it('is not what ordinary words are taken for', () => {
    for (const text of ['整改办', 'Office', '👍', 'Zoë'])
      expect(wrong(OpenRound, { ...opening, title: text, reason: text })).toEqual([]);
  });
});
