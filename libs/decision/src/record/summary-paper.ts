import { dateOf } from '#event-sourcing';
import { type Block, chineseDate, chineseInstant, chineseOrdinal, type Paper, sentence, settled } from '#documents';
import type { SummaryIssued } from '../domain/meeting/events.js';
import type { RecordContent, RecordedItem } from '../domain/meeting/record.js';
import { matterName, namesOf } from './words.js';

const decision = ({ outcome, reviewOn }: RecordedItem): string => {
  if (!outcome) return '未形成决定。';
  if (outcome.way === 'put-off') return '暂缓审议。';
  const review = outcome.way === 'adopted' && reviewOn ? `，复核日期${chineseDate(reviewOn)}` : '';
  return `${outcome.way === 'adopted' ? '审议通过' : '审议未通过'}${review}。${sentence(outcome.result.explanation.zh)}`;
};

const itemText = (item: RecordedItem, i: number): Block => ({
  kind: 'paragraph',
  label: `${chineseOrdinal(i + 1)}、${item.title}（${matterName[item.matter]}）`,
  text: decision(item),
});

const attending = ({ attendance }: RecordContent, kind: 'present' | 'sitting-in'): string =>
  sentence(namesOf(attendance.filter((one) => one.attendance === kind).map(({ person }) => person)));

/** 会议纪要: what was decided, told from the signed record and never beside it. */
export const summaryPaper = (content: RecordContent, summary: SummaryIssued['data']): Paper => ({
  author: content.body.name,
  on: dateOf(content.openedAt),
  blocks: settled([
    { kind: 'title', text: `${content.body.name}会议纪要` },
    { kind: 'subtitle', text: summary.documentNumber },
    {
      kind: 'paragraph',
      text: `${chineseDate(dateOf(content.openedAt))}，${content.chair.name}主持召开${content.title}。应到${content.entitled.length}人，实到${content.present}人。会议决定如下：`,
    },
    ...content.items.map(itemText),
    ...(summary.text ? [{ kind: 'paragraph' as const, text: summary.text }] : []),
    { kind: 'paragraph', label: '出席', text: attending(content, 'present') },
    { kind: 'paragraph', label: '列席', text: attending(content, 'sitting-in') },
    { kind: 'signature', text: content.body.name },
    {
      kind: 'note',
      label: '依据',
      text: `经全体出席人员会签的会议记录，SHA-256 ${summary.recordSha256}；开会时间${chineseInstant(content.openedAt)}。`,
    },
  ]),
});
