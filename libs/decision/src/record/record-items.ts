import { type Block, chineseDate, chineseOrdinal, sentence } from '#documents';
import type { Choice } from '../domain/meeting/events.js';
import type { RecordedItem } from '../domain/meeting/record.js';
import type { Outcome } from '../domain/meeting/state.js';
import { ballotName, choiceName, matterName, namesOf } from './words.js';

const CHOICES: readonly Choice[] = ['yes', 'no', 'abstain'];

type Voted = NonNullable<RecordedItem['vote']>;

const byName = ({ cast }: Voted, choice: Choice) =>
  cast.filter((one) => one.choice === choice).map(({ voter }) => voter);

/** Of a secret ballot the record tells who has voted and how many for what, never who for what. */
const voteBlocks = ({ vote, outcome }: RecordedItem): Block[] => {
  if (!vote) return [];
  const way = ballotName[vote.ballot];
  const turnout = `${way}，有表决权${vote.voters.length}人，参加表决${vote.cast.length}人。`;
  if (vote.ballot !== 'secret') {
    const names = CHOICES.map((choice) => `${choiceName[choice]}：${namesOf(byName(vote, choice))}`).join('；');
    return [{ kind: 'paragraph', label: '表决', text: `${turnout}${names}。` }];
  }
  const result = outcome && 'result' in outcome ? outcome.result : undefined;
  const totals = result ? `赞成${result.yes}票，反对${result.no}票，弃权${result.abstain}票。` : '';
  return [
    { kind: 'paragraph', label: '表决', text: `${turnout}${totals}` },
    { kind: 'paragraph', label: '参加投票', text: sentence(namesOf(vote.cast.map(({ voter }) => voter))) },
  ];
};

const PUT_OFF = { changed: '议题所涉事项在列入议程后有变动，', 'by-the-body': '' } as const;

const outcomeText = (outcome: Outcome | undefined): string => {
  if (!outcome) return '未形成决定。';
  if (outcome.way === 'put-off') {
    const reason = outcome.reason ? `理由：${sentence(outcome.reason)}` : '';
    return `暂缓：${PUT_OFF[outcome.cause]}本次会议不作决定。${reason}`;
  }
  return sentence(outcome.result.explanation.zh);
};

const matterText = ({ matter, reviewOn, subject }: RecordedItem): string => {
  const review = reviewOn ? `，复核日期${chineseDate(reviewOn)}` : '';
  const pinned = subject ? `；议题内容摘要 SHA-256 ${subject.contentHash}` : '';
  return `${matterName[matter]}${review}${pinned}。`;
};

/** One item: what it was about, what was said, who stood aside, how it was voted on and what came of it. */
export const itemBlocks = (item: RecordedItem, index: number): Block[] => [
  { kind: 'area', text: `（${chineseOrdinal(index + 1)}）${item.title}` },
  { kind: 'paragraph', label: '事项', text: matterText(item) },
  ...item.recusals.map(({ person, reason }): Block => ({
    kind: 'paragraph',
    label: '回避',
    text: `${person.name}，${sentence(reason)}`,
  })),
  ...item.discussion.map(({ speaker, text }): Block => ({
    kind: 'paragraph',
    label: `${speaker.name}发言`,
    text: sentence(text),
  })),
  ...voteBlocks(item),
  ...(item.chairView
    ? [
        {
          kind: 'paragraph' as const,
          label: `主持人${item.chairView.chair.name}末位表态`,
          text: sentence(item.chairView.text),
        },
      ]
    : []),
  { kind: 'paragraph', label: '结果', text: outcomeText(item.outcome) },
];
