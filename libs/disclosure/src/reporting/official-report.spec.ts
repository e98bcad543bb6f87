import type { ViewReader } from '#event-sourcing';
import { issues, ledger, register, regulations, rounds, tasks } from '#rectification';
import { type PastEvent, projected } from '../../../../test/support/projected-views.js';
import {
  assigned,
  atMeeting,
  closedByMeeting,
  delivered,
  issueEvent,
  listed,
  made,
  opened,
  planned,
  placed,
  provenance,
  reopened,
  roads,
  roundEvent,
  taskEvent,
  votedDown,
} from '../../../../test/support/round-events.js';
import { reportFormats, writeReport } from './documents.js';
import { officialReportOf } from './official-report.js';
import { reportTitle } from './report-title.js';

const views = [rounds, register, ledger, issues, tasks, regulations];
const noon = (date: string) => `${date}T04:00:00.000Z`;
const on = (stream: string, event: PastEvent['event'], date?: string, more: Partial<PastEvent> = {}): PastEvent => ({
  stream,
  event,
  at: date && noon(date),
  ...more,
});
const because = (reason: string) => ({ more: { reason } });
const road = { area: '管路', heading: '路灯失修' };

const report = (narrative: string, percent: number) =>
  issueEvent('ProgressReported', {
    narrative,
    measures: ['修好路灯', '定期巡检'],
    percent,
    figures: [{ name: '路灯', value: 12, unit: '盏', on: '2023-10-01' }],
    evidence: [],
  });

const until2023: PastEvent[] = [
  on('round-r1', opened, '2023-08-29'),
  on('round-r1', roundEvent('WorkOrganised', { paragraphs: ['成立领导小组'] })),
  on('round-r1', roundEvent('ContactAnnounced', { phone: '0000-1' })),
  ...['1', '2', '10'].map((number) =>
    on('round-r1', listed(`i${number}`, number, ...(number === '1' ? [] : Object.values(road)))),
  ),
  on('issue-i10', delivered('10', road)),
  on('issue-i1', delivered('1')),
  on('issue-i2', delivered('2', road)),
  on('task-t1', planned('1', ['i1', 'i10'])),
  on('task-t2', planned('2', ['i10'])),
  on('issue-i10', assigned({ leadUnit: roads }), '2023-09-01'),
  on('issue-i2', report('初步完成', 50), '2023-10-02'),
  on('issue-i10', report('已修复', 80)),
  on('issue-i1', made('《巡河制度》'), '2023-10-08'),
  on('issue-i1', issueEvent('AccountabilityRecorded', { kind: 'admonition', number: 2 })),
  on('issue-i1', issueEvent('MoneyRecovered', { amount: 5_000 })),
  on('task-t1', taskEvent('TaskCompleted', { statement: '完成' }), '2023-10-09'),
  on('issue-i1', issueEvent('ClosureCarriedOver', { closedOn: '2023-10-10', provenance }), '2023-10-10'),
  on('issue-i10', issueEvent('ClosureRequested', { contentHash: 'h', involved: [], statement: '完成' }), '2023-11-01'),
  on('issue-i10', issueEvent('IssueReturned', { level: 'office' }), '2023-11-02', because('佐证不足')),
  on('issue-i2', placed('2024-06-30'), '2023-11-03', because('管网须整体改造')),
];

const later: PastEvent[] = [
  on('issue-i1', reopened, '2024-01-10', because('问题反弹')),
  on('issue-i2', report('二期开工', 70), '2024-02-01'),
  on('round-r1', roundEvent('WorkOrganised', { paragraphs: ['改了'] }), '2024-02-01'),
  on('round-r9', opened, '2024-03-01'),
];

const day = { roundId: 'r1', asOf: '2023-11-30' };
const readerOf = async (past: readonly PastEvent[]): Promise<ViewReader> => (await projected(views, past)).reader;

