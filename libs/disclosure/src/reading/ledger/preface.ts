import type { LedgerCounts } from './reading.js';
import type { Field } from './columns.js';
import { columnOf, type Table } from './tables.js';
import { readDate, readNumber } from './values.js';

export interface Preface {
  readonly title?: string;
  readonly organisation?: string;
  readonly team?: string;
  readonly deliveredOn?: string;
  readonly asOf?: string;
  readonly countingRule?: string;
}

const LONGEST_LINE = 500;

/** What the rows above the header say: the round, else the title, and labelled facts such as 截至2023年11月30日 or 反馈时间:…. */
export const readPreface = (table: Table): Preface => {
  const texts = new Set<string>();
  for (let row = 1; row < table.headerRows[0]!; row++)
    for (let column = 1; column <= table.grid.lastColumn; column++) texts.add(table.grid.at(row, column)?.text ?? '');
  texts.delete('');
  const lines = [...texts].filter((text) => text.length <= LONGEST_LINE);
  const after = (label: RegExp) => lines.map((line) => label.exec(line)?.[1]?.trim()).find(Boolean);
  const dateAfter = (label: RegExp) => {
    const read = readDate({ text: after(label) ?? '' });
    return 'date' in read ? read.date : undefined;
  };
  const facts = {
    title: after(/巡察轮次[:\uff1a]\s*(.+)$/) ?? lines[0],
    organisation: after(/(?:被巡察单位|被巡察党组织|填报单位|报送单位|单位名称)[:\uff1a]\s*([^\s;\uff1b]+)/),
    team:
      after(/巡察组[:\uff1a]\s*([^\s;\uff1b]+)/) ??
      after(/([^\s,;:\uff0c\uff1b\uff1a]*第[一二三四五六七八九十\d]+巡察组)/),
    deliveredOn: dateAfter(/反馈(?:时间|日期)[:\uff1a]\s*([\d年月日./-]+)/),
    asOf: dateAfter(/截[至止](?:时间|日期)?[:\uff1a]?\s*([\d年月日./-]+)/),
    countingRule: after(/口径[:\uff1a]\s*([^\n]+)/),
  };
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
};

/** A year for dates that name none, if the preface leaves no choice. */
export const yearOf = (preface: Preface): number | undefined => {
  const years = [preface.asOf, preface.deliveredOn]
    .filter((date) => date !== undefined)
    .map((date) => date.slice(0, 4));
  const titled = [...(preface.title ?? '').matchAll(/(20\d{2})年/g)].map((match) => match[1]!);
  const distinct = new Set(years.length > 0 ? years : titled);
  return distinct.size === 1 ? Number([...distinct][0]) : undefined;
};

const counted: readonly (readonly [keyof LedgerCounts, RegExp])[] = [
  ['areas', /^方面$/],
  ['headings', /^(?:大项|反馈问题)$/],
  ['issues', /^(?:具体问题|问题)$/],
  ['tasks', /^(?:整改)?任务$/],
  ['closed', /^(?:已?完成(?:整改)?|已?销号)$/],
  ['longTerm', /^(?:长期整改|长期坚持|持续整改)$/],
  ['regulations', /^(?:(?:制定|修订|制定或修订|制修订)?(?:制度|规范性文件|制度文件))$/],
];

const countOf = (label: string) => counted.find(([, words]) => words.test(label))?.[0];
const numberedColumns = {
  area: 'areas',
  heading: 'headings',
  text: 'issues',
  taskNumbers: 'tasks',
  regulations: 'regulations',
  closedOn: 'closed',
} as const;

/** 4个方面、12个大项;已完成40个 — and bare numbers under a column whose count they can only be. */
export const readTotals = (table: Table, row: number): LedgerCounts => {
  const numbered = (Object.entries(numberedColumns) as [Field, keyof LedgerCounts][]).map(([field, name]) => {
    const cell = ownCell(table, row, columnOf(table, field));
    return [name, cell && readNumber(cell.text)] as const;
  });
  const cells = Array.from({ length: table.grid.lastColumn }, (_, at) => table.grid.at(row, at + 1)?.text ?? '');
  const parts = cells.flatMap((text) => text.normalize('NFKC').split(/[,、;。\s:]+/));
  const known = numbered.filter(([, number]) => number !== undefined);
  return Object.assign(Object.fromEntries(known), ...parts.map(countsIn));
};

const ownCell = (table: Table, row: number, column?: number) => {
  const cell = column === undefined ? undefined : table.grid.at(row, column);
  return cell?.row === row && cell.column === column ? cell : undefined;
};

const countsIn = (part: string): LedgerCounts => {
  const bare = part.replace(/^(?:合计|总计|共计|共|其中)+/, '');
  const counts = labelsAndNumbers(bare).map(([label, number]) => [countOf(label), Number(number)] as const);
  return Object.fromEntries(counts.filter(([name]) => name !== undefined));
};

const labelsAndNumbers = (part: string): [label: string, number: string][] => {
  const labelled = /^(\D+?)(?:为|共)?(\d+)(?:个|项|条|件)?$/.exec(part);
  if (labelled) return [[labelled[1]!, labelled[2]!]];
  if (!/^(?:\d+\D+)+$/.test(part)) return [];
  return [...part.matchAll(/(\d+)(?:个|项|条|件)?(\D+)/g)].map((match) => [match[2]!, match[1]!]);
};
