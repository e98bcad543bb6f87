import type { SubjectFacts, Subjects } from '#decision';
import { type Engine, type EventStore, type Lookup, type ReadStore } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import {
  engineOver,
  happened,
  roundByMeeting,
  submittedIssue,
  subjectIn,
} from '../../../test/support/meeting-decisions.js';
import { changesSince } from './changes-since.js';
import {
  atWork,
  by,
  byMeeting,
  evidenceAttached,
  group,
  issueDelivered,
  longTermApproved,
  people,
  roundOpened,
  taskAssigned,
  taskPlanned,
} from './domain/examples.js';
import { meetingSubjects } from './meeting-subjects.js';

let store: EventStore;
let readStore: ReadStore;
let engine: Engine;

/** An engine that remembers nothing: what was recorded behind its back is read. */
const anew = () => {
  engine = engineOver(store, readStore);
  return engine.lookup;
};
const factsOf = (matter: keyof Subjects, id: string): Promise<SubjectFacts | undefined> =>
  meetingSubjects[matter](id, anew());
const notReady = async (matter: keyof Subjects, id: string) => (await factsOf(matter, id))!.notReady;

beforeEach(async () => {
  store = await openEventStore('memory:');
  readStore = await openReadStore('sqlite::memory:');
});
afterEach(async () => {
  await readStore.close();
  await store.close();
});

const taskListed = { type: 'TaskListed', data: { taskId: 't1', number: '3', issueIds: ['i1'] } };
const reportedOnTask = { type: 'TaskProgressReported', data: { narrative: '一是', percent: 50, figures: [] } };

describe('an issue on an agenda', () => {
  beforeEach(async () => {
    await happened(store, 'round-r1', roundByMeeting, taskListed);
    await happened(store, 'task-t1', taskPlanned, taskAssigned, by(people.colleague, reportedOnTask));
  });

  it('is told with digest, newest position, title, and everybody who took part in it', async () => {
    const subject = await submittedIssue(store, 'i1');
    expect(await factsOf('closure', 'i1')).toEqual({ subject, way: { by: 'meeting', body: group } });
    expect(subject).toMatchObject({
      kind: 'issue',
      id: 'i1',
      roundId: 'r1',
      title: '第7项问题销号：表现',
      contentHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      position: await store.head(),
      involved: ['p-colleague', 'p-handler', 'p-head', 'p-office', 'p-reporter'],
    });
  });

  it('has another digest and position when it, or a task of it, has changed', async () => {
    const before = await submittedIssue(store, 'i1');
    await happened(store, 'task-t1', by(people.colleague, reportedOnTask));
    const after = await subjectIn(store, 'closure', 'i1');
    expect(after.contentHash).not.toBe(before.contentHash);
    expect(after.position).toBe(await store.head());
    expect(await notReady('closure', 'i1')).toBe('issue.changed-since-request');
  });

  it('may be asked about a closure when it is submitted, and about long-term while it is being rectified too', async () => {
    await submittedIssue(store, 'i1');
    expect([await notReady('closure', 'i1'), await notReady('longTerm', 'i1')]).toEqual([undefined, undefined]);
    await happened(store, 'issue-i2', ...atWork);
    expect([await notReady('closure', 'i2'), await notReady('longTerm', 'i2')]).toEqual([
      'issue.not-submitted',
      undefined,
    ]);
    await happened(store, 'issue-i3', issueDelivered());
    await happened(store, 'issue-i4', ...atWork, longTermApproved);
    for (const id of ['i3', 'i4'])
      expect([await notReady('closure', id), await notReady('longTerm', id)]).toEqual([
        'issue.not-submitted',
        'issue.not-rectifying',
      ]);
    expect([await factsOf('closure', 'i9'), await factsOf('longTerm', 'i9')]).toEqual([undefined, undefined]);
  });

  it('tells what happened to it and its tasks behind a position: type, who, when and the fields', async () => {
    const { position } = await submittedIssue(store, 'i1');
    const about = { kind: 'issue', id: 'i1', position } as const;
    expect(await changesSince(about, anew())).toEqual([]);
    await happened(store, 'task-t1', by(people.colleague, reportedOnTask, '2023-11-29'));
    await happened(store, 'issue-i2', ...atWork);
    await happened(store, 'issue-i1', by(people.reporter, evidenceAttached('e9'), '2023-11-30'));
    await happened(store, 'round-r1', { ...taskListed, data: { ...taskListed.data, taskId: 't2', number: '4' } });
    await happened(store, 'task-t2', taskPlanned);
    const changes = await changesSince(about, anew());
    expect(changes.map(({ type, stream }) => [type, stream])).toEqual([
      ['TaskProgressReported', 'task-t1'],
      ['EvidenceAttached', 'issue-i1'],
      ['TaskListed', 'round-r1'],
      ['TaskPlanned', 'task-t2'],
    ]);
    expect(changes[1]).toMatchObject({
      by: '王填报',
      unit: '经济发展局',
      at: '2023-11-30T02:00:00.000Z',
      fields: { name: 'e9.pdf', datedOn: '2023-09-20' },
    });
  });
});

