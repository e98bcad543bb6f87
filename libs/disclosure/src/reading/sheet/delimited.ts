/** A cell in quotes ends where a delimiter or the line does; any other quote is a sign like others. */
const CELL = {
  '\t': /"([^"]*(?:""[^"]*)*)"(?=[\t\n]|$)|([^\t\n]*)/y,
  ',': /"([^"]*(?:""[^"]*)*)"(?=[,\n]|$)|([^,\n]*)/y,
} as const;

/** Records of pasted rows or csv, blank ones among them, so that the n-th is the n-th line of the sheet. */
export const delimitedRecords = (text: string): string[][] => {
  const plain = text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  const cell = new RegExp(CELL[plain.includes('\t') ? '\t' : ',']);
  const records: string[][] = [];
  let record: string[] = [];
  for (let at = 0; at <= plain.length; at = cell.lastIndex + 1) {
    cell.lastIndex = at;
    const [, quoted, bare = ''] = cell.exec(plain)!;
    record.push((quoted?.replaceAll('""', '"') ?? bare).trim());
    if (plain[cell.lastIndex] === '\t' || plain[cell.lastIndex] === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
};