describe('a round with one issue closed, one long-term and one sent back', () => {
  let reader: ViewReader;
  beforeAll(async () => {
    reader = await readerOf(until2023);
  });

  it('states the totals of the statistics', async () => {
    const { totals } = await officialReportOf(reader, day);
    expect(totals).toMatchObject({
      areas: 2,
      headings: 2,
      tasks: 2,
      issues: 3,
      closed: { count: 1, rate: 33.3 },
      longTerm: { count: 1, rate: 33.3 },
      others: [{ label: '正在整改', count: 1, rate: 33.3 }],
      regulations: 1,
      moneyRecovered: 5_000,
    });
    expect(totals.accountability).toMatchObject({ admonition: 2, discipline: 0 });
  });

  it('lists areas, headings and issues in the order of their numbers', async () => {
    const { areas } = await officialReportOf(reader, day);
    const order = areas.map(({ ordinal, title, headings }) => [
      ordinal,
      title,
      headings.map((heading) => [heading.ordinal, heading.title, heading.issues.map(({ number }) => number)]),
    ]);
    expect(order).toEqual([
      [1, '管水', [[1, '巡河不勤', ['1']]]],
      [2, '管路', [[2, '路灯失修', ['2', '10']]]],
    ]);
  });

  it('names the place in the file that a carried-over closure was taken from', async () => {
    const [first] = (await officialReportOf(reader, day)).areas[0]!.headings[0]!.issues;
    expect(first).toMatchObject({
      status: 'closed',
      closedOn: '2023-10-10',
      carriedOver: { file: '台账.xlsx', sheet: '台账', row: 7 },
      regulations: [{ kind: 'made', title: '《巡河制度》' }],
    });
    expect(first!.remainder).toBeUndefined();
  });

  it('tells why an issue is not closed, what comes next, until when and by whom', async () => {
    const [longTerm, sentBack] = (await officialReportOf(reader, day)).areas[1]!.headings[0]!.issues;
    expect(longTerm!.remainder).toMatchObject({ reason: '管网须整体改造', reviewOn: '2024-06-30' });
    expect(sentBack).toMatchObject({ status: 'rectifying', measures: ['修好路灯', '定期巡检'], progress: '已修复' });
    expect(sentBack!.remainder).toMatchObject({
      reason: '销号申请未通过：佐证不足',
      nextSteps: '继续实施整改任务2“任务2”',
      dueOn: '2023-11-30',
      responsible: '道路所、王五',
    });
  });

  it('notes where the delivered report counts otherwise than the register, and once what was carried over', async () => {
    const { footnotes } = await officialReportOf(reader, day);
    expect(footnotes).toEqual([
      '巡察反馈载明1项整改任务，本台账登记0项整改任务',
      '【结转】第（1）项的销号或者长期整改据“台账.xlsx”“台账”表结转，未在本轮次履行审核、审议程序',
    ]);
  });

  it('names the meeting that closed an issue, and why another came back from it', async () => {
    const because = { more: { reason: '未通过：应到9人，赞成4票' } };
    const reader = await readerOf([
      ...until2023,
      on(
        'issue-i10',
        issueEvent('ClosureRequested', { contentHash: 'h', involved: [], statement: '完成' }),
        '2023-11-20',
      ),
      on('issue-i10', votedDown, '2023-11-28', because),
      on('issue-i2', closedByMeeting, '2023-11-28'),
    ]);
    const [closed, back] = (await officialReportOf(reader, day)).areas[1]!.headings[0]!.issues;
    expect(closed).toMatchObject({ status: 'closed', decidedAt: '领导小组“第五次会议”第3项' });
    expect(back!.remainder).toMatchObject({ reason: '销号申请未通过：会议审议未予通过' });
  });

  it('gives as the reason of a placement by a meeting why it was asked for, and never the numbers of the vote', async () => {
    const placing = issueEvent('LongTermApproved', { reviewOn: '2024-12-31', decided: atMeeting });
    const told = async (reason: string) => {
      const placement = on('issue-i10', placing, '2023-11-28', { more: { reason } });
      const [, issue] = (await officialReportOf(await readerOf([...until2023, placement]), day)).areas[1]!.headings[0]!
        .issues;
      return issue!.remainder;
    };
    expect(await told('须分期实施')).toMatchObject({ reason: '须分期实施', reviewOn: '2024-12-31' });
    const said = atMeeting.result.explanation.zh;
    expect((await told(`领导小组“第五次会议”第3项：${said}`))!.reason).toBeUndefined();
  });

  it('is refused for a day before the delivery, naming that day, and knows no round that there is not', async () => {
    await expect(officialReportOf(reader, { ...day, asOf: '2023-08-28' })).rejects.toMatchObject({
      code: 'report.before-delivery',
      details: { field: 'asOf', asOf: '2023-08-28', deliveredOn: '2023-08-29' },
    });
    await expect(officialReportOf(reader, { roundId: 'none', asOf: '2023-08-28' })).rejects.toMatchObject({
      code: 'round.unknown',
    });
    const late = await readerOf([on('round-r1', opened, '2023-09-05')]);
    await expect(officialReportOf(late, { ...day, asOf: '2023-09-04' })).rejects.toMatchObject({
      code: 'report.before-opening',
      details: { openedOn: '2023-09-05' },
    });
  });

  it('bears number, day and signature that its office gives, on no day before its own', async () => {
    const given = { documentNumber: '某发〔2023〕9号', issuedOn: '2023-12-05', issuer: '河湾镇党委办公室' };
    expect(await officialReportOf(reader, day, given)).toMatchObject(given);
    await expect(officialReportOf(reader, day, { issuedOn: '2023-11-29' })).rejects.toMatchObject({
      code: 'report.issued-before-day',
    });
  });

  it('shows an issue open on the day before it was closed', async () => {
    const { totals } = await officialReportOf(reader, { ...day, asOf: '2023-10-09' });
    expect(totals).toMatchObject({
      closed: { count: 0, rate: 0 },
      others: [{ label: '正在整改', count: 3, rate: 100 }],
    });
  });
});

