import { issues, ledger, register, regulations, rounds, tasks } from '#rectification';
import { idOfEvent, type PastEvent, projected } from '../../../../test/support/projected-views.js';
import {
  approved,
  atMeeting,
  carriedOver,
  delivered,
  issueEvent,
  listed,
  made,
  opened,
  progress,
  provenance,
  reopened,
  requested,
  roundEvent,
} from '../../../../test/support/round-events.js';
import { numbersInWords } from './numbers-in-words.js';
import { officialReportOf } from './official-report.js';

const views = [rounds, register, ledger, issues, tasks, regulations];
const noon = (date: string) => `${date}T04:00:00.000Z`;
const on = (stream: string, event: PastEvent['event'], date: string, more: Partial<PastEvent> = {}): PastEvent => ({
  stream,
  event,
  at: noon(date),
  ...more,
});
const later = { recorded: noon('2026-11-29') };
const signature = { personId: 'leader-1', name: '成员1', post: '', unit: '' };
const because = (reason: string) => ({ more: { reason } });

const begin: PastEvent[] = [
  on('round-r1', opened, '2023-08-29'),
  ...['1', '2', '3', '4'].map((number) => on('round-r1', listed(`i${number}`, number), '2023-08-29')),
  ...['1', '2', '3', '4'].map((number) => on(`issue-i${number}`, delivered(number), '2023-08-29')),
];

const notesOf = async (...past: PastEvent[]) => {
  const { reader } = await projected(views, [...begin, ...past]);
  const { footnotes } = await officialReportOf(reader, { roundId: 'r1', asOf: '2023-11-30' });
  return footnotes.filter((note) => !note.startsWith('巡察反馈载明'));
};

