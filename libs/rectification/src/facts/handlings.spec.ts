import { createHash, randomUUID } from 'node:crypto';
import { type Command, type CommandClass, Engine, type EventStore, RuleBroken } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { people, provenance } from '../domain/examples.js';
import { RequestClosure } from '../domain/issue/closure/requesting.js';
import { EndorseClosure, ReturnIssue } from '../domain/issue/closure/endorsing.js';
import { ApproveClosure, RejectClosure } from '../domain/issue/outcome/decision.js';
import { WaiveRequirement } from '../domain/issue/closure/waiving.js';
import { PlaceUnderLongTerm } from '../domain/issue/outcome/long-term.js';
import { ReopenIssue } from '../domain/issue/outcome/reopening.js';
import { DeliverIssue } from '../domain/issue/work/delivery.js';
import { AssignIssue } from '../domain/issue/work/assignment.js';
import { ReportProgress } from '../domain/issue/work/progress.js';
import { AttachEvidence } from '../domain/issue/work/evidence.js';
import { issue } from '../domain/issue/issue.js';
import { OpenRound } from '../domain/round/opening.js';
import { RecordFindingText } from '../domain/round/particulars.js';
import type { DecidingBody } from '../domain/round/policy.js';
import { plan } from '../domain/plan/plan.js';
import { round } from '../domain/round/round.js';
import { CarryOverTask, PlanTask } from '../domain/task/planning.js';
import { AssignTask } from '../domain/task/assignment.js';
import { AttachTaskEvidence, CompleteTask, ReportTaskProgress } from '../domain/task/work.js';
import { task } from '../domain/task/task.js';
import { rectificationUpcasters } from '../upcasters.js';
import { filesOf } from './files.fixture.js';
import { rectificationHandlings } from './handlings.js';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');
const units = new Map<string, { name: string; parentId: string; dissolved?: boolean }>([
  ['unit-gone', { name: '已撤销单位', parentId: 'unit-0', dissolved: true }],
  ['unit-1', { name: '经济发展局', parentId: 'unit-0' }],
  ['unit-2', { name: '财政金融局', parentId: 'unit-0' }],
]);
const persons = new Map([
  ['p-handler', { name: '赵经办' }],
  ['p-leader-9', { name: '分管领导' }],
]);
const bodies = new Map<string, DecidingBody>();
const directory = {
  unit: async (id: string) => (units.has(id) ? { id, ...units.get(id)! } : undefined),
  person: async (id: string) => (persons.has(id) ? { id, ...persons.get(id)! } : undefined),
  above: async () => ['unit-0'],
  leads: async (id: string) => id === 'p-leader-9',
  body: async (id: string) => bodies.get(id),
};
const uploaded = digest('file');
const files = filesOf(async (sha256) => (sha256 === uploaded ? { mediaType: 'application/pdf', size: 4 } : undefined));

let store: EventStore;
let engine: Engine;

beforeEach(async () => {
  store = await openEventStore('memory:');
  engine = new Engine({
    store,
    readStore: await openReadStore('sqlite::memory:'),
    contexts: [
      {
        name: 'rectification',
        deciders: [round, plan, issue, task],
        views: [],
        handlings: rectificationHandlings(directory, files),
        upcasters: rectificationUpcasters,
      },
    ],
    digest,
  });
});

/** A client may send whatever it likes. */
type Claimed = Readonly<Record<string, unknown>>;

const command = <C extends Command>(type: CommandClass<C>, fields: Partial<C> & Claimed): C =>
  Object.assign(
    new type(),
    {
      actor: people.office,
      issuedAt: '2026-01-01T00:00:00.000Z',
      commandId: randomUUID(),
      commandHash: 'h',
      correlationId: randomUUID(),
    },
    fields,
  );

const send = async <C extends Command>(type: CommandClass<C>, fields: Partial<C> & Claimed) =>
  (await engine.execute(command(type, fields))).events.map((event) => event.type);

const refusal = async <C extends Command>(type: CommandClass<C>, fields: Partial<C> & Claimed) => {
  try {
    return await send(type, fields);
  } catch (error) {
    if (!(error instanceof RuleBroken)) throw error;
    return { code: error.code, ...error.details };
  }
};

