import {
  approved,
  assigned,
  atMeeting,
  closedByMeeting,
  delivered,
  endorsed,
  evidence,
  issueEvent,
  life,
  opened,
  placed,
  planned,
  progress,
  reopened,
  requested,
  roundEvent,
  signed,
  taskEvent,
  votedDown,
  wang,
  water,
  zhao,
} from '../../../../../test/support/round-events.js';
import { projected, type PastEvent } from '../../../../../test/support/projected-views.js';
import type { ViewReader } from '#event-sourcing';
import { rowsOf } from '#event-sourcing/testing';
import { waitingFor, type Somebody, type WaitingQuery, type WaitingRow } from './inbox-list.js';
import { inbox, inboxOrder } from './inbox.js';
import { rounds } from '../round/rounds.js';

const clerk: Somebody = { personId: 'clerk', roles: ['office'] };
const head: Somebody = { personId: 'head', unitId: water.id, roles: ['unit-head'] };
const reporter: Somebody = { personId: 'reporter', unitId: water.id, roles: ['reporter'] };
const handler: Somebody = { personId: wang.id, unitId: 'elsewhere', roles: [] };
const leader = (n: number): Somebody => ({ personId: `leader-${n}`, roles: ['leader'] });
const everyone = { clerk, head, reporter, handler, leader1: leader(1), leader2: leader(2) };

const EARLY = '2023-10-01';

const waitingOf = (reader: ViewReader, who: Somebody, more: Partial<WaitingQuery> = {}): Promise<WaitingRow[]> =>
  Array.fromAsync(waitingFor(reader, { ...who, today: EARLY, ...more }));

const kindsIn = (rows: readonly WaitingRow[]): string[] => rows.flatMap(({ waits }) => waits.map(({ kind }) => kind));

type Step = Omit<PastEvent, 'stream'> | PastEvent['event'];

const byMeeting = roundEvent('RoundOpened', {
  ...opened.data,
  closurePolicy: { endorsements: ['office'], way: 'meeting', body: atMeeting.body },
  planPolicy: { way: 'meeting', body: atMeeting.body },
});

const waits = async (...steps: Step[]): Promise<Record<string, string[]>> => {
  const past = steps.map((step) => ({ stream: 'issue-i1', ...('event' in step ? step : { event: step }) }));
  const { reader } = await projected([inbox, rounds], past);
  const found: Record<string, string[]> = {};
  for (const [name, who] of Object.entries(everyone)) {
    const rows = await waitingOf(reader, who);
    if (rows.length > 0) found[name] = kindsIn(rows);
  }
  return found;
};

const start = [delivered('1'), assigned()];
const submitted = [...start, requested(), endorsed('unit', false), endorsed('office', true)];
const by = (personId: string, event: PastEvent['event']): Step => ({ event, by: { personId } });
const rework = { head: ['unit-rework'], reporter: ['unit-rework'], handler: ['unit-rework'] };
const report = { head: ['unit-report'], reporter: ['unit-report'], handler: ['unit-report'] };
const ofTheHead = { head: ['unit-endorse'] };
const ofTheOffice = { clerk: ['office-endorse'] };
const inMeetingRound = { stream: 'round-r1', event: byMeeting };

