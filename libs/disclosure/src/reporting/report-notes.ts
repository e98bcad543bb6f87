import { setImmediate as turn } from 'node:timers/promises';
import { chineseDate } from '#documents';
import { dateOf } from '#event-sourcing';
import type { IssueRow, RoundView } from '#rectification';
import { correctionNotes } from './correction-notes.js';
import { carriedOverFrom, latestProgress } from './issue-standing.js';
import { enteredLater } from './late-entries.js';
import { type Numbered, numberedIn } from './numbers-in-words.js';
import { becauseOf } from './reasons.js';
import type { RoundPicture } from './round-picture.js';
import { statedOtherwise } from './reported-totals.js';
import { ruleChangeNotes } from './rule-change-notes.js';

const fileOf = ({ file, sheet }: NonNullable<IssueRow['provenance']>): string =>
  `“${file}”${sheet ? `“${sheet}”表` : ''}`;

const byFile = (issues: readonly IssueRow[], of: (issue: IssueRow) => IssueRow['provenance'] | undefined) => {
  const found = issues.flatMap((issue) => {
    const from = of(issue);
    return from ? [{ issue, file: fileOf(from) }] : [];
  });
  return [...Map.groupBy(found, ({ file }) => file)].map(([file, some]) => ({
    file,
    issues: some.map(({ issue }) => issue),
  }));
};

const carriedOver = ({ issues }: RoundPicture, numbered: Numbered): string[] => [
  ...byFile(issues, carriedOverFrom).map(
    (one) => `【结转】${numbered(one.issues)}的销号或者长期整改据${one.file}结转，未在本轮次履行审核、审议程序`,
  ),
  ...byFile(issues, (issue) => latestProgress(issue)?.provenance).map(
    (one) => `【结转】${numbered(one.issues)}的整改情况据${one.file}照录`,
  ),
];

const stated = ({ asOf, round, statistics }: RoundPicture): string[] =>
  round.findingTexts.flatMap(({ supersededBy, stated }) => {
    if (supersededBy || stated === null || stated.asOf !== asOf) return [];
    const compared = [
      ['已整改完成', stated.closed, statistics.completed],
      ['长期整改', stated.longTerm, statistics.byStatus['long-term']],
      ['制定或修订规范性文件', stated.regulations, statistics.regulations],
    ] as const;
    const differing = compared.filter(([, said, listed]) => said !== null && said !== listed);
    if (differing.length === 0) return [];
    const words = differing.map(([what, said, listed]) => `${what}${said}项（本通报${listed}项）`);
    return [`原通报载明截至${chineseDate(asOf)}${words.join('、')}`];
  });

const REQUIREMENT = { tasks: '完成关联整改任务', progress: '填报整改进展', evidence: '提供佐证材料' } as const;

const waived = ({ issues }: RoundPicture, numbered: Numbered): string[] =>
  issues.flatMap((issue) =>
    issue.waivers.map(({ requirement, criterion, reasons }) => {
      const of = criterion === undefined ? '' : `第${criterion}条整改标准`;
      return `${numbered([issue])}豁免销号条件“${of}${REQUIREMENT[requirement]}”${becauseOf(reasons)}`;
    }),
  );

const reopened = ({ issues }: RoundPicture, numbered: Numbered): string[] => {
  const some = issues.filter(({ reopenings }) => reopenings.length > 0);
  if (some.length === 0) return [];
  const words = some.map((issue) => {
    const days = issue.reopenings.map(({ effectiveAt }) => chineseDate(dateOf(effectiveAt)));
    return `${numbered([issue])}于${days.join('、')}`;
  });
  return [`${words.join('，')}重新整改`];
};

const isImported = ({ findingTexts }: RoundView): boolean => findingTexts.some(({ stated }) => stated !== null);

/** What a reader has to know to trust the figures, each once. */
export const reportNotes = async (picture: RoundPicture): Promise<string[]> => {
  const numbered = numberedIn(picture);
  const late = await enteredLater(picture, numbered);
  await turn();
  return [
    ...stated(picture),
    ...statedOtherwise(picture.statistics, isImported(picture.round) ? '原通报' : '巡察反馈'),
    ...carriedOver(picture, numbered),
    ...correctionNotes(picture, numbered),
    ...late,
    ...waived(picture, numbered),
    ...reopened(picture, numbered),
    ...ruleChangeNotes(picture),
  ];
};
