import type { ResultFacts } from '../correction/entries.js';
import type { UploadedFile } from '../../commands.js';
import type { AssignmentFacts, ClaimFacts } from './assignment.js';
import type { Actor } from '#event-sourcing';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import {
  atWork,
  by,
  closed,
  evidenceAttached,
  issueAssigned,
  issueDelivered,
  people,
  progressReported,
} from '../../examples.js';
import { AssignIssue, ClaimAsLeader, ClaimIssue } from './assignment.js';
import { CorrectProgress, ReportProgress } from './progress.js';
import { AttachEvidence } from './evidence.js';
import { RegisterRegulation } from './regulations.js';
import { RecordAccountability } from './accountability.js';
import { RecordRecovery } from './recovery.js';
import type { IssueEvent, Named } from '../events.js';
import { issue } from '../issue.js';
import { DeliverIssue } from './delivery.js';

const given = givenDecider(issue);
const delivered = (issueDelivered() as Extract<IssueEvent, { type: 'IssueDelivered' }>).data;
const assignment = (issueAssigned as Extract<IssueEvent, { type: 'IssueAssigned' }>).data;
const { leader, leadUnit, handler, dueOn } = assignment;
const supportingUnits: Named[] = [{ id: 'unit-2', name: '财政金融局' }];
const assigning = (over: Partial<AssignIssue & AssignmentFacts> = {}) =>
  informed<AssignIssue, AssignmentFacts>(AssignIssue, {
    leader,
    leadUnit,
    supportingUnits,
    handler,
    dueOn,
    ...over,
  });
const words = { narrative: '一是修订制度', measures: [], percent: 100, figures: [] };
const reporting = (over: Partial<ReportProgress> = {}) =>
  commanded(ReportProgress, { ...words, evidence: [], actor: people.reporter, ...over });
const file = { sha256: 'e1', name: 'e1.pdf', mediaType: 'application/pdf', size: 10, datedOn: '2023-09-20' };
const attaching = (over: Partial<AttachEvidence & UploadedFile> = {}) =>
  informed<AttachEvidence, UploadedFile>(AttachEvidence, {
    ...file,
    criteria: [],
    actor: people.reporter,
    ...over,
  });
const claiming = (actor = people.unitHead, dissolved = false) =>
  informed<ClaimIssue, ClaimFacts>(ClaimIssue, { actor, dissolved });
const regulation = { title: '党工委会议制度', documentNumber: '商开〔2023〕1号', date: '2023-10-01' };
const registering = (over: Partial<RegisterRegulation> = {}) =>
  commanded(RegisterRegulation, { kind: 'made', ...regulation, ...over });
const accounting = (number: number) =>
  informed<RecordAccountability, ResultFacts>(RecordAccountability, { kind: 'criticism', number });
const recovering = (amount: number, over: Partial<RecordRecovery> = {}) =>
  informed<RecordRecovery, ResultFacts>(RecordRecovery, { amount, ...over });

describe('no issue', () => {
  it('is delivered with what the import did not understand', () => {
    const asDelivered = { 备注: '无' };
    given()
      .when(commanded(DeliverIssue, { ...delivered, criteria: [], asDelivered }))
      .thenEvents({ type: 'IssueDelivered', data: { ...delivered, asDelivered } });
  });

  it('is unknown to every other command', () => {
    const correcting = commanded(CorrectProgress, { ...words, corrects: 'x' });
    const commands = [assigning(), claiming(), reporting(), attaching(), correcting, registering(), accounting(0)];
    for (const command of [...commands, recovering(0)]) given().when(command).thenRefused('issue.unknown', { id: 'x' });
  });
});

