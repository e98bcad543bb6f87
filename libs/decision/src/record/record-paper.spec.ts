import { htmlOf, markdownOf } from '#documents';
import { asRecorded } from '#event-sourcing/testing';
import { recordOf } from '../domain/meeting/record.js';
import { meeting } from '../domain/meeting/meeting.js';
import type { MeetingEvent, MeetingOpened } from '../domain/meeting/events.js';
import type { RuleSet } from '../domain/rules/rule-set.js';
import * as given from '../projections/meeting.fixture.js';
import { recordPaper, type WrittenRecord } from './record-paper.js';
import { summaryPaper } from './summary-paper.js';

const at = '2023-11-20T01:30:00.000Z';
const stateAfter = (past: readonly MeetingEvent[]) =>
  past
    .map((event, i) => asRecorded('meeting-m1', { event, at }, i + 1))
    .reduce(meeting.evolve, meeting.initial as ReturnType<typeof meeting.evolve>)!;
const contentOf = (past: readonly MeetingEvent[], remarks?: string) =>
  recordOf(stateAfter(past), { remarks, form: 2 })!;
const written = (past: readonly MeetingEvent[], more: Partial<WrittenRecord> = {}): WrittenRecord => ({
  content: contentOf(past, '无更正'),
  edition: 2,
  sha256: 'c'.repeat(64),
  position: '42',
  signatures: [],
  ...more,
});
const textOf = (record: WrittenRecord): string => markdownOf(recordPaper(record));

