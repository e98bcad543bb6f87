import { chineseDate, type Property } from '#documents';
import { dateOf, type Instant, type PlainDate, type Position } from '#event-sourcing';
import type { Attendance, Choice, MeetingPaper, Recusal, Result } from '../domain/meeting/events.js';
import type { RecordContent } from '../domain/meeting/record.js';
import type { Ballot, Matter } from '../domain/rules/rule-set.js';

export const matterName: Readonly<Record<Matter, string>> = {
  plan: '整改方案',
  closure: '销号',
  'long-term': '长期整改',
  appointment: '干部任免',
  other: '其他事项',
};

export const attendanceName: Readonly<Record<Attendance, string>> = {
  present: '出席',
  'sitting-in': '列席',
  absent: '缺席',
  recused: '回避',
};

export const ballotName: Readonly<Record<Ballot, string>> = {
  named: '记名表决',
  secret: '无记名投票',
  'show-of-hands': '举手表决',
};

export const choiceName: Readonly<Record<Choice, string>> = { yes: '赞成', no: '反对', abstain: '弃权' };

/** 张三、李四; nobody is 无. */
export const namesOf = (people: readonly { readonly name: string }[]): string =>
  people.length > 0 ? people.map(({ name }) => name).join('、') : '无';

/** What somebody did who was called so after the opening. */
export const movementName: Readonly<Record<Attendance, string>> = {
  present: '到会',
  'sitting-in': '列席',
  absent: '离会',
  recused: '回避',
};

export const recusalName: Readonly<Record<Recusal['cause'], string>> = {
  declared: '本人提出',
  recorded: '本人在会上提出',
  decided: '由其他到会成员决定',
  involved: '按规定',
};

const BEIJING = 8 * 3_600_000;

/** 9时30分 */
export const timeOf = (instant: Instant): string => {
  const local = new Date(Date.parse(instant) + BEIJING);
  return `${local.getUTCHours()}时${String(local.getUTCMinutes()).padStart(2, '0')}分`;
};

export const dayAndTimeOf = (instant: Instant): string => `${chineseDate(dateOf(instant))}${timeOf(instant)}`;

export const spanOf = (from: Instant, to: Instant | undefined): string => {
  if (to === undefined) return dayAndTimeOf(from);
  return `${dayAndTimeOf(from)}至${dateOf(from) === dateOf(to) ? timeOf(to) : dayAndTimeOf(to)}`;
};

/** 会议记录（整改领〔2023〕2号，2023年3月1日）: as far as the paper has number and day. */
export const cited = ({ title, documentNumber, date }: MeetingPaper): string => {
  const told = [documentNumber, date && chineseDate(date)].filter(Boolean).join('，');
  return told ? `${title}（${told}）` : title;
};

/** The day of the meeting: of one of the past not that of its entry. */
export const heldIn = ({
  entered,
  heldOn,
  openedAt,
}: Pick<RecordContent, 'entered' | 'heldOn' | 'openedAt'>): PlainDate => (entered ? heldOn : dateOf(openedAt));

/** What a paper of the meeting was made from. */
export const sourceOf = (content: Parameters<typeof heldIn>[0], position: Position): Property[] => [
  { name: 'asOf', label: '会议日期', value: heldIn(content) },
  { name: 'position', label: '数据位置', value: position },
];

export const attendanceIn = ({ entitled, present, recused }: Result): string =>
  `应到${entitled}人，出席${present}人${recused > 0 ? `，回避${recused}人` : ''}`;

export const votesIn = ({ yes, no, abstain }: Result): string => `赞成${yes}票，反对${no}票，弃权${abstain}票`;
