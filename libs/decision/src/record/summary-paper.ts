import { dateOf, type Instant, type Position } from '#event-sourcing';
import { type Block, chineseDate, chineseOrdinal, type Paper, sentence, settled } from '#documents';
import type { SummaryIssued } from '../domain/meeting/events.js';
import type { RecordContent, RecordedItem } from '../domain/meeting/record.js';
import type { Outcome } from '../domain/meeting/state.js';
import { attendanceIn, attendanceName, heldIn, matterName, namesOf, sourceOf, votesIn } from './words.js';

export type IssuedSummary = SummaryIssued['data'] & { readonly at: Instant; readonly position: Position };

const decisionOn = ({ outcome, reviewOn }: RecordedItem): string => {
  if (!outcome || outcome.way === 'put-off') return outcome?.reason ? sentence(outcome.reason) : '本次会议不作决定。';
  const review = outcome.way === 'adopted' && reviewOn ? `复核日期${chineseDate(reviewOn)}。` : '';
  return `${attendanceIn(outcome.result)}；${votesIn(outcome.result)}。${review}`;
};

/** 通过 / 未通过 / 暂缓, each under a heading of its own: what failed was not decided. */
const HEADINGS: readonly (readonly [way: Outcome['way'], heading: string])[] = [
  ['adopted', '会议决定如下：'],
  ['voted-down', '下列议题未获通过：'],
  ['put-off', '下列议题暂缓审议：'],
];

const wayOf = ({ outcome }: RecordedItem): Outcome['way'] => outcome?.way ?? 'put-off';

/** With its matter, once: the title of an issue or of a plan says it. */
const titleOf = ({ title, matter }: RecordedItem): string =>
  title.includes(matterName[matter]) ? title : `${title}（${matterName[matter]}）`;

const itemsBlocks = ({ items }: RecordContent): Block[] =>
  HEADINGS.flatMap(([way, text]): Block[] => {
    const among = items.filter((item) => wayOf(item) === way);
    if (among.length === 0) return [];
    return [
      { kind: 'paragraph', text },
      ...among.map((item): Block => ({
        kind: 'paragraph',
        label: `${chineseOrdinal(item.number)}、${titleOf(item)}`,
        text: decisionOn(item),
      })),
    ];
  });

/** Who attended so for a while; nothing where nobody did. */
const attending = ({ attendance, movements = [] }: RecordContent, kind: 'present' | 'sitting-in'): Block[] => {
  const there = [...attendance, ...movements].filter((one) => one.attendance === kind);
  if (there.length === 0) return [];
  const people = [...new Map(there.map(({ person }) => [person.id, person])).values()];
  return [{ kind: 'paragraph', label: attendanceName[kind], text: sentence(namesOf(people)) }];
};

/** 会议纪要: what was decided, told from the signed record and never beside it. */
export const summaryPaper = (content: RecordContent, summary: IssuedSummary): Paper => {
  const { body, chair, title, entitled, present } = content;
  const on = heldIn(content);
  const held = `${chineseDate(on)}，${chair.name}主持召开${title}。应到${entitled.length}人，开会时实到${present}人。`;
  return {
    author: body.name,
    on,
    properties: [
      ...sourceOf(content, summary.position),
      { name: 'documentNumber', label: '文号', value: summary.documentNumber },
      { name: 'RecordDigest', label: '会议记录摘要', value: summary.recordSha256 },
    ],
    blocks: settled([
      { kind: 'title', text: `${body.name}会议纪要` },
      { kind: 'number', text: summary.documentNumber },
      { kind: 'paragraph', text: held },
      ...itemsBlocks(content),
      ...(summary.text ? [{ kind: 'paragraph' as const, text: summary.text }] : []),
      ...attending(content, 'present'),
      ...attending(content, 'sitting-in'),
      { kind: 'note', text: '本纪要依据经全体出席成员会签的会议记录整理。' },
      { kind: 'signature', text: body.name },
      { kind: 'signature', text: chineseDate(dateOf(summary.at)) },
    ]),
  };
};
