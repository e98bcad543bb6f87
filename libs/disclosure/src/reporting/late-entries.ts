import { endOfDay, type Instant } from '#event-sourcing';
import type { IssueRow } from '#rectification';
import { inTurns } from './in-turns.js';
import { placementOf } from './issue-standing.js';
import type { Numbered } from './numbers-in-words.js';
import type { RoundPicture } from './round-picture.js';

interface Recorded {
  readonly recordedAt: Instant;
}

type Entered = readonly (Recorded | null | undefined)[];

/** What was entered, put right or taken out: each of them changes the figure. */
const counted = (
  issue: IssueRow,
  of: 'regulations' | 'accountability' | 'recoveries',
): readonly (Recorded | undefined)[] => [
  ...issue[of].flatMap((entry) => [entry, ...entry.corrections]),
  ...issue.withdrawn.filter((one) => one.of === of).map(({ withdrawn }) => withdrawn),
];

/** What of an issue a report prints, by the name that it goes by. */
const entries: Readonly<Record<string, (issue: IssueRow) => Entered>> = {
  责任分工: ({ assignments }) => assignments,
  认领: ({ claims, leaderClaims }) => [...claims, ...leaderClaims],
  整改进展: ({ progress }) => progress.filter(({ provenance }) => provenance === null),
  佐证材料: ({ evidence }) => evidence,
  规范性文件: (issue) => counted(issue, 'regulations'),
  追责问责: (issue) => counted(issue, 'accountability'),
  追缴资金: (issue) => counted(issue, 'recoveries'),
  延期: ({ extensions }) => extensions.flatMap((one) => [one, one.decided]),
  销号申请: ({ closureAttempts }) => closureAttempts,
  销号: ({ closed }) => (closed?.way === 'decided' ? [closed] : []),
  长期整改: (issue) => (placementOf(issue)?.way === 'decided' ? [placementOf(issue)?.placed] : []),
  重新整改: ({ reopenings }) => reopenings,
};

/** By issues: what of the same ones was entered after the day of the report is said together. */
export const enteredLater = async ({ asOf, issues }: RoundPicture, numbered: Numbered): Promise<string[]> => {
  const end = endOfDay(asOf);
  const isLate = (one: Recorded | null | undefined) => (one?.recordedAt ?? '') > end;
  const told = await inTurns(Object.entries(entries), ([kind, of]) => {
    const late = issues.filter((issue) => of(issue).some(isLate));
    return late.length > 0 ? [{ kind, of: numbered(late) }] : [];
  });
  const words = [...Map.groupBy(told.flat(), ({ of }) => of)].map(
    ([of, some]) => `${of}的${some.map(({ kind }) => kind).join('、')}`,
  );
  return words.length === 0 ? [] : [`${words.join('，')}，系在统计截至日之后登记`];
};
