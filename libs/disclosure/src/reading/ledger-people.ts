import type { ReadIssue } from './ledger-issues.js';
import type { LedgerPerson, LedgerTask } from './ledger-reading.js';
import type { LedgerRow } from './ledger-row.js';
import { readNames, readPerson } from './ledger-values.js';

interface Mention {
  readonly name: string;
  readonly unit?: string;
  readonly post?: string;
}

/** A handler belongs to the lead unit if all rows that name both agree; a list of persons outweighs that. */
export const gatherPeople = (
  issues: readonly ReadIssue[],
  tasks: readonly LedgerTask[],
  rows: readonly LedgerRow[],
): LedgerPerson[] => {
  const listed = rows.flatMap((row) => {
    const name = row.text('name');
    return name === undefined ? [] : [{ name, unit: row.text('unit'), post: row.text('post') }];
  });
  const inRows = issues.flatMap(mentionsIn);
  const inTasks = tasks.flatMap((task) => task.owners.map((name) => ({ name, unit: task.leadUnit })));
  const people = new Map<string, LedgerPerson>();
  for (const { name } of [...listed, ...inRows, ...inTasks]) {
    if (people.has(name)) continue;
    const said = (list: readonly Mention[], key: 'unit' | 'post') =>
      sole(
        list.filter((mention) => mention.name === name),
        key,
      );
    const unit = said(listed, 'unit') ?? said([...inRows, ...inTasks], 'unit');
    const post = said(listed, 'post') ?? said(inRows, 'post');
    people.set(name, { name, ...(unit ? { unit } : {}), ...(post ? { post } : {}) });
  }
  return [...people.values()];
};

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
