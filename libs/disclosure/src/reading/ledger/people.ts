import { type ReadIssue, withoutAbsent } from './issues.js';
import type { LedgerPerson, LedgerTask } from './reading.js';
import type { LedgerRow } from './row.js';
import { readNames, readPerson } from './values.js';

interface Mention {
  readonly name: string;
  readonly unit?: string;
  readonly post?: string;
  readonly other?: Record<string, string>;
}

/** A handler belongs to the lead unit if all rows that name both agree; a list of persons outweighs that. */
export const gatherPeople = (
  issues: readonly ReadIssue[],
  tasks: readonly LedgerTask[],
  rows: readonly LedgerRow[],
): LedgerPerson[] => {
  const listed = rows.flatMap((row) => {
    const name = row.text('name');
    return name === undefined ? [] : [{ name, unit: row.text('unit'), post: row.text('post'), ...row.others }];
  });
  const inRows = issues.flatMap(mentionsIn);
  const inTasks = tasks.flatMap((task) => task.owners.map((name) => ({ name, unit: task.leadUnit })));
  const [byList, byRows] = [byName(listed), byName([...inRows, ...inTasks])];
  return [...new Set([...byList.keys(), ...byRows.keys()])].map((name) => {
    const [first, then] = [byList.get(name) ?? [], byRows.get(name) ?? []];
    const known = { unit: sole(first, 'unit') ?? sole(then, 'unit'), post: sole(first, 'post') ?? sole(then, 'post') };
    return withoutAbsent({ name, ...known, other: first[0]?.other });
  });
};

const byName = (mentions: readonly Mention[]): Map<string, Mention[]> => Map.groupBy(mentions, ({ name }) => name);

const mentionsIn = ({ issue, source }: ReadIssue): Mention[] => [
  ...source.list('leader', readNames).map(readPerson),
  ...source.list('handler', readNames).map((text) => ({ unit: issue.leadUnit, ...readPerson(text) })),
];

const sole = (mentions: readonly Mention[], key: 'unit' | 'post') => {
  const values = new Set(mentions.map((mention) => mention[key]).filter((value) => value !== undefined));
  return values.size === 1 ? [...values][0] : undefined;
};

/** In the order of their first mention: lead units, then supporting units, row by row. */
export const gatherUnits = (
  issues: readonly ReadIssue[],
  tasks: readonly LedgerTask[],
  people: readonly LedgerPerson[],
): string[] => {
  const inIssues = issues.flatMap(({ issue, source }) => [
    ...source.list('leadUnit', readNames),
    ...issue.supportingUnits,
  ]);
  const units = [...inIssues, ...tasks.flatMap((task) => task.leadUnits), ...people.map((person) => person.unit)];
  return [...new Set(units.filter((unit) => unit !== undefined))];
};