const open = () =>
  send(OpenRound, {
    id: 'r1',
    title: '第三轮',
    organisation: '某工委',
    team: '第七巡察组',
    inspectedFrom: '2023-04-12',
    inspectedTo: '2023-06-13',
    deliveredOn: '2023-08-29',
    breakdown: { issues: 2, tasks: 1 },
  });
const delivery = (id: string, number: string) =>
  ({ id, roundId: 'r1', number, area: '一', heading: 'h', text: '表现', class: 'phased' }) as const;
const planning = { id: 't1', roundId: 'r1', number: '1', title: '修订制度', issueIds: ['i1'] };
const assignment = {
  id: 'i1',
  leaderId: 'p-leader-9',
  leadUnitId: 'unit-1',
  supportingUnitIds: ['unit-2'],
  handlerId: 'p-handler',
  dueOn: '2023-11-30',
};
const dataOf = async (stream: string) => (await store.readStream(stream, 0)).map(({ data }) => data);

describe('a round of two issues and one task', () => {
  beforeEach(open);

  it('keeps the digest of the finding text that the server took', async () => {
    await send(RecordFindingText, { id: 'r1', text: '反馈意见原文', sha256: 'claimed' });
    expect(await dataOf('round-r1')).toContainEqual({ text: '反馈意见原文', sha256: digest('反馈意见原文') });
  });

  it('lists an issue with its delivery, or neither', async () => {
    expect(await send(DeliverIssue, delivery('i1', '1'))).toEqual(['IssueDelivered']);
    expect(await dataOf('round-r1')).toContainEqual({ issueId: 'i1', number: '1', area: '一', heading: 'h' });
    expect(await refusal(DeliverIssue, delivery('i2', '1'))).toMatchObject({ code: 'issue.number-taken' });
    expect(await dataOf('issue-i2')).toEqual([]);
  });

  it('lists an issue with its delivery in a list of commands as well', async () => {
    const issues = ['1', '2'].map((number) => command(DeliverIssue, delivery(`i${number}`, number)));
    const taken = await engine.executeAll(issues);
    expect(taken.flatMap(({ events }) => events.map(({ type }) => type))).toEqual([
      'IssueListed',
      'IssueDelivered',
      'IssueListed',
      'IssueDelivered',
    ]);
    expect(await dataOf('round-r1')).toHaveLength(3);
  });

  it('takes a delivery sent twice once', async () => {
    const twice = command(DeliverIssue, delivery('i1', '1'));
    await engine.execute(twice);
    const again = await engine.execute(command(DeliverIssue, { ...twice }));
    expect(again).toMatchObject({ repeated: true });
    expect(await dataOf('round-r1')).toHaveLength(2);
  });

  it('refuses an issue beyond the breakdown and one of no round', async () => {
    await send(DeliverIssue, delivery('i1', '1'));
    await send(DeliverIssue, delivery('i2', '2'));
    expect(await refusal(DeliverIssue, delivery('i3', '3'))).toMatchObject({
      code: 'round.count-exceeds-breakdown',
      asserted: 2,
      listed: 3,
    });
    expect(await refusal(DeliverIssue, { ...delivery('i3', '3'), roundId: 'r9' })).toEqual({
      code: 'round.unknown',
      id: 'r9',
    });
  });

  it('plans a task of its own issues only', async () => {
    expect(await refusal(PlanTask, planning)).toMatchObject({ code: 'issue.unknown', ids: ['i1'] });
    await send(DeliverIssue, delivery('i1', '1'));
    expect(await send(PlanTask, planning)).toEqual(['TaskPlanned']);
    expect(await dataOf('round-r1')).toContainEqual({ taskId: 't1', number: '1', issueIds: ['i1'] });
  });

  it('assigns by name as the directory has it, and names the field of an unknown id', async () => {
    await send(DeliverIssue, delivery('i1', '1'));
    await send(AssignIssue, { ...assignment, leadUnit: { id: 'unit-1', name: '冒名' } });
    expect((await dataOf('issue-i1')).at(-1)).toEqual({
      leader: { id: 'p-leader-9', name: '分管领导' },
      leadUnit: { id: 'unit-1', name: '经济发展局' },
      supportingUnits: [{ id: 'unit-2', name: '财政金融局' }],
      handler: { id: 'p-handler', name: '赵经办' },
      dueOn: '2023-11-30',
    });
    for (const [field, code] of [
      ['leaderId', 'person.unknown'],
      ['leadUnitId', 'unit.unknown'],
      ['handlerId', 'person.unknown'],
    ] as const) {
      expect(await refusal(AssignIssue, { ...assignment, [field]: 'x9' })).toEqual({
        code,
        field,
        id: 'x9',
      });
    }
    const supporting = { ...assignment, supportingUnitIds: ['unit-2', 'x9'] };
    expect(await refusal(AssignIssue, supporting)).toMatchObject({ field: 'supportingUnitIds', id: 'x9' });
  });

  it('names as responsible leader whoever leads, except from a ledger', async () => {
    await send(DeliverIssue, delivery('i1', '1'));
    const asked = { ...assignment, leaderId: 'p-handler' };
    expect(await refusal(AssignIssue, asked)).toMatchObject({ code: 'assignment.leader-not-leading' });
    expect(await send(AssignIssue, { ...asked, provenance })).toEqual(['IssueAssigned']);
  });

  it('gives no work to a unit that is dissolved, as lead or in support, issue or task', async () => {
    await send(DeliverIssue, delivery('i1', '1'));
    const details = { code: 'assignment.unit-dissolved', unit: '已撤销单位' };
    const supporting = { ...assignment, supportingUnitIds: ['unit-gone'] };
    expect(await refusal(AssignIssue, supporting)).toEqual({ ...details, field: 'supportingUnitIds' });
    const leading = { ...assignment, leadUnitId: 'unit-gone' };
    expect(await refusal(AssignIssue, leading)).toEqual({ ...details, field: 'leadUnitId' });
    await send(PlanTask, planning);
    const task = { id: 't1', unitId: 'unit-gone', handlerId: 'p-handler', dueOn: '2023-11-30', actor: people.office };
    expect(await refusal(AssignTask, task)).toEqual({ ...details, field: 'unitId' });
  });

  it('assigns a task by name', async () => {
    await send(DeliverIssue, delivery('i1', '1'));
    await send(PlanTask, planning);
    const assigning = { id: 't1', unitId: 'unit-1', handlerId: 'p-handler', dueOn: '2023-11-30' };
    await send(AssignTask, assigning);
    expect((await dataOf('task-t1')).at(-1)).toMatchObject({
      unit: { name: '经济发展局' },
      handler: { name: '赵经办' },
    });
    expect(await refusal(AssignTask, { ...assigning, unitId: 'x9' })).toMatchObject({
      field: 'unitId',
    });
    expect(await refusal(AssignTask, { ...assigning, handlerId: 'x9' })).toMatchObject({
      field: 'handlerId',
    });
  });
});

