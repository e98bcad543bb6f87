import type { LedgerIssue, LedgerRegulation, StatedRegulation } from './reading.js';
import type { LedgerRemarks } from './remarks.js';
import type { LedgerRow } from './row.js';
import { plain, readDate } from './values.js';

const documentNumber = /[^\s,;、()\uff0c\uff1b\uff08\uff09《》]*[〔[(\uff3b\uff08]\d{4}[〕\])\uff3d\uff09]第?\d+号/;

/** The title and the bracket after it, in which a document number may bring its own brackets. */
const titled = /《([^《》]+)》\s*(?:[(\uff08]((?:[^()\uff08\uff09]|[(\uff08][^()\uff08\uff09]*[)\uff09])*)[)\uff09])?/g;

const kindOf = (text: string): 'made' | 'revised' | undefined => {
  if (/修订|修改|修正/.test(text)) return 'revised';
  return /制定|新建|新订|出台|建立|印发/.test(text) ? 'made' : undefined;
};

/** 《…》(修订,某发〔2023〕5号,2023-10-08);《…》… ; the words before a title are read when no bracket follows it. */
export const readRegulations = (row: LedgerRow): StatedRegulation[] => {
  const text = row.text('regulations');
  if (text === undefined) return [];
  const found = [...text.matchAll(titled)];
  if (found.length === 0)
    return row.keep('regulations', 'regulation-not-understood', `建章立制没有书名号：“${text}”`) ?? [];
  const regulations = found.map((match, at) => {
    const previous = found[at - 1];
    const before = text.slice(previous ? previous.index + previous[0].length : 0, match.index);
    return stated(match[1]!, match[2] ?? '', before);
  });
  for (const regulation of regulations)
    if (!regulation.kind)
      row.keep('regulations', 'regulation-kind-missing', `《${regulation.title}》未写明制定还是修订`);
  return regulations;
};

const stated = (title: string, bracket: string, before: string): StatedRegulation => {
  const number = documentNumber.exec(bracket)?.[0];
  const rest = number ? bracket.replace(number, '') : bracket;
  const dates = rest.split(/[,;、\uff0c\uff1b]/).map((part) => readDate({ text: part.replace(/印发|发布/, '') }));
  const date = dates.find((read) => 'date' in read);
  const kind = kindOf(rest) ?? kindOf(before);
  return regulationOf({
    title: title.trim(),
    kind,
    documentNumber: number,
    date: date && 'date' in date ? date.date : undefined,
  });
};

const regulationOf = (regulation: StatedRegulation): StatedRegulation => ({
  title: regulation.title,
  ...(regulation.documentNumber ? { documentNumber: regulation.documentNumber } : {}),
  ...(regulation.date ? { date: regulation.date } : {}),
  ...(regulation.kind ? { kind: regulation.kind } : {}),
});

const readListed = (row: LedgerRow): LedgerRegulation | undefined => {
  const title = row
    .text('title')
    ?.replace(/^《([\s\S]*)》$/, '$1')
    .trim();
  if (!title) return undefined;
  const written = row.text('kind');
  const kind = written === undefined ? undefined : kindOf(written);
  if (written !== undefined && !kind) row.keep('kind', 'regulation-kind-missing', `不知是制定还是修订：“${written}”`);
  const read = regulationOf({ title, kind, documentNumber: row.text('documentNumber'), date: row.date('date') });
  const remark = row.text('remark');
  const issueNumbers = row.numbers('issueNumbers');
  return { ...read, issueNumbers, ...(remark ? { remark } : {}), ...row.place, ...row.others };
};

/** One entry for each title and kind, wherever it is named; what one place leaves out another may give. */
export const gatherRegulations = (
  issues: readonly LedgerIssue[],
  rows: readonly LedgerRow[],
  remarks: LedgerRemarks,
): LedgerRegulation[] => {
  const named = issues.flatMap((issue) =>
    issue.regulations.map((stated) => ({
      ...stated,
      issueNumbers: issue.number === undefined ? [] : [issue.number],
      sheet: issue.sheet,
      row: issue.row,
    })),
  );
  const listed = rows.map(readListed).filter((regulation) => regulation !== undefined);
  const gathered = new Map<string, LedgerRegulation[]>();
  for (const regulation of [...named, ...listed]) {
    const key = `${plain(regulation.title)}\n${regulation.kind ?? ''}`;
    const mentions = gathered.get(key);
    if (mentions) mentions.push(regulation);
    else gathered.set(key, [regulation]);
  }
  return [...gathered.values()].map((mentions) => joined(mentions, remarks));
};

const joined = (mentions: readonly LedgerRegulation[], remarks: LedgerRemarks): LedgerRegulation => {
  const whole: LedgerRegulation = Object.assign({}, ...mentions.toReversed());
  for (const { title, documentNumber = whole.documentNumber, date = whole.date, sheet, row } of mentions)
    if (documentNumber !== whole.documentNumber || date !== whole.date)
      remarks.warn('regulation-differs', { sheet, row }, `《${title}》的文号或日期前后不一致，以首次出现为准`);
  const issueNumbers = [...new Set(mentions.flatMap((mention) => mention.issueNumbers))].sort((a, b) => a - b);
  return { ...whole, issueNumbers };
};
