import { type Block, chineseDate, chineseOrdinal, sentence } from '#documents';
import type { Choice } from '../domain/meeting/events.js';
import type { RecordContent, RecordedItem } from '../domain/meeting/record.js';
import type { Outcome } from '../domain/meeting/state.js';
import { attendanceIn, ballotName, choiceName, cited, matterName, namesOf, recusalName, votesIn } from './words.js';

const CHOICES: readonly Choice[] = ['yes', 'no', 'abstain'];

const paragraph = (label: string, text: string): Block => ({ kind: 'paragraph', label, text });

/** Of a secret ballot the record tells who has voted, never who for what. */
const voteBlocks = ({ vote }: RecordedItem): Block[] => {
  if (!vote) return [];
  const { ballot, cast } = vote;
  const way = ballotName[ballot];
  if (ballot === 'secret') return [paragraph('表决', `${way}。参加投票：${namesOf(cast.map(({ voter }) => voter))}。`)];
  const names = CHOICES.map((choice) => {
    const voters = cast.filter((one) => one.choice === choice).map(({ voter }) => voter);
    return `${choiceName[choice]}：${namesOf(voters)}`;
  });
  return [paragraph('表决', `${way}。${names.join('；')}。`)];
};

const viewBlocks = ({ chairView }: RecordedItem): Block[] =>
  chairView ? [paragraph(`主持人${chairView.chair.name}末位表态`, sentence(chairView.text))] : [];

/** In the order in which it went: the view of the chair stands behind the vote where the rules mean it so. */
const decisionBlocks = (item: RecordedItem, { ruleSet: { rules } }: Pick<RecordContent, 'ruleSet'>): Block[] => {
  const [view, vote] = [viewBlocks(item), voteBlocks(item)];
  const voteFirst = rules.way === 'meeting' && rules.chairSpeaksLast && rules.chairStates !== 'before-vote';
  return voteFirst ? [...vote, ...view] : [...view, ...vote];
};

const PUT_OFF = { changed: '议题所涉事项在列入议程后有变动，', 'by-the-body': '' } as const;

const outcomeText = (outcome: Outcome | undefined): string => {
  if (!outcome) return '未形成决定。';
  if (outcome.way === 'put-off') {
    const reason = outcome.reason ? `理由：${sentence(outcome.reason)}` : '';
    return `暂缓：${PUT_OFF[outcome.cause]}本次会议不作决定。${reason}`;
  }
  const { result, way } = outcome;
  const end = way === 'adopted' ? '达到' : '未达到';
  return `${attendanceIn(result)}；${votesIn(result)}，${end}所需${result.needed}票，${way === 'adopted' ? '通过' : '未通过'}。`;
};

const matterText = ({ matter, reviewOn }: RecordedItem): string =>
  `${matterName[matter]}${reviewOn ? `，复核日期${chineseDate(reviewOn)}` : ''}。`;

/** One item: what it was about, who stood aside, what was said, how it was voted on and what came of it. */
const blocksOf = (item: RecordedItem, content: RecordContent): Block[] => [
  { kind: 'area', text: `（${chineseOrdinal(item.number)}）${item.title}` },
  paragraph('事项', matterText(item)),
  ...item.recusals.map(({ person, cause, reason }) =>
    paragraph('回避', `${person.name}，${recusalName[cause]}，${sentence(reason)}`),
  ),
  ...item.discussion.map(({ speaker, text }) => paragraph(`${speaker.name}发言`, sentence(text))),
  ...decisionBlocks(item, content),
  paragraph('结果', outcomeText(item.outcome)),
];

export const itemBlocks = (content: RecordContent): Block[] => content.items.flatMap((item) => blocksOf(item, content));

/** By which a meeting of the past was entered. */
export const papersBlocks = ({ entered }: RecordContent): Block[] =>
  (entered?.papers ?? []).map((paper) => ({
    kind: 'note',
    label: `补录依据${cited(paper)}摘要`,
    text: `SHA-256 ${paper.sha256}。`,
  }));

/** What the items were pinned to, for who compares them. */
export const pinnedBlocks = ({ items }: RecordContent): Block[] =>
  items.flatMap(({ number, subject }): Block[] =>
    subject ? [{ kind: 'note', label: `第${number}项内容摘要`, text: `SHA-256 ${subject.contentHash}。` }] : [],
  );
