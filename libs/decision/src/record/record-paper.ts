import type { Instant, Position } from '#event-sourcing';
import { type Block, chineseDate, chineseOrdinal, type Paper, sentence, settled } from '#documents';
import type { Attendance, Attendee } from '../domain/meeting/events.js';
import type { RecordContent } from '../domain/meeting/record.js';
import type { RollCall } from '../domain/meeting/state.js';
import { itemBlocks, papersBlocks, pinnedBlocks } from './record-items.js';
import {
  attendanceName,
  cited,
  dayAndTimeOf,
  heldIn,
  movementName,
  sourceOf,
  namesOf,
  spanOf,
  timeOf,
} from './words.js';

export interface Signed extends Attendee {
  readonly at: Instant;
}

/** 会议记录 as data: the record with what is told beside it: its digest, its edition, and who has signed it. */
export interface WrittenRecord {
  readonly content: RecordContent;
  readonly edition: number;
  readonly sha256: string;
  /** Of the last thing that happened to the meeting. */
  readonly position: Position;
  readonly signatures: readonly Signed[];
}

const withPost = ({ name, post }: Attendee): string => (post ? `${name}（${post}）` : name);

const whoWas = (attendance: readonly RollCall[], kind: Attendance): Block => {
  const entries = attendance.filter((one) => one.attendance === kind);
  if (entries.length === 0) return { kind: 'paragraph', label: attendanceName[kind], text: '无。' };
  const told = entries.map(({ person, reason }) => (reason ? `${withPost(person)}，${reason}` : withPost(person)));
  return {
    kind: 'paragraph',
    label: `${attendanceName[kind]}${entries.length}人`,
    text: sentence(told.join('；')),
  };
};

/** A meeting of the past was held on its day; the times are those of its entry. */
const timesOf = ({ heldOn, openedAt, closedAt, entered }: RecordContent): string =>
  entered ? `${chineseDate(heldOn)}召开；${spanOf(openedAt, closedAt)}补录。` : `${spanOf(openedAt, closedAt)}。`;

const movesBlocks = ({ moves = [] }: RecordContent): Block[] =>
  moves.map(({ from, to, reason }) => ({
    kind: 'paragraph',
    label: '会议改期',
    text: sentence(
      `原定${chineseDate(from.heldOn)}在${from.place}召开，改为${chineseDate(to.heldOn)}在${to.place}召开，理由：${reason}`,
    ),
  }));

const enteredBlocks = ({ entered }: RecordContent): Block[] =>
  entered
    ? [
        { kind: 'paragraph', label: '补录理由', text: sentence(entered.reason ?? '') },
        { kind: 'paragraph', label: '补录依据', text: sentence(entered.papers.map(cited).join('、')) },
      ]
    : [];

const factsBlocks = (content: RecordContent): Block[] => {
  const { place, chair, secretary, ruleSet } = content;
  const rules = `${ruleSet.title.zh}（第${ruleSet.version}版），依据${ruleSet.source}。`;
  return [
    { kind: 'paragraph', label: '时间', text: timesOf(content) },
    { kind: 'paragraph', label: '地点', text: sentence(place) },
    { kind: 'paragraph', label: '主持人', text: sentence(chair.name) },
    { kind: 'paragraph', label: '记录人', text: sentence(secretary.name) },
    { kind: 'paragraph', label: '议事规则', text: rules },
    ...movesBlocks(content),
    ...enteredBlocks(content),
  ];
};

/** Who came, left or stood aside after the opening. */
const movementBlocks = ({ movements = [] }: RecordContent): Block[] => {
  if (movements.length === 0) return [];
  const told = movements.map(
    ({ person, attendance, reason, at }) =>
      `${timeOf(at)}${person.name}${movementName[attendance]}${reason && reason !== movementName[attendance] ? `（${reason}）` : ''}`,
  );
  return [{ kind: 'paragraph', label: '会议期间', text: sentence(told.join('；')) }];
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

const signedText = ({ at }: Signed): string => `（${dayAndTimeOf(at)}以本人账号会签）`;

/** A line for each who signs, by hand or with an account of their own: all who were there, and who keeps the record. */
const signatureBlocks = ({ content, signatures }: WrittenRecord): Block[] => {
  const { attendance, movements = [], secretary } = content;
  const there = new Map(
    [...attendance, ...movements]
      .filter((one) => one.attendance === 'present')
      .map(({ person }) => [person.id, person]),
  );
  const others = signatures.filter(({ id }) => !there.has(id) && id !== secretary.id);
  const people: readonly Attendee[] = [...there.values(), ...others];
  const lineOf = (label: string, id: string): Block => {
    const signature = signatures.find((one) => one.id === id);
    return { kind: 'signing', label, text: signature ? signedText(signature) : '' };
  };
  return [
    ...people.map((person) => lineOf(withPost(person), person.id)),
    ...(there.has(secretary.id) ? [] : [lineOf(`记录人${secretary.name}`, secretary.id)]),
  ];
};

const correctionBlocks = (corrections: NonNullable<RecordContent['corrections']>): Block[] =>
  corrections.map(({ text, number, reason }) => ({
    kind: 'paragraph',
    ...(number ? { label: `第${number}项` } : {}),
    text: `${sentence(text)}理由：${sentence(reason ?? '')}`,
  }));

/** 会议记录, complete and in the order of the meeting. */
export const recordPaper = (record: WrittenRecord): Paper => {
  const { content } = record;
  const sections: [string, Block[]][] = [
    ['会议基本情况', factsBlocks(content)],
    ['点名', [...rollCallBlocks(content), ...movementBlocks(content)]],
    ['议题', itemBlocks(content)],
    ...(content.remarks ? [['说明', [{ kind: 'paragraph', text: content.remarks }]] as [string, Block[]]] : []),
    ...(content.corrections ? [['更正', correctionBlocks(content.corrections)] as [string, Block[]]] : []),
    ['会签', signatureBlocks(record)],
  ];
  const blocks = settled([
    { kind: 'title', text: `${content.body.name}会议记录` },
    { kind: 'subtitle', text: content.title },
    ...sections.flatMap(([title, parts], i): Block[] => [
      { kind: 'section', text: `${chineseOrdinal(i + 1)}、${title}` },
      ...parts,
    ]),
    { kind: 'annex', label: '附件', text: '核对信息' },
    { kind: 'note', label: '会议记录摘要', text: `第${record.edition}稿，SHA-256 ${record.sha256}。` },
    ...pinnedBlocks(content),
    ...papersBlocks(content),
  ]);
  const properties = [
    ...sourceOf(content, record.position),
    { name: 'RecordEdition', label: '稿次', value: String(record.edition) },
    { name: 'RecordDigest', label: '会议记录摘要', value: record.sha256 },
  ];
  return { blocks, author: content.body.name, on: heldIn(content), properties };
};