describe('a round that lets leaders sign', () => {
  it('says so, for closures and for its plan', async () => {
    await happened(store, 'round-r1', roundOpened);
    await happened(store, 'issue-i1', ...atWork);
    expect((await factsOf('closure', 'i1'))!.way).toEqual({ by: 'sign-offs' });
  });
});

describe('a plan on an agenda', () => {
  const submitted = (edition: number) =>
    by(people.office, {
      type: 'PlanSubmitted',
      data: {
        title: '整改方案',
        text: '一、',
        files: [],
        authors: [{ id: 'p-colleague', name: '李同事' }],
        edition,
        contentHash: `p${edition}`,
      },
    });

  it('is told with its edition’s digest and whoever submitted or wrote it', async () => {
    await happened(store, 'round-r1', roundByMeeting);
    expect(await factsOf('plan', 'r1')).toBeUndefined();
    await happened(store, 'plan-r1', submitted(1));
    const facts = (await factsOf('plan', 'r1'))!;
    expect(facts).toEqual({
      subject: {
        kind: 'plan',
        id: 'r1',
        title: '整改方案（第1版）：整改方案',
        roundId: 'r1',
        contentHash: 'p1',
        position: await store.head(),
        involved: ['p-colleague', 'p-office'],
      },
      notReady: undefined,
      way: { by: 'meeting', body: byMeeting.body },
    });
    await happened(store, 'plan-r1', { type: 'PlanReturned', data: { edition: 1, contentHash: 'p1' } });
    expect(await notReady('plan', 'r1')).toBe('plan.not-submitted');
    await happened(store, 'plan-r1', submitted(2));
    const changes = await changesSince(facts.subject, anew());
    expect(changes.map(({ type }) => type)).toEqual(['PlanReturned', 'PlanSubmitted']);
  });
});

describe('an issue that is being worked on while it is looked at', () => {
  it('is given at a position behind which nothing of what its digest was made of is missing', async () => {
    await happened(store, 'round-r1', roundByMeeting, taskListed);
    await happened(store, 'task-t1', taskPlanned, taskAssigned);
    await happened(store, 'issue-i1', ...atWork);
    // Right after the issue itself was read for the first time somebody hands in evidence.
    let raced = false;
    const look: Lookup = {
      ...anew(),
      state: async (decider, id) => {
        const found = await engineOver(store, readStore).lookup.state(decider, id);
        if (decider.category === 'issue' && !raced) {
          raced = true;
          await happened(store, 'issue-i1', by(people.reporter, evidenceAttached('e9')));
          await happened(store, 'task-t1', by(people.colleague, reportedOnTask));
        }
        return found;
      },
    };
    const { subject } = (await meetingSubjects.longTerm('i1', look))!;
    expect(subject).toEqual(await subjectIn(store, 'longTerm', 'i1'));
    expect(await changesSince(subject, anew())).toEqual([]);
  });
});