describe('an issue waits', () => {
  it('for the office to assign it', async () => {
    expect(await waits(delivered('1'))).toEqual({ clerk: ['office-assign'] });
  });

  it('for its lead unit and handler to claim it, then to report', async () => {
    const claim = ['unit-claim'];
    expect(await waits(...start)).toEqual({ head: claim, reporter: claim, handler: claim });
    expect(await waits(...start, issueEvent('IssueClaimed', { unit: water }))).toEqual(report);
    expect(await waits(...start, progress(40))).toEqual(report);
  });

  it('for its responsible leader to claim it, also when the unit has begun, until another is responsible', async () => {
    const { leader: itsLeader } = assigned().data;
    const seen = async (...events: PastEvent['event'][]) => {
      const { reader } = await projected(
        [inbox, rounds],
        events.map((event) => ({ stream: 'issue-i1', event })),
      );
      const who = (personId: string, ...roles: string[]) => waitingOf(reader, { personId, roles });
      return [
        kindsIn(await who(itsLeader.id, 'leader')),
        kindsIn(await who(itsLeader.id, 'reporter')),
        kindsIn(await who('leader-next', 'leader')),
      ];
    };
    const claimed = issueEvent('IssueClaimedByLeader', { leader: itsLeader });
    const next = issueEvent('IssueAssigned', { ...assigned().data, leader: { id: 'leader-next', name: '接任' } });
    expect(await seen(...start)).toEqual([['leader-claim'], [], []]);
    expect(await seen(...start, progress(40))).toEqual([['leader-claim'], [], []]);
    expect(await seen(...start, claimed)).toEqual([[], [], []]);
    expect(await seen(...start, claimed, next)).toEqual([[], [], ['leader-claim']]);
    expect(await seen(...start, requested())).toEqual([[], [], []]);
  });

  it('for a closure request once all is reported done', async () => {
    const request = ['unit-request'];
    expect(await waits(...start, progress(100))).toEqual({ head: request, reporter: request, handler: request });
  });

  it('for the unit head to endorse, and for the office only after that', async () => {
    expect(await waits(...start, requested())).toEqual(ofTheHead);
    expect(await waits(...start, requested(), endorsed('unit', false))).toEqual(ofTheOffice);
  });

  it('for the office alone where the round asks for no endorsement of the unit', async () => {
    expect(await waits(inMeetingRound, ...start, requested())).toEqual(ofTheOffice);
  });

  it('for the meeting, and for no signature of a leader, where the round says that a meeting decides', async () => {
    const sign = issueEvent('LongTermSignedOff', {
      reviewOn: '2024-06-30',
      signature: { personId: 'leader-1', name: '成员1' },
      count: 1,
      required: 2,
    });
    expect(await waits(inMeetingRound, ...submitted)).toEqual({ clerk: ['meeting-decision'] });
    expect(await waits(inMeetingRound, ...start, progress(1), sign)).toEqual(report);
    expect(await waits(inMeetingRound, ...submitted, votedDown)).toEqual(rework);
    expect(await waits(inMeetingRound, ...submitted, closedByMeeting)).toEqual({});
  });

  it('never for whoever reported, handed in evidence, requested or was named as involved', async () => {
    expect(await waits(...start, by('head', progress(40)), requested())).toEqual({});
    expect(await waits(...start, by('clerk', evidence('e1')), requested())).toEqual(ofTheHead);
    expect(await waits(...start, by('head', requested()))).toEqual({});
    expect(await waits(...start, by('clerk', evidence('e1')), requested(), endorsed('unit', false))).toEqual({});
    expect(await waits(...start, requested(['clerk', 'head']))).toEqual({});
  });

  it('never for whoever corrected what is asked for, yet for whoever corrected where the issue stands', async () => {
    const correcting = (to: object) => by('clerk', issueEvent('IssueCorrected', { corrects: 'd', from: {}, to }));
    const endorsing = (step: Step) => waits(...start, step, requested(), endorsed('unit', false));
    for (const to of [{ text: '另一问题' }, { criteria: ['无需佐证'] }, { class: 'phased' }])
      expect(await endorsing(correcting(to))).toEqual({});
    expect(await endorsing(correcting({ area: '二', heading: '大类' }))).toEqual(ofTheOffice);
  });

  it('never for a past handler, though another took over', async () => {
    const handledByHead = assigned({ handler: { id: 'head', name: '头' } });
    expect(await waits(delivered('1'), handledByHead, assigned({ handler: zhao }), requested())).toEqual({});
  });

  it('for the sign-offs of those who have not signed, at any level', async () => {
    const sign = ['leader-sign-off'];
    expect(await waits(...submitted)).toEqual({ leader1: sign, leader2: sign });
    expect(await waits(...submitted, signed(1, 1))).toEqual({ leader2: sign });
    expect(await waits(...start, requested(), by('leader-1', endorsed('office', true)))).toEqual({ leader2: sign });
  });

  it('for nobody once closed, and for its unit again once reopened or returned', async () => {
    expect(await waits(...submitted, approved)).toEqual({});
    expect(await waits(...submitted, approved, reopened)).toEqual(rework);
    expect(await waits(...submitted, signed(1, 1), issueEvent('IssueReturned', { level: 'office' }))).toEqual(rework);
    expect(await waits(...submitted, approved, reopened, progress(20))).toEqual(report);
  });

  it('for a new round of signatures after a return', async () => {
    const again = [issueEvent('IssueReturned', { level: 'office' }), requested(), endorsed('office', true)];
    const sign = ['leader-sign-off'];
    expect(await waits(...submitted, signed(1, 1), ...again)).toEqual({ leader1: sign, leader2: sign });
  });

  it('for a decision on an extension beside the work, but not of whoever asked', async () => {
    const ask = issueEvent('ExtensionRequested', { from: '2023-11-30', to: '2023-12-31' });
    const granted = issueEvent('ExtensionGranted', { from: '2023-11-30', to: '2023-12-31' });
    expect(await waits(...start, progress(1), ask)).toEqual({ ...report, clerk: ['extension-decision'] });
    expect(await waits(...start, progress(1), by('clerk', ask))).toEqual(report);
    expect(await waits(...start, progress(1), ask, granted)).toEqual(report);
  });

  it('for the other leaders when one has signed a long-term placement', async () => {
    const signature = { personId: 'leader-1', name: '成员1' };
    const sign = issueEvent('LongTermSignedOff', { reviewOn: '2024-06-30', signature, count: 1, required: 2 });
    expect(await waits(...start, progress(1), sign)).toEqual({ ...report, leader2: ['long-term-sign-off'] });
    expect(await waits(...start, progress(1), sign, placed('2024-06-30'))).toEqual(report);
  });

  it('for nobody at the end of a life that holds every kind of event', async () => {
    expect(await waits(...life)).toEqual({});
  });
});