describe('a round in which more has happened since the day of the report', () => {
  it.each(reportFormats)('gives the same bytes as before, as %s', async (format) => {
    const before = await officialReportOf(await readerOf(until2023), day);
    const after = await officialReportOf(await readerOf([...until2023, ...later]), day);
    const bytes = await writeReport(after, { format });
    expect(bytes).toEqual(await writeReport(before, { format }));
    expect(bytes.name).toBe(`整改情况通报-2023-11-30.${format}`);
  });

  it('counts the reopened issue as open from that day on', async () => {
    const { totals } = await officialReportOf(await readerOf([...until2023, ...later]), { ...day, asOf: '2024-01-10' });
    expect(totals).toMatchObject({
      closed: { count: 0 },
      others: [
        { label: '正在整改', count: 2 },
        { label: '其中已超过完成时限', count: 1 },
      ],
    });
  });
});

describe('a fact of before the day that was recorded after it', () => {
  const late = on('issue-i10', report('补录', 90), '2023-11-20', { recorded: noon('2023-12-05') });

  it('changes the report, unless it is asked for as it was known', async () => {
    const reader = await readerOf([...until2023, late]);
    const progressOf = async (knownAt?: string) =>
      (await officialReportOf(reader, { ...day, knownAt })).areas[1]!.headings[0]!.issues[1]!.progress;
    expect(await progressOf()).toBe('补录');
    expect(await progressOf(noon('2023-12-01'))).toBe('已修复');
  });
});

describe('the title of a report', () => {
  it.each([
    ['某工委关于市委第三轮巡察集中', '某工委关于市委第三轮巡察集中整改进展情况的通报'],
    ['某工委关于市委第三轮巡察整改', '某工委关于市委第三轮巡察整改进展情况的通报'],
    ['某工委关于市委第三轮巡察整改情况', '某工委关于市委第三轮巡察整改情况的通报'],
    ['某工委关于市委第三轮巡察', '某工委关于市委第三轮巡察整改进展情况的通报'],
    ['某工委关于巡察集中整改情况的报告', '某工委关于巡察集中整改情况的报告'],
    ['巡察整改台账', '某工委关于巡察整改进展情况的通报'],
    ['2023年专项检查', '某工委关于2023年专项检查整改进展情况的通报'],
  ])('of the round %s is its own as far as it goes', (round, title) => {
    expect(reportTitle(round, '某工委')).toBe(title);
  });
});

describe('a round with an issue whose due date has passed', () => {
  const begun: PastEvent[] = [
    on('round-r1', opened, '2023-08-29'),
    ...['1', '2', '3'].map((number) => on('round-r1', listed(`i${number}`, number), '2023-08-29')),
    ...['1', '2', '3'].map((number) => on(`issue-i${number}`, delivered(number), '2023-08-29')),
    on('issue-i1', assigned({ dueOn: '2023-11-30' }), '2023-09-01'),
    on('issue-i2', assigned({ dueOn: '2023-12-31' }), '2023-09-01'),
  ];
  const told = async (asOf: string) => {
    const { totals, nextSteps, areas } = await officialReportOf(await readerOf(begun), { ...day, asOf });
    const [issue] = areas.flatMap(({ headings }) => headings.flatMap(({ issues }) => issues));
    return { others: totals.others.map(({ label, count }) => [label, count]), nextSteps, issue };
  };

  it('says so in the figures, of the issue and of what comes next', async () => {
    const { others, nextSteps, issue } = await told('2023-12-01');
    expect(others).toEqual([
      ['正在整改', 3],
      ['其中已超过完成时限', 1],
    ]);
    expect(nextSteps.slice(0, 3)).toEqual([
      '对正在整改的1项具体问题，按照完成时限推进，经审核、审议后销号',
      '对已超过完成时限的1项具体问题，抓紧整改，经审核、审议后销号',
      '对尚未明确责任的1项具体问题，明确责任和完成时限',
    ]);
    expect(issue?.remainder).toMatchObject({ dueOn: '2023-11-30', overdue: true });
  });

  it('says nothing of it on the day itself', async () => {
    const { others, issue } = await told('2023-11-30');
    expect(others).toEqual([['正在整改', 3]]);
    expect(issue?.remainder?.overdue).toBeUndefined();
  });

  it('counts what more time is asked for among those at work, not beside them', async () => {
    const asked = issueEvent('ExtensionRequested', { from: '2023-12-31', to: '2024-01-31' });
    const reader = await readerOf([...begun, on('issue-i2', asked, '2023-11-01')]);
    const { totals } = await officialReportOf(reader, day);
    expect(totals.others.map(({ label, count }) => [label, count])).toEqual([
      ['正在整改', 3],
      ['其中申请延期', 1],
    ]);
  });
});
