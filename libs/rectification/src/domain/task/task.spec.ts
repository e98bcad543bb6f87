import type { UnitOfPost } from '../assignment-posts.js';
import type { ServedFacts } from './state.js';
import { type TaskAssignmentFacts, AssignTask, ChangeTaskHandler } from './assignment.js';
import { type TaskCorrectionFacts, CarryOverTask, CorrectTask, PlanTask } from './planning.js';
import type { UploadedFile } from '../commands.js';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { by, people, provenance, taskAssigned, taskPlanned } from '../examples.js';
import { AttachTaskEvidence, CompleteTask, ReportTaskProgress } from './work.js';
import type { TaskEvent } from './events.js';
import { task } from './task.js';

const given = givenDecider(task);
const plan = (taskPlanned as Extract<TaskEvent, { type: 'TaskPlanned' }>).data;
const { unit, handler, dueOn } = (taskAssigned as Extract<TaskEvent, { type: 'TaskAssigned' }>).data;
const assigning = (over = {}) =>
  informed<AssignTask, TaskAssignmentFacts>(AssignTask, { unit, handler, dueOn, ...over });
const words = { narrative: '已修订', percent: 60, figures: [] };
const reporting = (over: Partial<ReportTaskProgress> = {}) =>
  informed<ReportTaskProgress, ServedFacts>(ReportTaskProgress, {
    ...words,
    actor: people.reporter,
    requested: [],
    ...over,
  });
const file = { sha256: 'e1', name: 'a.pdf', mediaType: 'application/pdf', size: 1, datedOn: '2023-09-01' };
const attaching = (over: Partial<AttachTaskEvidence & UploadedFile> = {}) =>
  informed<AttachTaskEvidence, UploadedFile & ServedFacts>(AttachTaskEvidence, {
    ...file,
    actor: people.reporter,
    requested: [],
    ...over,
  });
const completing = (over: Partial<CompleteTask> = {}) =>
  informed<CompleteTask, ServedFacts>(CompleteTask, {
    statement: '完成',
    actor: people.handler,
    requested: [],
    ...over,
  });
const planning = (over: Partial<PlanTask> = {}) =>
  informed<PlanTask, ServedFacts>(PlanTask, { ...plan, issueIds: ['i1'], measures: ['修订'], requested: [], ...over });
const carrying = (over: Partial<CarryOverTask> = {}) =>
  commanded(CarryOverTask, { completedOn: '2023-10-01', provenance, ...over });

const completed: TaskEvent = { type: 'TaskCompleted', data: { statement: '完成' } };
const carriedOver: TaskEvent = { type: 'TaskCarriedOver', data: { completedOn: '2023-10-01', provenance } };

describe('a planned task', () => {
  const correcting = (over: Partial<CorrectTask> = {}) =>
    informed<CorrectTask, TaskCorrectionFacts>(CorrectTask, {
      title: '修订细则',
      reason: '录入有误',
      underReview: [],
      ...over,
    });
  const corrected: TaskEvent = {
    type: 'TaskCorrected',
    data: {
      corrects: '00000000-0000-4000-8000-000000000001',
      from: { title: '修订制度' },
      to: { title: '修订细则' },
    },
  };

  it('is corrected in its words with a reason, once, and not while an issue that it serves is decided on', () => {
    given(taskPlanned).when(correcting()).thenEvents(corrected);
    given(taskPlanned, corrected).when(correcting()).thenNothing();
    expect(given(taskPlanned).when(correcting()).state().planned).toMatchObject({ number: '3', title: '修订细则' });
    given(taskPlanned)
      .when(correcting({ reason: '' }))
      .thenRefused('reason.missing');
    given(taskPlanned)
      .when(correcting(), { underReview: ['7'] })
      .thenRefused('correction.under-review', { issues: ['7'] });
    given().when(correcting()).thenRefused('task.unknown');
  });
});

describe('no task', () => {
  it('is planned', () => {
    given().when(planning()).thenEvents(taskPlanned);
  });

  it('is unknown to every other command', () => {
    for (const command of [assigning(), reporting(), attaching(), completing(), carrying()]) {
      given().when(command).thenRefused('task.unknown', { id: 'x' });
    }
  });
});

