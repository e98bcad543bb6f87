import { htmlOf, markdownOf } from '#documents';
import { asRecorded } from '#event-sourcing/testing';
import { recordOf } from '../domain/meeting/record.js';
import { meeting } from '../domain/meeting/meeting.js';
import type { MeetingEvent } from '../domain/meeting/events.js';
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
  signatures: [],
  ...more,
});
const textOf = (record: WrittenRecord): string => markdownOf(recordPaper(record));

describe('a record', () => {
  it('tells place, times, rules, who was entitled, and who attended as what', () => {
    const text = textOf(written(given.held));
    for (const part of [
      '# 整改工作领导小组会议记录',
      '2023年11月20日09:30:00（北京时间）',
      '党组工作条例（第2版）',
      '**应到3人**：赵建国、孙丽华、周敏。',
      '**出席2人**：赵建国（成员）；孙丽华（成员）。',
      '**列席1人**：郑刚（成员）。',
      '**缺席1人**：周敏（成员），出差。',
      '**回避0人**：无。',
      '应到3人，实到2人，达到开会所需2人。',
    ])
      expect(text).toContain(part);
  });

  it('tells of each item what was said, how each voted, the view of the chair and the result in numbers', () => {
    const text = textOf(written(given.held));
    for (const part of [
      '**孙丽华发言**：整改措施已落实。',
      '赞成：孙丽华、赵建国；反对：无；弃权：无。',
      '**主持人赵建国末位表态**：同意销号。',
      '通过：应到3人，出席2人，赞成2票，达到所需2票。',
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
    expect(text).toContain('无记名投票，有表决权2人，参加表决2人。赞成1票，反对1票，弃权0票。');
    expect(text).toContain('**参加投票**：孙丽华、赵建国。');
    expect(text).not.toMatch(/赞成：|反对：|eyJ/);
  });

  it('names those who have signed, and those who have yet to', () => {
    const signature = { ...given.sun, post: '副组长', at };
    const text = textOf(written(given.held, { signatures: [signature] }));
    expect(text).toContain('**孙丽华（副组长）**：2023年11月20日09:30:00（北京时间）签字。');
    expect(text).toContain('**尚未签字**：赵建国。');
    expect(text).toContain(`第2稿，SHA-256 ${'c'.repeat(64)}`);
    const all = { signatures: [signature, { ...given.zhao, at }] };
    expect(textOf(written(given.held, all))).not.toContain('尚未签字');
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
    const issued = { documentNumber: '〔2023〕3号', recordSha256: 'c'.repeat(64), text: '会议要求抓好落实。' };
    const text = markdownOf(summaryPaper(contentOf(given.held), issued));
    for (const part of [
      '# 整改工作领导小组会议纪要',
      '〔2023〕3号',
      '审议通过。通过：应到3人',
      '暂缓审议。',
      '会议要求抓好落实。',
      `SHA-256 ${'c'.repeat(64)}`,
    ])
      expect(text).toContain(part);
  });
});