describe('a record', () => {
  it('tells place, times, rules, who was entitled, and who attended as what', () => {
    const text = textOf(written(given.held));
    for (const part of [
      '# 整改工作领导小组会议记录',
      '**时间**：2023年11月20日9时30分至9时30分。',
      '党组工作条例（第3版）',
      '**应到3人**：赵建国、孙丽华、周敏。',
      '**出席2人**：赵建国（成员）；孙丽华（成员）。',
      '**列席1人**：郑刚（成员）。',
      '**缺席1人**：周敏（成员），出差。',
      '应到3人，实到2人，达到开会所需2人。',
    ])
      expect(text).toContain(part);
  });

  it('says once and without a number that nobody was absent, sat in or stood aside', () => {
    const text = textOf(written(given.held.filter(({ type }) => type !== 'AttendanceRecorded')));
    for (const line of ['**出席**：无。', '**列席**：无。', '**缺席**：无。', '**回避**：无。'])
      expect(text).toContain(line);
    expect(text).not.toContain('0人');
    expect(textOf(written(given.held))).toContain('**回避**：无。');
  });

  it('tells of each item what was said, how each voted, the view of the chair and the result in numbers', () => {
    const text = textOf(written(given.held));
    for (const part of [
      '**孙丽华发言**：整改措施已落实。',
      '赞成：孙丽华、赵建国；反对：无；弃权：无。',
      '**主持人赵建国末位表态**：同意销号。',
      '**结果**：应到3人，出席2人；赞成2票，反对0票，弃权0票，达到所需2票，通过。',
      '暂缓',
    ])
      expect(text).toContain(part);
  });

  it('tells of a secret ballot totals and turnout, and nobody’s choice', () => {
    const cast = (voter: typeof given.sun): MeetingEvent => ({
      type: 'BallotCast',
      data: { itemId: 'i-1', voter, sealed: 'eyJhbGciOiJ' },
    });
    const secret = { ...given.result, ballot: 'secret' as const, yes: 1, no: 1, votes: undefined };
    const votedDown = given.decided('ItemVotedDown', 'i-1', 1);
    const past = [
      ...given.held.slice(0, 10),
      given.voteOpened('i-1', 'secret'),
      cast(given.sun),
      cast(given.zhao),
      { ...votedDown, data: { ...votedDown.data, result: secret } } as MeetingEvent,
    ];
    const text = textOf(written(past));
    expect(text).toContain('**表决**：无记名投票。参加投票：孙丽华、赵建国。');
    expect(text).toContain('赞成1票，反对1票，弃权0票，未达到所需2票，未通过。');
    expect(text).not.toMatch(/赞成：|反对：|eyJ/);
  });

  it('names those who have signed, and those who have yet to', () => {
    const signature = { ...given.sun, post: '副组长', at };
    const text = textOf(written(given.held, { signatures: [signature] }));
    expect(text).toContain('孙丽华（成员）：＿＿＿＿＿＿＿＿（2023年11月20日9时30分以本人账号会签）');
    expect(text).toContain('赵建国（成员）：＿＿＿＿＿＿＿＿　　年　　月　　日');
    expect(text).toContain('记录人吴强：＿＿＿＿＿＿＿＿　　年　　月　　日');
  });

  it('keeps digests out of its text: they stand behind it and in the properties of the file', () => {
    const paper = recordPaper(written(given.held));
    const annex = paper.blocks.findIndex(({ kind }) => kind === 'annex');
    const [text, behind] = [paper.blocks.slice(0, annex), paper.blocks.slice(annex)].map((blocks) =>
      JSON.stringify(blocks),
    );
    expect(text).not.toMatch(/SHA|[0-9a-f]{64}/);
    expect(behind).toContain(`第2稿，SHA-256 ${'c'.repeat(64)}`);
    expect(behind).toContain(`SHA-256 ${'a'.repeat(64)}`);
    expect(paper.properties).toContainEqual({ name: 'RecordDigest', label: '会议记录摘要', value: 'c'.repeat(64) });
  });

  it('prints the view of the chair before the vote or behind it, as the rules mean it', () => {
    const orderOf = (chairStates?: 'before-vote') => {
      const rules = { ...(given.opened.data as MeetingOpened['data']).ruleSet.rules, chairStates };
      const content = contentOf(given.held);
      const text = textOf({
        ...written(given.held),
        content: { ...content, ruleSet: { ...content.ruleSet, rules } as RuleSet },
      });
      return text.indexOf('末位表态') < text.indexOf('**表决**');
    };
    expect(orderOf('before-vote')).toBe(true);
    expect(orderOf()).toBe(false);
  });

  it('tells who came and left, when, and counts each item by who was there', () => {
    const left = given.attending(given.zheng, 'absent', '离会');
    const past = [...given.held.slice(0, -1), left, given.attending(given.zhou, 'present')];
    const text = textOf(written(past));
    expect(text).toContain('**会议期间**：9时30分郑刚离会；9时30分周敏到会。');
    expect(text).toContain('周敏（成员）：＿＿');
  });

  it('says in the properties of its file which edition it is and what it was made from', () => {
    expect(recordPaper(written(given.held)).properties).toEqual([
      { name: 'asOf', label: '会议日期', value: '2023-11-20' },
      { name: 'position', label: '数据位置', value: '42' },
      { name: 'RecordEdition', label: '稿次', value: '2' },
      { name: 'RecordDigest', label: '会议记录摘要', value: 'c'.repeat(64) },
    ]);
  });

  it('tells what was corrected, why, and of which item', () => {
    const corrections = [
      { text: '发言人应为周敏', number: 1, reason: '笔误' },
      { text: '地点应为三楼', reason: '核实' },
    ];
    const text = textOf(written(given.held, { content: { ...contentOf(given.held), corrections } }));
    expect(text).toContain('**第1项**：发言人应为周敏。理由：笔误。');
    expect(text).toContain('地点应为三楼。理由：核实。');
    expect(textOf(written(given.held))).not.toContain('、更正');
  });

  it('tells from where and when a meeting was moved, and why', () => {
    const move = {
      from: { heldOn: '2023-11-18', place: '一会议室' },
      to: { heldOn: '2023-11-20', place: '二会议室' },
      reason: '主持人出差',
      at,
    };
    const text = textOf(written(given.held, { content: { ...contentOf(given.held), moves: [move] } }));
    expect(text).toContain(
      '**会议改期**：原定2023年11月18日在一会议室召开，改为2023年11月20日在二会议室召开，理由：主持人出差。',
    );
  });

  it('of the past cites each paper that it was entered by, with its number and its day where it has them', () => {
    const papers = [
      { title: '会议记录', documentNumber: '整改领〔2023〕2号', date: '2023-03-01', sha256: 'd'.repeat(64) },
      { title: '签到表', date: '2023-02-28', sha256: 'e'.repeat(64) },
      { title: '会议照片', sha256: 'f'.repeat(64) },
    ];
    const text = textOf(
      written(given.held, { content: { ...contentOf(given.held), entered: { papers, reason: '系统上线前召开' } } }),
    );
    expect(text).toContain(
      '**补录依据**：会议记录（整改领〔2023〕2号，2023年3月1日）、签到表（2023年2月28日）、会议照片。',
    );
    expect(text).toContain(`补录依据会议记录（整改领〔2023〕2号，2023年3月1日）摘要**：SHA-256 ${'d'.repeat(64)}`);
    expect(text).toContain(`补录依据会议照片摘要**：SHA-256 ${'f'.repeat(64)}`);
  });

  it('keeps whatever was said as text', () => {
    const note: MeetingEvent = {
      type: 'DiscussionNoted',
      data: { itemId: 'i-1', speaker: given.sun, text: '<script>alert(1)</script>' },
    };
    const html = htmlOf(recordPaper(written([...given.held.slice(0, 9), note])));
    expect(html).toContain('&lt;script&gt;');
    expect(html).not.toContain('<script');
  });
});

