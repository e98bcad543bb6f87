import { dateOf, type Engine, type EventStore, type ReadStore } from '#event-sourcing';
import { asRecorded, type Past } from '#event-sourcing/testing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { eventually } from '../../../test/support/eventually.js';
import {
  engineOver,
  happened,
  roundByMeeting,
  subjectIn,
  submittedIssue,
  voted,
  VOTED_AT,
  voteOn,
  type Voted,
} from '../../../test/support/meeting-decisions.js';
import { by, evidenceAttached, people, roundOpened } from './domain/examples.js';
import { findIssue, ledger } from './index.js';
import { meetingDecisions } from './meeting-decisions.js';
import { listMeetingDecisions } from './projections/meeting-decisions.js';

let store: EventStore;
let readStore: ReadStore;
let engine: Engine;

const started = async () => {
  readStore = await openReadStore('sqlite::memory:');
  engine = engineOver(store, readStore);
  await engine.start();
};
const stopped = async () => {
  await engine.stop();
  await readStore.close();
};

beforeEach(async () => {
  store = await openEventStore('memory:');
  await started();
  await happened(store, 'round-r1', roundByMeeting);
});
afterEach(async () => {
  await stopped();
  await store.close();
});

const typesIn = async (stream: string) => (await store.readStream(stream)).map(({ type }) => type);
const count = async (stream: string, type: string) => (await typesIn(stream)).filter((one) => one === type).length;
const settled = (times = 1) => eventually(async () => (await count('meetingdecisions-m1', 'CommandSettled')) === times);
const decisions = async () => {
  await engine.seen(engine.views, await store.head());
  return (await listMeetingDecisions(engine.reader, {})).rows.map(({ row }) => row);
};
const issueIs = async (id: string) => {
  await engine.seen(engine.views, await store.head());
  return (await engine.reader.find(ledger, id))!.row;
};
const plan = { title: '整改方案', text: '一、', files: [], authors: [] };
const submittedPlan = async () => {
  const event = { type: 'PlanSubmitted', data: { ...plan, edition: 1, contentHash: 'p1' } };
  await happened(store, 'plan-r1', by(people.office, event));
  return subjectIn(store, 'plan', 'r1');
};

describe('an issue whose closure a meeting adopted', () => {
  it('is closed by itself, by the system, because of that decision and as of it', async () => {
    const subject = await submittedIssue(store, 'i1');
    const id = await voted(store, { subject, itemId: 'item-3' });
    await settled();
    const closure = (await store.readStream('issue-i1')).at(-1)!;
    expect(closure).toMatchObject({
      type: 'ClosureApproved',
      data: {
        contentHash: subject.contentHash,
        decided: {
          way: 'meeting',
          body: { name: '巡察整改工作领导小组' },
          meeting: { id: 'm1', name: '第五次会议' },
          item: { id: 'item-3', number: 3 },
          ruleSet: { key: 'party-group', version: 1 },
          result: { entitled: 9, yes: 5, needed: 5 },
          contentHash: subject.contentHash,
        },
      },
      metadata: {
        actor: { name: '系统', roles: ['system'] },
        command: 'CloseByMeeting',
        causationId: id,
        effectiveAt: VOTED_AT,
        reason: expect.stringContaining('第五次会议'),
      },
    });
    expect(await issueIs('i1')).toMatchObject({
      status: 'closed',
      closedOn: '2023-11-28',
      decision: { way: 'meeting' },
    });
    expect(await decisions()).toMatchObject([
      { matter: 'closure', adopted: true, subjectId: 'i1', roundId: 'r1', outcome: 'carried-out', code: null },
    ]);
  });

  it('is closed although the round has gone over to signatures since: a decision taken stays taken', async () => {
    const subject = await submittedIssue(store, 'i1');
    await stopped();
    await voted(store, { subject, itemId: 'item-3' });
    const { closurePolicy: to } = roundOpened.data as { closurePolicy: object };
    await happened(store, 'round-r1', { type: 'ClosurePolicyChanged', data: { from: to, to } });
    await started();
    await settled();
    expect((await issueIs('i1')).status).toBe('closed');
  });

  it('is closed when the program stood still between vote and closure, and once when all views are lost', async () => {
    const subject = await submittedIssue(store, 'i1');
    await stopped();
    await voted(store, { subject, itemId: 'item-3' });
    for (let starts = 0; starts < 3; starts++) {
      await started();
      await settled();
      await engine.seen(engine.views, await store.head());
      if (starts < 2) await stopped();
    }
    expect(await count('issue-i1', 'ClosureApproved')).toBe(1);
    expect(await count('meetingdecisions-m1', 'CommandScheduled')).toBe(1);
  });

  it('is closed once when the decision is told a second time, as an event of its own', async () => {
    const subject = await submittedIssue(store, 'i1');
    await voted(store, { subject, itemId: 'item-3' });
    await settled();
    await voted(store, { subject, itemId: 'item-3' });
    await settled(2);
    expect(await count('issue-i1', 'ClosureApproved')).toBe(1);
    expect((await decisions()).map(({ outcome }) => outcome)).toEqual(['carried-out', 'carried-out']);
  });

  it('is left as it is when it has changed since, and whoever looks sees the code', async () => {
    const subject = await submittedIssue(store, 'i1');
    await happened(store, 'issue-i1', by(people.reporter, evidenceAttached('e9')));
    await voted(store, { subject, itemId: 'item-3' });
    await settled();
    expect(await count('issue-i1', 'ClosureApproved')).toBe(0);
    expect((await issueIs('i1')).status).toBe('submitted');
    expect(await decisions()).toMatchObject([
      { subjectId: 'i1', title: subject.title, item: 3, outcome: 'refused', code: 'issue.changed-since-decision' },
    ]);
    const { rows } = await listMeetingDecisions(engine.reader, { roundId: 'r1', outcome: 'carried-out' });
    expect(rows).toEqual([]);
  });
});