describe('a delivered issue', () => {
  it('stays quiet on the same delivery and refuses another', () => {
    given(issueDelivered())
      .when(commanded(DeliverIssue, { ...delivered, criteria: [] }))
      .thenNothing();
    given(issueDelivered())
      .when(commanded(DeliverIssue, { ...delivered, criteria: [], text: '改过的表现' }))
      .thenRefused('issue.already-delivered', { number: '7' });
  });

  it('is assigned', () => {
    given(issueDelivered()).when(assigning()).thenEvents(issueAssigned);
    expect(given(issueDelivered()).when(assigning()).state().standing.status).toBe('assigned');
  });

  it('refuses a lead unit that supports itself', () => {
    given(issueDelivered())
      .when(assigning({ supportingUnits: [leadUnit] }))
      .thenRefused('issue.lead-unit-supports', { unit: '经济发展局' });
  });

  it('takes no work before it is assigned', () => {
    for (const command of [claiming(), reporting(), attaching()]) {
      given(issueDelivered()).when(command).thenRefused('issue.not-assigned', { number: '7' });
    }
  });

  it('takes records of the office, and of no unit before it is given to one', () => {
    const records = [
      commanded(RegisterRegulation, { kind: 'made', ...regulation }),
      informed<RecordAccountability, ResultFacts>(RecordAccountability, { kind: 'criticism', number: 1 }),
      informed<RecordRecovery, ResultFacts>(RecordRecovery, { amount: 100 }),
    ];
    for (const command of records) {
      const of = (actor: typeof people.office) => given(issueDelivered()).when(Object.assign(command, { actor }));
      for (const actor of [people.unitHead, people.reporter]) of(actor).thenRefused('issue.not-assigned');
      expect(of(people.office).events()).toHaveLength(1);
    }
  });
});

describe('an assigned issue', () => {
  const assigned = given(issueDelivered(), issueAssigned);

  it('is assigned anew without losing the first due date, and quietly to the same', () => {
    assigned.when(assigning()).thenNothing();
    const outcome = assigned.when(assigning({ dueOn: '2023-10-31', handler: { id: 'p-2', name: '新人' } }));
    expect(outcome.state()).toMatchObject({ firstDueOn: dueOn, assignment: { dueOn: '2023-10-31' } });
    expect([...outcome.state().handlers]).toEqual(['p-handler', 'p-2']);
  });

  it('is claimed by its lead unit alone, once', () => {
    const outcome = assigned.when(claiming());
    outcome.thenEvents({ type: 'IssueClaimed', data: { unit: leadUnit } });
    expect(outcome.state().standing.status).toBe('rectifying');
    assigned.when(claiming(people.unitHead, true)).thenRefused('assignment.unit-dissolved', { unit: leadUnit.name });
    assigned.when(claiming(people.supporter as never)).thenRefused('issue.not-lead-unit', { leadUnit: leadUnit.name });
    given(issueDelivered(), issueAssigned, { type: 'IssueClaimed', data: { unit: leadUnit } })
      .when(claiming())
      .thenNothing();
  });

  it('is claimed by its responsible leader alone, once, beside the claim of the unit', () => {
    const itsLeader = { ...people.leader, personId: leader.id };
    const claimingAsLeader = (actor: Actor) => commanded(ClaimAsLeader, { actor });
    const byLeader: IssueEvent = { type: 'IssueClaimedByLeader', data: { leader } };
    const outcome = assigned.when(claimingAsLeader(itsLeader));
    outcome.thenEvents(byLeader);
    expect(outcome.state().standing.status).toBe('assigned');
    assigned
      .when(claimingAsLeader(people.leader))
      .thenRefused('issue.not-responsible-leader', { person: people.leader.name, leader: leader.name });
    given(issueDelivered(), issueAssigned, byLeader).when(claimingAsLeader(itsLeader)).thenNothing();
    const another = { id: 'p-leader-8', name: '接任领导' };
    const given8: IssueEvent = { ...issueAssigned, data: { ...assignment, leader: another } } as IssueEvent;
    given(issueDelivered(), issueAssigned, byLeader, given8)
      .when(claimingAsLeader({ ...itsLeader, personId: another.id }))
      .thenEvents({ type: 'IssueClaimedByLeader', data: { leader: another } });
    given(issueDelivered()).when(claimingAsLeader(itsLeader)).thenRefused('issue.not-assigned');
    given(...closed)
      .when(claimingAsLeader(itsLeader))
      .thenRefused('issue.closed');
  });

  it('goes to rectifying with the first report', () => {
    const outcome = assigned.when(reporting());
    outcome.thenEvents(progressReported);
    expect(outcome.state().standing.status).toBe('rectifying');
  });

  it('takes reports and evidence of a supporting unit and of the handler in person', () => {
    assigned.when(reporting({ actor: people.supporter })).thenEvents(progressReported);
    assigned.when(attaching({ actor: { ...people.handler, unitId: undefined } })).thenEvents(evidenceAttached('e1'));
  });

  it('refuses reports and evidence of everybody else', () => {
    const involved = { involved: ['经济发展局', '财政金融局'], handler: '赵经办' };
    for (const actor of [people.stranger, people.office, { ...people.leader, unitId: undefined }]) {
      assigned.when(reporting({ actor })).thenRefused('issue.unit-not-involved', involved);
      assigned.when(attaching({ actor })).thenRefused('issue.unit-not-involved', involved);
    }
  });

  it('refuses a figure of a day to come and evidence that was never attached', () => {
    const figures = [{ name: '会议', value: 46, unit: '次', on: '2026-01-02' }];
    assigned
      .when(reporting({ figures }))
      .thenRefused('figure.ahead-of-now', { ahead: [{ name: '会议', on: '2026-01-02' }], today: '2026-01-01' });
    assigned.when(reporting({ evidence: ['e9'] })).thenRefused('evidence.unknown', { unknown: ['e9'] });
  });
});

