import { dateOf, type Instant } from '#event-sourcing';
import { type Block, chineseInstant, chineseOrdinal, type Paper, sentence, settled } from '#documents';
import type { Attendance, Attendee } from '../domain/meeting/events.js';
import type { RecordContent } from '../domain/meeting/record.js';
import type { RollCall } from '../domain/meeting/state.js';
import { itemBlocks } from './record-items.js';
import { attendanceName, namesOf } from './words.js';

export interface Signed extends Attendee {
  readonly at: Instant;
}

/** 会议记录 as data: the record with what is told beside it: its digest, its edition, and who has signed it. */
export interface WrittenRecord {
  readonly content: RecordContent;
  readonly edition: number;
  readonly sha256: string;
  readonly signatures: readonly Signed[];
}

const withPost = ({ name, post }: Attendee): string => (post ? `${name}（${post}）` : name);

const whoWas = (attendance: readonly RollCall[], kind: Attendance): Block => {
  const entries = attendance.filter((one) => one.attendance === kind);
  const told = entries.map(({ person, reason }) => (reason ? `${withPost(person)}，${reason}` : withPost(person)));
  return {
    kind: 'paragraph',
    label: `${attendanceName[kind]}${entries.length}人`,
    text: sentence(told.join('；') || '无'),
  };
};

const factsBlocks = (content: RecordContent): Block[] => {
  const { openedAt, closedAt, place, chair, secretary, ruleSet } = content;
  const until = closedAt ? `至${chineseInstant(closedAt)}` : '';
  const rules = `${ruleSet.title.zh}（第${ruleSet.version}版），依据${ruleSet.source}。`;
  return [
    { kind: 'paragraph', label: '时间', text: `${chineseInstant(openedAt)}${until}。` },
    { kind: 'paragraph', label: '地点', text: sentence(place) },
    { kind: 'paragraph', label: '主持人', text: sentence(chair.name) },
    { kind: 'paragraph', label: '记录人', text: sentence(secretary.name) },
    { kind: 'paragraph', label: '议事规则', text: rules },
  ];
};

const rollCallBlocks = ({ entitled, present, quorum, attendance }: RecordContent): Block[] => [
  {
    kind: 'paragraph',
    label: `应到${entitled.length}人`,
    text: sentence(namesOf(entitled.map(({ person }) => person))),
  },
  ...(['present', 'sitting-in', 'absent', 'recused'] as const).map((kind) => whoWas(attendance, kind)),
  {
    kind: 'paragraph',
    label: '到会人数',
    text: `应到${entitled.length}人，实到${present}人，达到开会所需${quorum}人。`,
  },
];

const signatureBlocks = ({ content, signatures, sha256, edition }: WrittenRecord): Block[] => {
  const present = content.attendance.filter(({ attendance }) => attendance === 'present');
  const missing = present.map(({ person }) => person).filter(({ id }) => signatures.every((one) => one.id !== id));
  return [
    ...signatures.map((one): Block => ({
      kind: 'paragraph',
      label: withPost(one),
      text: `${chineseInstant(one.at)}签字。`,
    })),
    ...(missing.length > 0
      ? [{ kind: 'paragraph' as const, label: '尚未签字', text: sentence(namesOf(missing)) }]
      : []),
    { kind: 'note', label: '记录摘要', text: `第${edition}稿，SHA-256 ${sha256}。` },
  ];
};

/** 会议记录, complete and in the order of the meeting. */
export const recordPaper = (record: WrittenRecord): Paper => {
  const { content } = record;
  const sections: [string, Block[]][] = [
    ['会议基本情况', factsBlocks(content)],
    ['点名', rollCallBlocks(content)],
    ['议题', content.items.flatMap(itemBlocks)],
    ...(content.remarks ? [['说明', [{ kind: 'paragraph', text: content.remarks }]] as [string, Block[]]] : []),
    ['会签', signatureBlocks(record)],
  ];
  const blocks = settled([
    { kind: 'title', text: `${content.body.name}会议记录` },
    { kind: 'subtitle', text: content.title },
    ...sections.flatMap(([title, parts], i): Block[] => [
      { kind: 'section', text: `${chineseOrdinal(i + 1)}、${title}` },
      ...parts,
    ]),
  ]);
  return { blocks, author: content.body.name, on: dateOf(content.openedAt) };
};