describe('other decisions of a meeting', () => {
  it('send a closure that was voted down back to rectifying', async () => {
    const subject = await submittedIssue(store, 'i1');
    await voted(store, { subject, itemId: 'item-4', adopted: false });
    await settled();
    expect((await typesIn('issue-i1')).at(-1)).toBe('ClosureVotedDown');
    expect(await issueIs('i1')).toMatchObject({ status: 'rectifying', returnedTimes: 1 });
    const { closureAttempts } = (await findIssue(engine.reader, { id: 'i1' }))!.row;
    expect(closureAttempts.at(-1)!.outcome).toMatchObject({
      kind: 'voted-down',
      decided: { way: 'meeting', result: { yes: 5 } },
    });
  });

  it('place an issue under long-term rectification, or leave it where it is', async () => {
    const [one, other] = [await submittedIssue(store, 'i1'), await submittedIssue(store, 'i2')];
    const reviewOn = dateOf(new Date(Date.now() + 365 * 24 * 3_600_000).toISOString());
    const longTerm = { matter: 'long-term', reviewOn } as const;
    await voted(store, { subject: one, itemId: 'item-5', asked: '须分期实施', ...longTerm });
    await voted(store, { subject: other, itemId: 'item-6', adopted: false, ...longTerm });
    await settled(2);
    expect(await issueIs('i1')).toMatchObject({
      status: 'long-term',
      longTerm: { reviewOn, reason: '须分期实施', decision: { way: 'meeting', item: 3 } },
    });
    expect((await issueIs('i2')).status).toBe('submitted');
    const { placements } = (await findIssue(engine.reader, { id: 'i2' }))!.row;
    expect(placements).toMatchObject([{ placed: null, votedDown: { reason: expect.any(String) }, reviewOn }]);
  });

  it('approve the plan, and close nothing', async () => {
    await submittedIssue(store, 'i1');
    const subject = await submittedPlan();
    await voted(store, { subject, itemId: 'item-1', matter: 'plan' });
    await settled();
    expect(await typesIn('plan-r1')).toEqual(['PlanSubmitted', 'PlanApproved']);
    expect((await issueIs('i1')).status).toBe('submitted');
  });

  it('are none of this context’s when they are on another matter, or on a thing of another kind', async () => {
    const issue = await submittedIssue(store, 'i1');
    const planned = await submittedPlan();
    const react = (vote: Voted) =>
      meetingDecisions.react(asRecorded('meeting-m1', voteOn(vote) as unknown as Past['event'], 1) as never);
    expect(react({ subject: issue, itemId: 'item-1', matter: 'plan' })).toEqual([]);
    expect(react({ subject: planned, itemId: 'item-1', matter: 'closure' })).toEqual([]);
    expect(react({ subject: issue, itemId: 'item-1', matter: 'other' })).toEqual([]);
    expect(react({ subject: issue, itemId: 'item-1' })).toHaveLength(1);
  });
});

describe('the carrying out of meeting decisions', () => {
  it('is known for ever by the names of its stream and commands', () => {
    expect(meetingDecisions.name).toBe('meetingdecisions');
    expect(meetingDecisions.commands.map(({ name }) => name).sort()).toEqual([
      'ApprovePlanByMeeting',
      'CloseByMeeting',
      'PlaceUnderLongTermByMeeting',
      'RefuseLongTermByMeeting',
      'RejectByMeeting',
      'RejectPlanByMeeting',
    ]);
    const recorded = asRecorded('meeting-with-dashes', { type: 'ItemAdopted', data: {} } as never, 1) as never;
    expect(meetingDecisions.instance(recorded)).toBe('with-dashes');
  });
});