describe('an issue at work', () => {
  const reports = given(...atWork);
  const reportId = '00000000-0000-4000-8000-000000000003';
  const correcting = (over: Partial<CorrectProgress> = {}) =>
    commanded(CorrectProgress, { ...words, percent: 80, corrects: reportId, actor: people.colleague, ...over });

  it('takes the same words on another day as news, on the same day as said already', () => {
    const once = given(issueDelivered(), issueAssigned, by(people.reporter, progressReported));
    once.when(reporting({ reason: '补录', effectiveOn: '2023-09-01' })).thenNothing();
    once.when(reporting({ reason: '补录', effectiveOn: '2023-09-02' })).thenEvents(progressReported);
    once
      .when(reporting({ reason: '补录', effectiveOn: '2023-09-01', actor: people.colleague }))
      .thenEvents(progressReported);
  });

  it('has a report corrected by its own unit, naming it', () => {
    const outcome = reports.when(correcting());
    outcome.thenEvents({ type: 'ProgressCorrected', data: { ...words, percent: 80, corrects: reportId } });
    expect(outcome.state().progress).toMatchObject([{ id: reportId, percent: 80 }]);
    expect(outcome.state().reporters.has('p-colleague')).toBe(true);
  });

  it('refuses a correction by another unit, of an unknown report, or with a figure to come', () => {
    reports.when(correcting({ actor: people.supporter })).thenRefused('issue.other-units-report');
    reports.when(correcting({ corrects: 'nothing' })).thenRefused('progress.unknown', { corrects: 'nothing' });
    const figures = [{ name: '会议', value: 1, unit: '次', on: '2026-01-02' }];
    reports.when(correcting({ figures })).thenRefused('figure.ahead-of-now');
  });

  it('stays quiet on a correction that changes nothing', () => {
    reports.when(correcting({ percent: 100 })).thenNothing();
  });

  it('stays quiet on evidence attached already', () => {
    reports.when(attaching()).thenNothing();
  });

  it('has earlier evidence of its own replaced', () => {
    const outcome = reports.when(attaching({ sha256: 'e2', name: 'e2.pdf', replaces: 'e1' }));
    expect(outcome.state().evidence.map(({ sha256 }) => sha256)).toEqual(['e2']);
    reports.when(attaching({ sha256: 'e2', replaces: 'e9' })).thenRefused('evidence.unknown', { unknown: ['e9'] });
    reports.when(attaching({ name: '别名', replaces: 'e1' })).thenRefused('evidence.unknown', { unknown: ['e1'] });
  });

  it('refuses evidence dated after today, but not of today', () => {
    reports.when(attaching({ sha256: 'e2', datedOn: '2026-01-02' })).thenRefused('evidence.ahead-of-now');
    expect(reports.when(attaching({ sha256: 'e2', name: 'e2.pdf', datedOn: '2026-01-01' })).events()).toHaveLength(1);
  });

  it('refuses evidence for a criterion that does not exist', () => {
    const two = given(issueDelivered(['甲', '乙']), issueAssigned);
    two.when(attaching({ criteria: [1, 3] })).thenRefused('criterion.unknown', { unknown: [3], criteria: 2 });
    two.when(attaching({ criteria: [0] })).thenRefused('criterion.unknown', { unknown: [0] });
    two.when(attaching({ criteria: [1, 2] })).thenEvents(evidenceAttached('e1', '2023-09-20', [1, 2]));
  });
});

