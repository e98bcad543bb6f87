import { chineseDate, quoted } from '#documents';
import { dateOf } from '#event-sourcing';
import type { IssueRow, RoundView } from '#rectification';
import type { Numbered } from './numbers-in-words.js';
import type { RoundPicture } from './round-picture.js';

type Corrections = (IssueRow | RoundView)['corrections'];

/** What the inspectors delivered and the report prints. */
const OF_ISSUE = { area: '所属方面', heading: '所属大项', text: '问题表述' } as const;
const OF_ROUND = {
  organisation: '被巡察单位',
  team: '巡察组',
  inspectedFrom: '巡察开始日期',
  inspectedTo: '巡察结束日期',
  deliveredOn: '反馈日期',
} as const;

type Names = Readonly<Record<string, string>>;
type Values = Readonly<Record<string, unknown>>;

/** As it was before the first correction of the field. */
const first = (corrections: Corrections, field: string): string | undefined => {
  const before = corrections.map(({ from }) => (from as Values)[field]).find((value) => value !== undefined);
  return before as string | undefined;
};

const touches = ({ from }: Corrections[number], names: Names): boolean =>
  Object.keys(names).some((field) => (from as Values)[field] !== undefined);

const changed = (row: IssueRow | RoundView, names: Names): string[] =>
  Object.entries(names).flatMap(([field, name]) => {
    const [before, now] = [first(row.corrections, field), (row as unknown as Values)[field] as string];
    if (before === undefined || before === now) return [];
    const instead = field === 'text' ? '' : `，更正为${quoted(chineseDate(now))}`;
    return [`${name}原为${quoted(chineseDate(before))}${instead}`];
  });

const noteOf = (row: IssueRow | RoundView, names: Names, whose: string): string[] => {
  const words = row.corrections.length === 0 ? [] : changed(row, names);
  if (words.length === 0) return [];
  const { recordedAt, reason } = row.corrections.findLast((one) => touches(one, names))!;
  const on = chineseDate(dateOf(recordedAt));
  return [`${whose}${words.join('，')}（${on}更正）${reason ? `，理由为：${reason}` : ''}`];
};

/** What was delivered in other words than the report prints. The text stands above as it was corrected. */
export const correctionNotes = ({ round, issues }: RoundPicture, numbered: Numbered): string[] => [
  ...noteOf(round, OF_ROUND, ''),
  ...issues.flatMap((issue) => noteOf(issue, OF_ISSUE, numbered([issue]))),
];
