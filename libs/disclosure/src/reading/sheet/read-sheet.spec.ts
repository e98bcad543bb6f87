import ExcelJS from 'exceljs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { SheetColumns } from '#contracts';
import { delimitedRecords } from './delimited.js';
import { readSheet } from './read-sheet.js';

const columns: SheetColumns = {
  name: { titles: ['姓名', '人员姓名'], needed: true },
  number: { titles: ['工号'] },
  unit: { titles: ['单位', '所在单位'] },
  from: { titles: ['任职日期'], as: 'day' },
  roles: { titles: ['角色'], as: 'names', words: { 填报人: 'reporter', 单位负责人: 'unit-head' } },
  issues: { titles: ['对应问题序号'], as: 'numbers' },
  distinct: { titles: ['同名另一人'], as: 'yes' },
};
const pasted = (text: string) => readSheet({ pasted: text }, columns, 20);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const refusedWith = (asked: Promise<unknown>, code: string, details = {}) =>
  expect(asked).rejects.toMatchObject({ code, details });

const workbook = async (...sheets: (readonly ExcelJS.CellValue[])[][]): Promise<Uint8Array> => {
  const book = new ExcelJS.Workbook();
  sheets.forEach((rows, at) => book.addWorksheet(`表${at + 1}`).addRows(rows as ExcelJS.CellValue[][]));
  return new Uint8Array(await book.xlsx.writeBuffer());
};

describe('pasted rows', () => {
  it('are records whose cells may hold breaks, delimiters and quotes', () => {
    expect(delimitedRecords('姓名\t职务\r\n"王\n强"\t"他说""好"""\r\n5" 屏\t,a')).toEqual([
      ['姓名', '职务'],
      ['王\n强', '他说"好"'],
      ['5" 屏', ',a'],
    ]);
    expect(delimitedRecords('\uFEFF姓名,职务\n"王,强",')).toEqual([
      ['姓名', '职务'],
      ['王,强', ''],
    ]);
  });

  it('are read below their header, wherever it stands and however it is spaced, by the lines of the sheet', async () => {
    const sheet = await pasted(
      '人员名单\t\t\t\n\n 姓 名 \t所在单位（全称）\t角色\t任职日期\t备注\n王强\t规划局\t单位负责人、填报人\t2020年1月5日\t好\n\n李娜\t—\t其他\t下月\t',
    );
    expect(sheet).toMatchObject({ headerLine: 3, ignored: [{ letter: 'E', title: '备注' }] });
    expect(sheet.columns['unit']).toEqual({ letter: 'B', title: '所在单位（全称）' });
    expect(sheet.rows).toEqual([
      { line: 4, fields: { name: '王强', unit: '规划局', roles: ['unit-head', 'reporter'], from: '2020-01-05' } },
      { line: 6, fields: { name: '李娜', roles: ['其他'], from: '下月' } },
    ]);
  });

  it('hold lists of numbers and marks', async () => {
    const { rows } = await pasted('姓名,对应问题序号,同名另一人\n王强,"1、3-5",是\n李娜,1.2、甲,也许');
    expect(rows.map(({ fields }) => [fields['issues'], fields['distinct']])).toEqual([
      [['1', '3', '4', '5'], true],
      [['1.2', '甲'], '也许'],
    ]);
  });

  it('are refused without a header, without a needed column, with one twice, without rows or with too many', async () => {
    await refusedWith(pasted('甲,乙\n丙,丁'), 'sheet.no-header');
    await refusedWith(pasted('工号,单位\n1,规划局'), 'sheet.column-missing', { needed: [{ field: 'name' }] });
    await refusedWith(pasted('姓名,单位,所在单位\n王强,甲,乙'), 'sheet.column-twice', {
      columns: [{ letter: 'B' }, { letter: 'C' }],
    });
    await refusedWith(pasted('姓名,单位\n,'), 'sheet.no-rows');
    await refusedWith(pasted(`姓名\n${'王强\n'.repeat(21)}`), 'sheet.too-many-rows', { limit: 20 });
    await refusedWith(pasted(`姓名\n${'\n'.repeat(5_000)}`), 'sheet.too-many-rows', { limit: 5_000 });
  });
});

describe('a file of rows', () => {
  const rows = [
    ['姓名', '任职日期', '工号'],
    ['王强', new Date('2020-01-05'), 7],
  ];

  it('is an xlsx, with real dates and numbers', async () => {
    const file = base64(await workbook([['说明']], rows));
    const read = await readSheet({ file }, columns, 20);
    expect(read).toMatchObject({ name: '表2', headerLine: 1 });
    expect(read.rows).toEqual([{ line: 2, fields: { name: '王强', from: '2020-01-05', number: '7' } }]);
  });

  it('is csv, in the encoding of an office too', async () => {
    // 姓名 in GB 18030.
    const file = base64(Uint8Array.from([0xd0, 0xd5, 0xc3, 0xfb, 0x0a, 0x41]));
    expect((await readSheet({ file }, columns, 20)).rows).toEqual([{ line: 2, fields: { name: 'A' } }]);
  });

  it('is refused when it is damaged, holds a cell without value, or the header on two sheets', async () => {
    await refusedWith(readSheet({ file: base64(strToU8('PK nothing')) }, columns, 20), 'import.not-an-xlsx');
    await refusedWith(readSheet({ file: base64(Uint8Array.from([0xff, 0x00])) }, columns, 20), 'import.not-text');
    const formula = await workbook([['姓名'], [{ formula: 'A9' } as ExcelJS.CellValue]]);
    await refusedWith(readSheet({ file: base64(formula) }, columns, 20), 'sheet.cell-unreadable', { line: 2 });
    await refusedWith(readSheet({ file: base64(await workbook(rows, rows)) }, columns, 20), 'sheet.several');
  });

  it('is refused for a row number beyond sense before anything is unfolded', async () => {
    const parts = unzipSync(await workbook(rows));
    const xml = strFromU8(parts['xl/worksheets/sheet1.xml']!).replace(/<row r="2"/, '<row r="1000000000"');
    const far = zipSync({ ...parts, 'xl/worksheets/sheet1.xml': strToU8(xml) });
    const begun = performance.now();
    await refusedWith(readSheet({ file: base64(far) }, columns, 20), 'import.workbook-too-large');
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