describe('a summary', () => {
  it('tells what was decided from the signed record, and names that record', () => {
    const issued = {
      documentNumber: '〔2023〕3号',
      recordSha256: 'c'.repeat(64),
      text: '会议要求抓好落实。',
      at,
      position: '42',
    };
    const text = markdownOf(summaryPaper(contentOf(given.held), issued));
    for (const part of [
      '# 整改工作领导小组会议纪要',
      '〔2023〕3号',
      '会议决定如下：\n',
      '**一、学习不够深入（销号）**：应到3人，出席2人；赞成2票，反对0票，弃权0票。',
      '下列议题暂缓审议：',
      '**二、档案管理不规范（销号）**',
      '会议要求抓好落实。',
      '2023年11月20日',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/SHA|[0-9a-f]{64}|未获通过/);
    expect(text.match(/赞成/g)).toHaveLength(1);
    expect(summaryPaper(contentOf(given.held), issued).properties).toMatchObject([
      { name: 'asOf', value: '2023-11-20' },
      { name: 'position', value: '42' },
      { name: 'documentNumber', value: '〔2023〕3号' },
      { name: 'RecordDigest', value: 'c'.repeat(64) },
    ]);
  });

  it('says the matter of an item once, where its title tells it already', () => {
    const content = contentOf(given.held);
    const titled = ['第7项问题销号：学习不够深入', '关于档案管理'];
    const items = content.items.map((item, i) => ({ ...item, title: titled[i]! }));
    const issued = { documentNumber: '3号', recordSha256: 'c'.repeat(64), at, position: '42' };
    const text = markdownOf(summaryPaper({ ...content, items }, issued));
    expect(text).toContain('**一、第7项问题销号：学习不够深入**：');
    expect(text).toContain('**二、关于档案管理（销号）**');
  });

  it('names who attended and who sat in, and leaves out the line of those where there are none', () => {
    const issued = { documentNumber: '3号', recordSha256: 'c'.repeat(64), at, position: '42' };
    const text = markdownOf(summaryPaper(contentOf(given.held), issued));
    expect(text).toContain('**出席**：赵建国、孙丽华。');
    expect(text).toContain('**列席**：郑刚。');
    const alone = given.held.filter(
      (event) => !(event.type === 'AttendanceRecorded' && event.data.person.id === given.zheng.id),
    );
    expect(markdownOf(summaryPaper(contentOf(alone), issued))).not.toContain('列席');
  });

  it('keeps what failed apart from what was decided', () => {
    const votedDown = given.decided('ItemVotedDown', 'i-1', 1);
    const past = given.held.map((event) => (event.type === 'ItemAdopted' ? votedDown : event));
    const text = markdownOf(
      summaryPaper(contentOf(past), { documentNumber: '3号', recordSha256: 'c'.repeat(64), at, position: '42' }),
    );
    expect(text).toContain('下列议题未获通过：');
    expect(text).not.toContain('会议决定如下');
  });
});