describe('a planned task', () => {
  it('stays quiet on the same plan and refuses another', () => {
    given(taskPlanned).when(planning()).thenNothing();
    given(taskPlanned)
      .when(planning({ title: '别的' }))
      .thenRefused('task.already-planned', { number: '3' });
  });

  it('is assigned, again to somebody else, and quietly to the same', () => {
    given(taskPlanned).when(assigning()).thenEvents(taskAssigned);
    given(taskPlanned, taskAssigned).when(assigning()).thenNothing();
    const other = { id: 'p-2', name: '别人' };
    given(taskPlanned, taskAssigned)
      .when(assigning({ handler: other }))
      .thenEvents({ type: 'TaskAssigned', data: { unit, handler: other, dueOn } });
  });

  it('is given to a handler of its unit, and due no earlier than the delivery', () => {
    const of = (...units: UnitOfPost[]) =>
      assigning({ handlerPosts: { person: handler, units }, deliveredOn: '2023-08-29' });
    given(taskPlanned)
      .when(of({ ...unit, under: [] }))
      .thenEvents(taskAssigned);
    for (const posts of [[], [{ id: 'unit-9', name: '其他单位', under: ['unit-0'] }]])
      given(taskPlanned)
        .when(of(...posts))
        .thenRefused('assignment.handler-of-another-unit', { field: 'handlerId', unit: unit.name });
    given(taskPlanned)
      .when(assigning({ dueOn: '2023-08-28', deliveredOn: '2023-08-29' }))
      .thenRefused('issue.due-before-delivery', { field: 'dueOn' });
  });

  it('is due within ten years, as planned and as assigned', () => {
    const beyond = { dueOn: '2036-01-02' };
    const refusal = { field: 'dueOn', day: '2036-01-02', latest: '2036-01-01' };
    given(taskPlanned).when(assigning(beyond)).thenRefused('day.too-far-ahead', refusal);
    given().when(planning(beyond)).thenRefused('day.too-far-ahead', refusal);
    expect(
      given()
        .when(planning({ dueOn: '2036-01-01' }))
        .events(),
    ).toHaveLength(1);
  });

  it('is put off with a reason only, from the day planned and from the day assigned', () => {
    const later = { dueOn: '2024-06-30' };
    const putOff: TaskEvent = { type: 'TaskAssigned', data: { unit, handler, ...later } };
    for (const past of [[taskPlanned], [taskPlanned, taskAssigned]]) {
      given(...past)
        .when(assigning(later))
        .thenRefused('reason.missing', { field: 'reason', dueOn: '2023-11-30', asked: '2024-06-30' });
      given(...past)
        .when(assigning({ ...later, reason: ' ' }))
        .thenRefused('reason.missing');
      given(...past)
        .when(assigning({ ...later, reason: '汛期停工' }))
        .thenEvents(putOff);
      given(...past)
        .when(assigning({ ...later, provenance }))
        .thenEvents(putOff);
    }
    given(taskPlanned, taskAssigned, putOff).when(assigning(later)).thenNothing();
    given(taskPlanned, putOff).when(assigning()).thenEvents(taskAssigned);
  });

  it('takes no work before it is assigned', () => {
    for (const command of [reporting(), attaching(), completing()]) {
      given(taskPlanned).when(command).thenRefused('task.not-assigned', { number: '3' });
    }
  });

  it('takes over what the ledger says was done', () => {
    given(taskPlanned).when(carrying()).thenEvents(carriedOver);
    given(taskPlanned, carriedOver).when(carrying()).thenNothing();
    given(taskPlanned)
      .when(carrying({ provenance: undefined }))
      .thenRefused('carry-over.without-provenance');
    given(taskPlanned)
      .when(carrying({ effectiveOn: '2023-09-30' }))
      .thenRefused('carry-over.ahead-of-fact', { completedOn: '2023-10-01', effectiveOn: '2023-09-30' });
  });
});