describe('what comes of an issue', () => {
  it('registers a regulation once, made and revised apart', () => {
    const made: IssueEvent = { type: 'RegulationMade', data: regulation };
    given(...atWork)
      .when(registering())
      .thenEvents(made);
    given(...atWork, made)
      .when(registering({ date: '2023-10-02' }))
      .thenNothing();
    given(...atWork, made)
      .when(registering({ kind: 'revised' }))
      .thenEvents({ type: 'RegulationRevised', data: regulation });
    given(...atWork)
      .when(registering({ date: '2026-01-02' }))
      .thenRefused('regulation.ahead-of-now', { today: '2026-01-01' });
  });

  it('adds up accountability, where zero is a figure too', () => {
    const zero: IssueEvent = { type: 'AccountabilityRecorded', data: { kind: 'criticism', number: 0 } };
    given(...atWork)
      .when(accounting(0))
      .thenEvents(zero);
    given(...atWork, zero)
      .when(accounting(0))
      .thenNothing();
    given(...atWork, zero)
      .when(accounting(2))
      .thenEvents({ ...zero, data: { kind: 'criticism', number: 2 } } as never);
  });

  it('adds up money recovered, where zero is a figure too', () => {
    const zero: IssueEvent = { type: 'MoneyRecovered', data: { amount: 0 } };
    given(...atWork)
      .when(recovering(0))
      .thenEvents(zero);
    given(...atWork, zero)
      .when(recovering(0))
      .thenNothing();
    given(...atWork, zero)
      .when(recovering(7_132_000))
      .thenEvents({ type: 'MoneyRecovered', data: { amount: 7_132_000 } });
  });

  it('comes in after closure as well', () => {
    given(...closed)
      .when(registering())
      .thenEvents({ type: 'RegulationMade', data: regulation });
    given(...closed)
      .when(recovering(5, { actor: people.office, reason: '审计后追回' }))
      .thenEvents({ type: 'MoneyRecovered', data: { amount: 5 } });
    given(...closed)
      .when(recovering(5, { actor: people.office }))
      .thenRefused('reason.missing');
    given(...closed)
      .when(recovering(5, { actor: people.unitHead, reason: '审计后追回' }))
      .thenRefused('issue.closed-office-records', { number: '7' });
  });
});

describe('a closed issue', () => {
  it('takes no further work', () => {
    const correcting = commanded(CorrectProgress, { ...words, corrects: 'x', actor: people.reporter });
    for (const command of [reporting(), correcting, attaching(), claiming(), assigning({ dueOn: '2025-01-01' })]) {
      given(...closed)
        .when(command)
        .thenRefused('issue.closed', { number: '7' });
    }
  });
});
