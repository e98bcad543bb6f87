// An xlsx ledger of so many rows, as an office writes one; written as XML, so that making it costs next to nothing.
import { strToU8, zipSync } from 'fflate';

const TITLES = [
  '序号',
  '方面',
  '大项',
  '具体问题',
  '问题类型',
  '整改标准',
  '整改任务编号',
  '整改任务',
  '整改措施',
  '责任领导',
  '牵头单位',
  '责任人',
  '完成时限',
  '整改进展',
  '完成情况',
  '销号日期',
];

/** Two rows of a task are one unit's. */
const taskOf = (n) => Math.ceil(n / 2);

const rowOf = (n, wrong) => [
  n,
  `方面${(n % 4) + 1}`,
  `大项${(n % 12) + 1}`,
  `第${n}项：制度执行不严格，学习记录与实际不符。`,
  '立行立改',
  '全年学习不少于12次',
  taskOf(n),
  `完善第${taskOf(n)}项制度`,
  '组织学习；修订制度',
  `领导${n % 20}`,
  `第${taskOf(n) % 50}工作部`,
  `干部${taskOf(n) % 300}`,
  '2023-12-31',
  '一是组织理论学习中心组集体学习13次；二是修订完善制度2项。',
  '已完成',
  wrong ? '2199-01-01' : '2023-10-31',
];

const letters = (at) => String.fromCharCode(65 + at);
const cell = (value, at, row) =>
  typeof value === 'number'
    ? `<c r="${letters(at)}${row}"><v>${value}</v></c>`
    : `<c r="${letters(at)}${row}" t="inlineStr"><is><t>${value}</t></is></c>`;
const line = (values, row) => `<row r="${row}">${values.map((value, at) => cell(value, at, row)).join('')}</row>`;

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** The last row is closed on a day to come when it is to be wrong. Rows count with their header. */
export const ledgerFile = (rows, { wrong = false } = {}) => {
  const lines = [line(TITLES, 1)];
  for (let row = 2; row <= rows; row++) lines.push(line(rowOf(row - 1, wrong && row === rows), row));
  const parts = {
    '[Content_Types].xml': `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
    '_rels/.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook ${MAIN} xmlns:r="${OFFICE}"><sheets><sheet name="整改台账" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `${HEAD}<worksheet ${MAIN}><sheetData>${lines.join('')}</sheetData></worksheet>`,
  };
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, xml]) => [name, strToU8(xml)])), { level: 6 });
};