describe('an assigned task', () => {
  const assigned = given(taskPlanned, taskAssigned);

  it('takes progress of its unit and of its handler in person', () => {
    assigned.when(reporting()).thenEvents({ type: 'TaskProgressReported', data: words });
    assigned
      .when(reporting({ actor: { ...people.handler, unitId: 'unit-9' } }))
      .thenEvents({ type: 'TaskProgressReported', data: words });
  });

  it('takes no work of a day before it was assigned, and what is entered late with a reason', () => {
    const on = (effectiveOn: string, reason?: string) => ({ effectiveOn, reason });
    const since = given(by(people.office, taskPlanned, '2023-08-29'), by(people.office, taskAssigned, '2023-09-05'));
    for (const work of [reporting, attaching, completing]) {
      since.when(work(on('2023-09-04', '补录'))).thenRefused('effective.before-assignment', { earliest: '2023-09-05' });
      since.when(work(on('2023-09-05'))).thenRefused('effective.late-without-reason', { field: 'reason' });
      expect(since.when(work(on('2023-09-05', '补录'))).events()).toHaveLength(1);
    }
    since.when(assigning(on('2023-09-04', '补录'))).thenRefused('effective.before-last');
  });

  it('ends no request for closure of its issues, unless whoever acts says so; the same again ends none', () => {
    const closure = { request: 'closure', number: '7', status: 'submitted', contentHash: 'h1' } as const;
    const requested = [{ ...closure, issueId: 'i1', endorsed: ['unit', 'office'] as const, signed: 1 }];
    for (const [state, act] of [
      [given(), planning],
      [assigned, reporting],
      [assigned, attaching],
      [assigned, completing],
    ] as const) {
      const asked = (over: object) => state.when(Object.assign(act(over), { requested }), { ...act(over), requested });
      asked({}).thenRefused('request.would-be-voided', { unless: 'voidsRequest', voids: requested });
      asked({ voidsRequest: false }).thenRefused('request.would-be-voided');
      expect(asked({ voidsRequest: true }).events()).toHaveLength(1);
    }
    given(taskPlanned).when(planning(), { requested }).thenNothing();
  });

  it('refuses everybody else', () => {
    for (const actor of [people.stranger, people.office, { ...people.office, unitId: undefined }]) {
      for (const command of [reporting({ actor }), attaching({ actor }), completing({ actor })]) {
        assigned.when(command).thenRefused('task.unit-not-involved', { involved: ['经济发展局'] });
      }
    }
  });

  it('stays quiet on the same report of the same day, not of another', () => {
    const before = by(people.reporter, { type: 'TaskProgressReported', data: words } as TaskEvent);
    const again = given(taskPlanned, taskAssigned, before);
    again.when(reporting({ effectiveOn: '2023-09-01', reason: '补录' })).thenNothing();
    again
      .when(reporting({ effectiveOn: '2023-09-02', reason: '补录' }))
      .thenEvents({ type: 'TaskProgressReported', data: words });
  });

  it('refuses figures and evidence of a day to come', () => {
    assigned
      .when(reporting({ figures: [{ name: '制度', value: 1, unit: '项', on: '2026-01-02' }] }))
      .thenRefused('figure.ahead-of-now', { today: '2026-01-01' });
    assigned.when(attaching({ datedOn: '2026-01-02' })).thenRefused('evidence.ahead-of-now');
  });

  it('takes evidence once', () => {
    assigned.when(attaching()).thenEvents({ type: 'TaskEvidenceAttached', data: file });
    given(taskPlanned, taskAssigned, { type: 'TaskEvidenceAttached', data: file }).when(attaching()).thenNothing();
  });

  it('is completed and names everyone who had a hand in it', () => {
    const outcome = given(
      taskPlanned,
      taskAssigned,
      by(people.reporter, { type: 'TaskEvidenceAttached', data: file }),
    ).when(completing({ actor: people.colleague }));
    outcome.thenEvents(completed);
    expect([...outcome.state().involved].sort()).toEqual(['p-colleague', 'p-handler', 'p-reporter']);
  });
});

describe('a completed task', () => {
  const done = given(taskPlanned, taskAssigned, completed);

  it('stays completed', () => {
    done.when(completing()).thenNothing();
    for (const command of [reporting(), attaching(), assigning({ dueOn: '2024-01-01' })]) {
      done.when(command).thenRefused('task.completed', { number: '3' });
    }
  });

  it('takes nothing over when it was completed here', () => {
    done.when(carrying()).thenRefused('task.completed-here', { number: '3' });
  });
});

describe('a hand-over that was accepted', () => {
  const to = { id: 'person-9', name: '吴新' };
  const changing = (from = handler) => commanded(ChangeTaskHandler, { from, to, handover: 'accepted-1' });
  const changed: TaskEvent = { type: 'TaskHandlerChanged', data: { from: handler, to, handover: 'accepted-1' } };

  it('makes the new handler answer for the task, once, unless another handles it by then', () => {
    given(taskPlanned, taskAssigned).when(changing()).thenEvents(changed);
    given(taskPlanned, taskAssigned, changed).when(changing()).thenNothing();
    given(taskPlanned, taskAssigned)
      .when(changing({ id: 'person-8', name: '郑旧' }))
      .thenRefused('handover.handler-changed-meanwhile', { handler: handler.name, from: '郑旧' });
  });
});
