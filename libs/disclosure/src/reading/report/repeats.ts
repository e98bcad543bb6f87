import type { Figure, ReadIssue, ReportWarning } from './reading.js';

/** Small counts recur by chance; only figures of ten and more are taken as a sign of copying. */
const telling = (figures: readonly Figure[]): Figure[] => figures.filter(({ value }) => value >= 10);

const written = (figure: Figure): string => `${figure.value}${figure.unit}`;

const pairsOf = (issue: ReadIssue): { key: string; figure: Figure }[] => {
  const figures = telling(issue.figures);
  return figures
    .slice(1)
    .map((figure, at) => ({ key: `${written(figures[at]!)}、${written(figure)}`, figure: figures[at]! }));
};

const nameOf = (issue: ReadIssue): string =>
  issue.number === null ? `第${issue.line}行的整改情况` : `(${issue.number})`;

/** Two replies that give the same two neighbouring figures. One warning for each pair of replies. */
export const repeatedFigureWarnings = (issues: readonly ReadIssue[]): ReportWarning[] => {
  const first = new Map<string, { issue: ReadIssue; figure: Figure }>();
  const warnings: ReportWarning[] = [];
  for (const issue of issues) {
    const told = new Set<ReadIssue>();
    for (const { key, figure } of pairsOf(issue)) {
      const before = first.get(key);
      if (before === undefined) first.set(key, { issue, figure });
      if (before === undefined || before.issue === issue || told.has(before.issue)) continue;
      told.add(before.issue);
      const message = `${nameOf(issue)}与${nameOf(before.issue)}使用了相同的数字:${key}`;
      warnings.push({ code: 'same-figures-twice', line: figure.line, message, related: [before.figure.line] });
    }
  }
  return warnings;
};