describe('the notes of a report', () => {
  it('are none where nothing needs to be said', async () => {
    expect(await notesOf(on('issue-i1', progress(50), '2023-10-01'))).toEqual([]);
  });

  it('name what was entered after the day that the report is of, by kind', async () => {
    const late = ['1', '2', '3'].map((number) => on(`issue-i${number}`, progress(90), '2023-11-05', later));
    expect(await notesOf(...late, on('issue-i4', approved, '2023-11-06', later))).toEqual([
      '第（1）至（3）项的整改进展，第（4）项的销号，系在统计截至日之后登记',
    ]);
    const { reader } = await projected(views, [...begin, on('issue-i4', approved, '2023-11-06', later)]);
    const { areas } = await officialReportOf(reader, { roundId: 'r1', asOf: '2023-11-30' });
    const [closed] = areas.flatMap(({ headings }) => headings).flatMap((heading) => heading.issues.slice(-1));
    expect(closed).toMatchObject({ closedOn: '2023-11-06', enteredOn: '2026-11-29' });
    expect(await notesOf(on('issue-i1', made('制度'), '2023-11-05', { recorded: noon('2023-11-30') }))).toEqual([]);
  });

  it('say together what of the same issues was entered later, requests, claims and corrections among it', async () => {
    const entered = issueEvent('AccountabilityRecorded', { kind: 'criticism', number: 100 });
    const corrects = idOfEvent(begin.length + 1);
    const putRight = issueEvent('AccountabilityCorrected', { corrects, from: { number: 100 }, to: { number: 1 } });
    expect(
      await notesOf(
        on('issue-i1', entered, '2023-10-01'),
        on('issue-i1', putRight, '2023-10-01', later),
        on('issue-i2', progress(90), '2023-11-05', later),
        on('issue-i2', requested(), '2023-11-06', later),
      ),
    ).toEqual(['第（2）项的整改进展、销号申请，第（1）项的追责问责，系在统计截至日之后登记']);
  });

  it('name what the inspectors delivered in other words than are printed', async () => {
    const words = (from: string, to: string) =>
      issueEvent('IssueCorrected', { corrects: 'd', from: { text: from }, to: { text: to } });
    expect(
      await notesOf(
        on('issue-i2', words('第2个问题', '“三会”不全'), '2023-08-29', { ...later, ...because('录入有误') }),
        on('issue-i2', words('“三会”不全', '“三会”记录不全'), '2023-08-29', { ...later, ...because('漏字') }),
      ),
    ).toEqual(['第（2）项问题表述原为“第2个问题”（2026年11月29日更正），理由为：漏字']);
    const heading = issueEvent('IssueCorrected', {
      corrects: 'd',
      from: { heading: '巡河不勤', criteria: ['每月巡河'] },
      to: { heading: '“巡河”不勤', criteria: ['每周巡河'] },
    });
    expect(await notesOf(on('issue-i1', heading, '2023-08-29'))).toEqual([
      '第（1）项所属大项原为“巡河不勤”，更正为“‘巡河’不勤”（2023年8月29日更正）',
    ]);
    expect(
      await notesOf(
        on('issue-i2', words('第2个问题', '错'), '2023-08-29'),
        on('issue-i2', words('错', '第2个问题'), '2023-08-29'),
      ),
    ).toEqual([]);
  });

  it('name the day of delivery and the other particulars of the round that were put right', async () => {
    const dates = roundEvent('RoundCorrected', {
      corrects: 'o',
      from: { deliveredOn: '2023-08-28', title: '旧' },
      to: { deliveredOn: '2023-08-29', title: '第二轮巡察' },
    });
    expect(await notesOf(on('round-r1', dates, '2023-08-29', { ...later, ...because('核对原件') }))).toEqual([
      '反馈日期原为“2023年8月28日”，更正为“2023年8月29日”（2026年11月29日更正），理由为：核对原件',
    ]);
  });

  it('name waivers with their reasons', async () => {
    const waiver = issueEvent('RequirementWaived', { requirement: 'evidence', criterion: 1 });
    expect(await notesOf(on('issue-i2', waiver, '2023-10-01', because('材料已灭失')))).toEqual([
      '第（2）项豁免销号条件“第1条整改标准提供佐证材料”，理由为：材料已灭失',
    ]);
  });

  it('name the reasons of all who signed a waiver, each once, and of no waiver before', async () => {
    const signed = (count: number, reason: string, criterion = 1) =>
      on(
        'issue-i2',
        issueEvent('RequirementWaiverSigned', { requirement: 'evidence', criterion, signature, count, required: 2 }),
        '2023-10-01',
        because(reason),
      );
    const waived = (reason: string, criterion = 1) =>
      on(
        'issue-i2',
        issueEvent('RequirementWaived', { requirement: 'evidence', criterion }),
        '2023-10-01',
        because(reason),
      );
    const note = (because: string) => `第（2）项豁免销号条件“第1条整改标准提供佐证材料”，${because}`;
    expect(
      await notesOf(signed(1, '材料已灭失'), signed(1, '另有情况', 2), signed(2, '已现场核实'), waived('已现场核实')),
    ).toEqual([note('理由分别为：“材料已灭失”“已现场核实”')]);
    expect(
      await notesOf(signed(1, '作废'), signed(1, '材料已灭失'), signed(2, '材料已灭失'), waived('材料已灭失')),
    ).toEqual([note('理由为：材料已灭失')]);
  });

  it('name the reasons of both leaders who agreed on who decides, and of a proposal that came to nothing none', async () => {
    const two = { endorsements: ['office'], way: 'sign-offs', required: 2 } as const;
    const change = (to: number, more: object = {}) => ({ from: two, to: { ...two, required: to }, ...more });
    const proposed = roundEvent('ClosurePolicyChangeProposed', change(1, { proposedBy: signature }) as never);
    const notes = await notesOf(
      on('round-r1', proposed, '2023-10-01', because('成员外出')),
      on('round-r1', roundEvent('ClosurePolicyChanged', change(3)), '2023-10-02', because('从严')),
      on('round-r1', proposed, '2023-10-03', because('人员减少')),
      on(
        'round-r1',
        roundEvent('ClosurePolicyChanged', change(1, { proposedBy: signature })),
        '2023-10-04',
        because('同意'),
      ),
    );
    expect(notes.map((one) => one.slice(one.indexOf('，理由')))).toEqual([
      '，理由为：从严',
      '，理由分别为：“人员减少”“同意”',
    ]);
  });

  it('name every reopening, and what was carried over once', async () => {
    const ends = ['1', '2', '3', '4'].map((number) => on(`issue-i${number}`, carriedOver('2023-10-10'), '2023-10-10'));
    expect(await notesOf(...ends)).toEqual([
      '【结转】全部4项的销号或者长期整改据“台账.xlsx”“台账”表结转，未在本轮次履行审核、审议程序',
    ]);
    expect(await notesOf(...ends, on('issue-i2', reopened, '2023-11-01', because('反弹')))).toEqual([
      '【结转】第（1）、（3）、（4）项的销号或者长期整改据“台账.xlsx”“台账”表结转，未在本轮次履行审核、审议程序',
      '第（2）项于2023年11月1日重新整改',
    ]);
    const told = issueEvent('ProgressReported', { ...progress(0).data, provenance });
    expect(await notesOf(on('issue-i1', told, '2023-11-30', later))).toEqual([
      '【结转】第（1）项的整改情况据“台账.xlsx”“台账”表照录',
    ]);
  });

  it('name every change of what is counted and of who decides, and when it was entered', async () => {
    const rule = { version: 1, text: '旧口径', longTermCounts: false };
    const counting = roundEvent('CountingRuleChanged', { from: rule, to: { ...rule, version: 2, text: '新口径' } });
    const closing = roundEvent('ClosurePolicyChanged', {
      from: { endorsements: ['unit', 'office'], way: 'meeting', body: atMeeting.body },
      to: { endorsements: [], way: 'sign-offs', required: 1 },
    });
    const notes = await notesOf(
      on('round-r1', counting, '2023-10-01', because('上级要求')),
      on('round-r1', closing, '2023-10-02', later),
    );
    expect(notes).toEqual([
      '2023年10月1日统计口径由“旧口径”改为“新口径”，理由为：上级要求',
      '2023年10月2日销号规则由“经牵头单位、整改办审核，由‘领导小组’会议表决”改为“由领导小组1人会签”（2026年11月29日登记）',
    ]);
  });

  it('tell where the delivered report states other results as of the same day', async () => {
    const text = (asOf: string) =>
      roundEvent('FindingTextRecorded', {
        text: '通报',
        sha256: 'cd',
        stated: { asOf, closed: 40, longTerm: 0, regulations: 7 },
      });
    expect(await notesOf(on('round-r1', text('2023-11-30'), '2023-11-30'))).toEqual(
      expect.arrayContaining([
        '原通报载明截至2023年11月30日已整改完成40项（本通报0项）、制定或修订规范性文件7项（本通报0项）',
      ]),
    );
    const other = await notesOf(on('round-r1', text('2023-10-31'), '2023-10-31'));
    expect(other.join()).not.toContain('已整改完成');
  });
});

describe('numbers of issues in words', () => {
  const all = ['1', '2', '3', '4', '10'];
  it.each([
    [['1'], '第（1）项'],
    [['1', '2'], '第（1）、（2）项'],
    [['4', '1', '2', '3'], '第（1）至（4）项'],
    [['1', '3', '4', '10'], '第（1）、（3）至（10）项'],
    [all, '全部5项'],
  ])('of %j are %s', (numbers, words) => {
    expect(numbersInWords(all)(numbers)).toBe(words);
  });
});