describe('an issue and its task at work', () => {
  const evidence = { sha256: uploaded, name: 'a.pdf', datedOn: '2023-10-01', actor: people.reporter };
  const facts = { id: 'i1', actor: people.handler, statement: '完成' };

  beforeEach(async () => {
    await open();
    await send(DeliverIssue, delivery('i1', '1'));
    await send(PlanTask, planning);
    await send(AssignIssue, assignment);
    await send(AssignTask, { id: 't1', unitId: 'unit-1', handlerId: 'p-handler', dueOn: '2023-11-30' });
    await send(ReportProgress, { id: 'i1', narrative: '一是', percent: 100, actor: people.reporter });
  });

  it('takes type and size of evidence from the file itself', async () => {
    await send(AttachEvidence, { id: 'i1', ...evidence, mediaType: 'text/html', size: 1 });
    await send(AttachTaskEvidence, { id: 't1', ...evidence });
    for (const stream of ['issue-i1', 'task-t1']) {
      expect((await dataOf(stream)).at(-1)).toMatchObject({ mediaType: 'application/pdf', size: 4 });
    }
    const sha256 = digest('other');
    expect(await refusal(AttachEvidence, { id: 'i1', ...evidence, sha256 })).toEqual({
      code: 'evidence.not-uploaded',
      field: 'sha256',
      sha256,
    });
  });

  it('takes no evidence under a name that its bytes do not bear out', async () => {
    const renamed = { ...evidence, name: '会议签到.png' };
    expect(await refusal(AttachEvidence, { id: 'i1', ...renamed })).toMatchObject({
      code: 'evidence.not-what-it-claims',
      shown: 'application/pdf',
    });
  });

  it('cannot be closed before its task is completed, whatever a client claims', async () => {
    await send(AttachEvidence, { id: 'i1', ...evidence });
    expect(await refusal(RequestClosure, { ...facts, linkedTasks: [] })).toMatchObject({
      code: 'closure.tasks-open',
      tasks: ['1'],
    });
    await send(CompleteTask, { id: 't1', statement: '完成', actor: people.colleague });
    await send(RequestClosure, facts);
    expect((await dataOf('issue-i1')).at(-1)).toMatchObject({
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      involved: ['p-colleague', 'p-handler', 'p-reporter'],
    });
  });

  it('is closed on exactly the content that was requested', async () => {
    await send(AttachEvidence, { id: 'i1', ...evidence });
    await send(CompleteTask, { id: 't1', statement: '完成', actor: people.colleague });
    await send(RequestClosure, facts);
    await send(EndorseClosure, { id: 'i1', actor: people.unitHead });
    const report = { id: 'i1', narrative: '二是', percent: 100, actor: people.reporter };
    expect(await refusal(ReportProgress, report)).toMatchObject({ code: 'request.would-be-voided' });
    expect(await send(ReportProgress, { ...report, voidsRequest: true })).toEqual([
      'ProgressReported',
      'RequestVoided',
    ]);
    expect(await refusal(EndorseClosure, { id: 'i1', actor: people.office })).toMatchObject({
      code: 'issue.not-awaiting-endorsement',
    });
    await send(RequestClosure, facts);
    await send(EndorseClosure, { id: 'i1', actor: people.unitHead });
    await send(EndorseClosure, { id: 'i1', actor: people.office });
    expect(await send(ApproveClosure, { id: 'i1', actor: people.leader })).toEqual(['ClosureSignedOff']);
    expect(await send(ApproveClosure, { id: 'i1', actor: people.secondLeader })).toEqual([
      'ClosureSignedOff',
      'ClosureApproved',
    ]);
  });

  it('has another content when its task has', async () => {
    await send(AttachEvidence, { id: 'i1', ...evidence });
    for (const actor of [people.leader, people.secondLeader])
      await send(WaiveRequirement, { id: 'i1', requirement: 'tasks', actor, reason: '已核实' });
    await send(RequestClosure, facts);
    const report = { id: 't1', narrative: '新', percent: 50, actor: people.colleague };
    expect(await refusal(ReportTaskProgress, report)).toMatchObject({
      code: 'request.would-be-voided',
      voids: [{ issueId: 'i1', request: 'closure', status: 'closure-requested' }],
    });
    await send(ReportTaskProgress, { ...report, voidsRequest: true });
    const [last] = (await engine.store.readStream('issue-i1')).slice(-1);
    expect(last).toMatchObject({ type: 'RequestVoided', metadata: { actor: { personId: 'p-colleague' } } });
    const endorsing = { id: 'i1', actor: people.unitHead };
    expect(await refusal(EndorseClosure, endorsing)).toMatchObject({
      code: 'issue.not-awaiting-endorsement',
    });
    const rejecting = {
      id: 'i1',
      actor: { ...people.leader, personId: 'p-colleague' },
      reason: 'x',
      effectiveOn: undefined,
    };
    expect(await refusal(PlaceUnderLongTerm, { ...rejecting, reviewOn: '2026-06-01' })).toMatchObject({
      code: 'issue.task-worker-decides',
      tasks: ['1'],
    });
  });
});

describe('an issue, a task or a round that does not exist', () => {
  it('refuses every command by its kind', async () => {
    const id = 'nothing';
    for (const type of [
      WaiveRequirement,
      RequestClosure,
      EndorseClosure,
      ApproveClosure,
      RejectClosure,
      PlaceUnderLongTerm,
      ReturnIssue,
      ReopenIssue,
    ] as CommandClass[]) {
      expect(await refusal(type, { id })).toEqual({ code: 'issue.unknown', id });
    }
    expect(await refusal(CarryOverTask, { id, provenance })).toEqual({ code: 'task.unknown', id });
    expect(await refusal(RecordFindingText, { id, text: 't' })).toEqual({ code: 'round.unknown', id });
  });
});
