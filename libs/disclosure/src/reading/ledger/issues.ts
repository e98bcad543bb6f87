import type { Field } from './columns.js';
import type { LedgerIssue, WrittenStatus } from './reading.js';
import { readRegulations } from './regulations.js';
import { LedgerRow } from './row.js';
import type { Section } from './rows.js';
import { readFileNames, readMeasures, readNames, readPerson } from './values.js';
import { understandClass, understandStatus } from './words.js';

type Lists = 'measures' | 'taskNumbers' | 'evidenceList' | 'regulations';
type Draft = Omit<LedgerIssue, Lists> & { readonly [name in Lists]: LedgerIssue[name][number][] };

/** An issue with the row it came from, so that later checks can name column and title. */
export interface ReadIssue {
  readonly issue: LedgerIssue;
  readonly source: LedgerRow;
}

interface DraftIssue {
  readonly issue: Draft;
  readonly source: LedgerRow;
  lastRow: LedgerRow;
}

const joinedFields: readonly Field[] = ['measures', 'taskNumbers', 'evidence', 'regulations'];

export const readIssues = (rows: readonly (LedgerRow | Section)[]): ReadIssue[] => {
  const read: DraftIssue[] = [];
  let sections: Partial<Record<'area' | 'heading', string>> = {};
  for (const row of rows) {
    const before = read.at(-1);
    if (!(row instanceof LedgerRow))
      sections = row.kind === 'area' ? { area: row.text } : { ...sections, heading: row.text };
    else if (before && continues(before.lastRow, row)) {
      extend(before, row);
      before.lastRow = row;
    } else read.push({ issue: { ...readIssue(row, before), ...withoutAbsent(sections) }, source: row, lastRow: row });
  }
  return read.map(({ issue, source }) => ({
    issue: { ...withoutAbsent(issue), other: source.other } as LedgerIssue,
    source,
  }));
};

/** One problem merged over several rows: each row adds a measure, a task or a piece of evidence. */
const continues = (above: LedgerRow, row: LedgerRow) => {
  const [text, number] = [row.cell('text'), row.cell('number')];
  const sameText = text !== undefined && text === above.cell('text');
  return above.table === row.table && sameText && (number === undefined || number === above.cell('number'));
};

const extend = ({ issue, source, lastRow }: DraftIssue, row: LedgerRow) => {
  const isNew = (field: Field) => row.cell(field) !== lastRow.cell(field);
  if (isNew('measures')) issue.measures.push(...row.list('measures', readMeasures));
  if (isNew('taskNumbers')) issue.taskNumbers.push(...row.numbers('taskNumbers'));
  if (isNew('evidence')) issue.evidenceList.push(...row.list('evidence', readFileNames));
  if (isNew('regulations')) issue.regulations.push(...readRegulations(row));
  for (const field of row.table.known.keys())
    if (!joinedFields.includes(field) && isNew(field)) source.keepFrom(row, field);
  source.adopt(row);
};

const readIssue = (row: LedgerRow, before?: { issue: Draft; source: LedgerRow }): Draft => ({
  ...numbered(row),
  ...grouped(row, before),
  class: classOf(row),
  criterion: row.text('criterion'),
  ...responsible(row),
  startedOn: row.date('startedOn'),
  firstDueOn: row.date('firstDueOn'),
  dueOn: row.date('dueOn'),
  progress: row.text('progress'),
  ...outcome(row),
  evidenceList: row.list('evidence', readFileNames),
  measures: row.list('measures', readMeasures),
  taskNumbers: row.numbers('taskNumbers'),
  taskTitle: row.text('taskTitle'),
  regulations: readRegulations(row),
  remark: row.text('remark'),
  ...row.place,
  other: {},
});

const numbered = (row: LedgerRow) => {
  const [number, text] = [row.number('number'), row.text('text')];
  const blank = row.table.known.has('number') && row.cell('number') === undefined;
  if (blank) row.warn('number-missing', '此问题没有序号', 'number');
  if (text === undefined) row.warn('issue-without-text', '此行没有具体问题的文字', 'text');
  return { number, text };
};

/** Ledgers without merged cells often write the area and heading once and leave the rows below blank. */
const grouped = (row: LedgerRow, before?: { issue: Draft; source: LedgerRow }) => {
  const above = before?.source.table === row.table ? before.issue : undefined;
  const fromAbove = (field: 'area' | 'heading') => {
    if (!above?.[field] || !row.table.known.has(field)) return undefined;
    row.warn(`${field}-taken-from-above`, `此格为空，沿用上一行“${above[field]}”`, field);
    return above[field];
  };
  const [ownArea, ownHeading] = [row.text('area'), row.text('heading')];
  const area = ownArea ?? fromAbove('area');
  const heading = ownHeading ?? (area === above?.area ? fromAbove('heading') : undefined);
  return { area, heading };
};

const classOf = (row: LedgerRow) => {
  const text = row.text('class');
  const understood = text === undefined ? undefined : understandClass(text);
  if (text !== undefined && !understood) row.keep('class', 'class-unknown', `问题类型无法识别：“${text}”`);
  return understood;
};

const responsible = (row: LedgerRow) => {
  const leadUnits = row.list('leadUnit', readNames);
  if (leadUnits.length > 1) row.keep('leadUnit', 'several-lead-units', `牵头单位有多个，以首个“${leadUnits[0]}”为准`);
  if (leadUnits.length === 0 && row.table.known.has('leadUnit'))
    row.warn('issue-without-unit', '此问题没有牵头单位', 'leadUnit');
  return {
    leader: soleName(row, 'leader'),
    leadUnit: leadUnits[0],
    supportingUnits: row.list('supportingUnits', readNames),
    handler: soleName(row, 'handler'),
  };
};

export const soleName = (row: LedgerRow, field: Field): string | undefined => {
  const names = row.list(field, readNames);
  if (names.length > 1) row.keep(field, 'several-names', `列出了多人，以首个“${names[0]}”为准`);
  return names[0] === undefined ? undefined : readPerson(names[0]).name;
};

export const readStatus = (row: LedgerRow): WrittenStatus | undefined => {
  const text = row.text('status');
  if (text === undefined) return undefined;
  const understood = understandStatus(text);
  if (!understood) row.keep('status', 'status-unknown', `完成情况无法识别：“${text}”`);
  return withoutAbsent({ text, understood });
};

const outcome = (row: LedgerRow) => {
  const status = readStatus(row);
  const longTerm = withoutAbsent({ reason: row.text('longTermReason'), reviewOn: row.date('reviewOn') });
  const isLongTerm = status?.understood === 'long-term' || Object.keys(longTerm).length > 0;
  return {
    status,
    closedOn: row.date('closedOn'),
    closedHow: row.text('closedHow'),
    longTerm: isLongTerm ? longTerm : undefined,
  };
};

export const withoutAbsent = <Shape extends object>(shape: Shape): Shape =>
  Object.fromEntries(Object.entries(shape).filter(([, value]) => value !== undefined)) as Shape;