describe('a task waits', () => {
  const onTask = async (...events: PastEvent['event'][]) => {
    const { reader } = await projected(
      [inbox],
      [planned('7', ['i1']), ...events].map((event) => ({ stream: 'task-t1', event })),
    );
    const kinds = async (who: Somebody) => kindsIn(await waitingOf(reader, who));
    return { clerk: await kinds(clerk), handler: await kinds(handler) };
  };
  const toWang = taskEvent('TaskAssigned', { unit: water, handler: wang, dueOn: '2023-10-31' });

  it('for the office, then for its unit and handler, then for nobody', async () => {
    expect(await onTask()).toEqual({ clerk: ['office-assign'], handler: [] });
    expect(await onTask(toWang)).toEqual({ clerk: [], handler: ['unit-report'] });
    expect(await onTask(toWang, taskEvent('TaskCompleted', { statement: '完成' }))).toEqual({ clerk: [], handler: [] });
  });
});

describe('a plan waits', () => {
  const edition = { edition: 1, contentHash: 'p1' };
  const plan = (type: string, data: object = {}): PastEvent => ({
    stream: 'plan-r1',
    event: { type, data: { ...edition, ...data } },
    by: { personId: 'clerk' },
  });
  const submittedPlan = plan('PlanSubmitted', {
    title: '整改方案',
    text: '一、',
    files: [],
    authors: [{ id: 'leader-2', name: '成员2' }],
  });
  const kinds = async (who: Somebody, ...past: PastEvent[]) => {
    const { reader } = await projected([inbox, rounds], past);
    return (await waitingOf(reader, who)).map(({ row: { subject, id }, waits }) => [
      subject,
      id,
      ...waits.map(({ kind }) => kind),
    ]);
  };

  it('for the signatures of leaders who did not write it, where the round asks for signatures', async () => {
    expect(await kinds(leader(1), submittedPlan)).toEqual([['plan', 'r1', 'plan-sign-off']]);
    expect(await kinds(leader(2), submittedPlan)).toEqual([]);
    expect(await kinds(clerk, submittedPlan)).toEqual([]);
  });

  it('for the meeting where the round says so', async () => {
    expect(await kinds(leader(1), inMeetingRound, submittedPlan)).toEqual([]);
    expect(await kinds(clerk, inMeetingRound, submittedPlan)).toEqual([['plan', 'r1', 'meeting-decision']]);
  });

  it('for its next edition when it came back, and for nobody once approved', async () => {
    const signature = { personId: 'leader-1', name: '成员1' };
    for (const type of ['PlanReturned', 'PlanRejected', 'PlanVotedDown'])
      expect(await kinds(clerk, submittedPlan, plan(type, { signature }))).toEqual([['plan', 'r1', 'plan-submit']]);
    const signed = plan('PlanSignedOff', { signature, count: 1, required: 2 });
    expect(await kinds(leader(1), submittedPlan, signed)).toEqual([]);
    expect(await kinds(leader(1), submittedPlan, plan('PlanApproved'))).toEqual([]);
  });
});

describe('a signature that a body’s members give', () => {
  it('waits for those alone who sit in it', async () => {
    const closurePolicy = { endorsements: ['office'], way: 'sign-offs', required: 2, body: atMeeting.body } as const;
    const round = { ...opened, data: { ...opened.data, closurePolicy } };
    const past = [{ stream: 'round-r1', event: round }, ...submitted.map((event) => ({ stream: 'issue-i1', event }))];
    const { reader } = await projected([inbox, rounds], past);
    const rowsOf = (n: number) =>
      waitingOf(reader, { ...leader(n), sitsIn: async (id) => id === atMeeting.body.id && n === 1 });
    expect(await rowsOf(1)).toMatchObject([{ waits: [{ kind: 'leader-sign-off', body: atMeeting.body }] }]);
    expect(await rowsOf(2)).toEqual([]);
  });
});

describe('what waits for somebody', () => {
  const many = Array.from({ length: 250 }, (_, i): PastEvent[] => {
    const stream = `issue-${String(i).padStart(3, '0')}`;
    const dueOn = `2023-12-${String(30 - (i % 30)).padStart(2, '0')}`;
    const handledBy = i % 2 === 0 ? assigned({ dueOn }) : assigned({ dueOn, handler: { id: 'head', name: '头' } });
    return [delivered(String(i)), handledBy, requested()].map((event) => ({ stream, event }));
  }).flat();

  it('comes by due date, each once, without what the person may not answer, and from any place on', async () => {
    const { reader } = await projected([inbox], many);
    const both = { ...head, roles: ['unit-head', 'office'] };
    const orders = (rows: readonly WaitingRow[]) => rows.map(({ row }) => inboxOrder(row));
    const seen = orders(await waitingOf(reader, both));
    expect(seen).toHaveLength(125);
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(orders(await waitingOf(reader, both, { from: seen[60] }))).toEqual(seen.slice(60));
  });

  it('is looked after by office, inspectors and the leader in charge when it is overdue', async () => {
    const events = [...start, issueEvent('IssueClaimed', { unit: water })];
    const { reader } = await projected(
      [inbox],
      events.map((event) => ({ stream: 'issue-i1', event })),
    );
    const inspector: Somebody = { personId: 'inspector', roles: ['inspector'] };
    const inCharge: Somebody = { personId: assigned().data.leader.id, roles: ['leader'] };
    const seen = async (today: string) => {
      const found: Record<string, string[]> = {};
      for (const [name, who] of Object.entries({ clerk, inspector, inCharge, other: leader(7), reporter }))
        found[name] = kindsIn(await waitingOf(reader, who, { today }));
      return found;
    };
    const onTime = { clerk: [], inspector: [], inCharge: ['leader-claim'], other: [], reporter: ['unit-report'] };
    const late = { clerk: ['overdue'], inspector: ['overdue'], inCharge: ['leader-claim', 'overdue'] };
    expect(await seen('2023-11-30')).toEqual(onTime);
    expect(await seen('2023-12-01')).toEqual({ ...onTime, ...late });
  });

  it('is a review of the office from thirty days before it on', async () => {
    const { reader } = await projected(
      [inbox],
      [...start, progress(10), placed('2024-06-30')].map((event) => ({ stream: 'issue-i1', event })),
    );
    const seen = async (today: string) => kindsIn(await waitingOf(reader, clerk, { today }));
    expect([await seen('2024-05-30'), await seen('2024-05-31')]).toEqual([[], ['review-due']]);
  });

  it('keeps since when, and takes the review date for the due date under long-term', async () => {
    const worked: PastEvent[] = [
      { stream: 'issue-i1', event: delivered('1'), at: '2023-09-01T00:00:00.000Z' },
      { stream: 'issue-i1', event: assigned() },
      { stream: 'issue-i1', event: progress(10), at: '2023-09-05T00:00:00.000Z' },
      { stream: 'issue-i1', event: progress(20), at: '2023-09-09T00:00:00.000Z' },
    ];
    const longTerm = { stream: 'issue-i1', event: placed('2024-06-30'), at: '2023-11-01T00:00:00.000Z' };
    const before = await projected([inbox], worked);
    expect(await waitingOf(before.reader, reporter)).toMatchObject([
      { row: { dueOn: '2023-11-30' }, waits: [{ since: '2023-09-05T00:00:00.000Z' }] },
    ]);
    const { reader } = await projected([inbox], [...worked, longTerm]);
    const [placedNow] = await waitingOf(reader, reporter);
    expect([placedNow!.row.status, inboxOrder(placedNow!.row)]).toEqual(['long-term', '2024-06-30 issue-i1']);
    expect(await waitingOf(reader, reporter, { roundId: 'r2' })).toEqual([]);
  });
});

describe('a task that was put off', () => {
  it('says beside its due date when it was due first', () => {
    const due = (dueOn: string) => taskEvent('TaskAssigned', { unit: water, handler: wang, dueOn });
    const row = (...past: Parameters<typeof rowsOf>[2][]) =>
      rowsOf(inbox, 'task-t1', planned('1', ['i1']), ...past).get('task-t1');
    expect(row(due('2023-10-31'))).toMatchObject({ firstDueOn: '2023-10-31', dueOn: '2023-10-31' });
    expect(row(due('2023-10-31'), due('2024-06-30'))).toMatchObject({ firstDueOn: '2023-10-31', dueOn: '2024-06-30' });
  });
});
