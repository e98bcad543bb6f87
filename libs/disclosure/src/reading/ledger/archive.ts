import { strFromU8, strToU8, type UnzipFileInfo, unzipSync, zipSync } from 'fflate';
import { damaged, tooLarge, UnreadableFile } from './refusals.js';

const MAX_FILE_BYTES = 16 * 1024 * 1024;
const MAX_ENTRIES = 2_000;
const MAX_UNPACKED_BYTES = 32 * 1024 * 1024;
/** Unpacked bytes per packed byte; sheets of real ledgers stay under 30. Small parts are let through whatever their ratio. */
const MAX_RATIO = 100;
const RATIO_COUNTS_FROM_BYTES = 1024 * 1024;
const MAX_SHEETS = 50;

const partsThatHoldValues =
  /^(?:\[Content_Types\]\.xml|_rels\/\.rels|xl\/(?:workbook|sharedStrings|styles)\.xml|xl\/_rels\/workbook\.xml\.rels|xl\/worksheets\/sheet\d+\.xml)$/;

export type WorkbookParts = Readonly<Record<string, Uint8Array>>;

/** Inflates only the parts that hold values, and only after the zip's directory has kept within the limits. */
export const unpackWorkbook = (bytes: Uint8Array): WorkbookParts => {
  refuseForeignFormats(bytes);
  const entries = directoryOf(bytes);
  refuseBombs(entries);
  if (!entries.some((entry) => entry.name === 'xl/workbook.xml')) throw damaged('缺少 xl/workbook.xml');
  const wanted = entries.filter((entry) => partsThatHoldValues.test(entry.name));
  const sheets = wanted.filter((entry) => entry.name.startsWith('xl/worksheets/')).length;
  if (sheets > MAX_SHEETS) throw tooLarge('工作表数', MAX_SHEETS, sheets);
  const names = new Set(wanted.map((entry) => entry.name));
  return reading(() => unzipSync(bytes, { filter: (entry) => names.has(entry.name) }));
};

/** exceljs takes texts apart every 16,384 units, in the middle of a character where it falls so. A reference has no middle. */
const referred = (xml: Uint8Array): Uint8Array =>
  strToU8(strFromU8(xml).replace(/[\u{10000}-\u{10FFFF}]/gu, (character) => `&#${character.codePointAt(0)};`));

/** Stored, not deflated: whoever inflates it next meets exactly the sizes checked here. */
export const packWorkbook = (parts: WorkbookParts): Uint8Array => {
  const safe = Object.entries(parts).map(([name, xml]) => [name, referred(xml)] as const);
  return zipSync(Object.fromEntries(safe), { level: 0 });
};

const refuseForeignFormats = (bytes: Uint8Array) => {
  if (bytes.length > MAX_FILE_BYTES) throw tooLarge('文件字节数', MAX_FILE_BYTES, bytes.length);
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw compoundFile(bytes);
  if (!startsWith(bytes, [0x50, 0x4b])) throw damaged('缺少 zip 文件头');
  const zipCrypto = startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) && (bytes[6]! & 1) === 1;
  if (zipCrypto) throw encrypted();
};

/** An encrypted xlsx and an old binary xls share one container; only the former holds this stream. */
const compoundFile = (bytes: Uint8Array) =>
  Buffer.from(bytes).includes(Buffer.from('EncryptedPackage', 'utf16le'))
    ? encrypted()
    : damaged('旧版 xls 或其他 OLE 文件');

const encrypted = () => new UnreadableFile('import.encrypted', '工作簿已加密，请先取消密码再导入');

const startsWith = (bytes: Uint8Array, magic: readonly number[]) => magic.every((byte, at) => bytes[at] === byte);

const directoryOf = (bytes: Uint8Array): UnzipFileInfo[] => {
  const entries: UnzipFileInfo[] = [];
  const collect = (entry: UnzipFileInfo) => {
    entries.push({ ...entry });
    if (entries.length > MAX_ENTRIES) throw tooLarge('压缩包条目数', MAX_ENTRIES, entries.length);
    return false;
  };
  reading(() => unzipSync(bytes, { filter: collect }));
  return entries;
};

const refuseBombs = (entries: readonly UnzipFileInfo[]) => {
  const unpacked = entries.reduce((sum, entry) => sum + entry.originalSize, 0);
  if (unpacked > MAX_UNPACKED_BYTES) throw tooLarge('解压后字节数', MAX_UNPACKED_BYTES, unpacked);
  for (const { size, originalSize } of entries) {
    const ratio = Math.ceil(originalSize / Math.max(size, 1));
    if (originalSize > RATIO_COUNTS_FROM_BYTES && ratio > MAX_RATIO) throw tooLarge('压缩比', MAX_RATIO, ratio);
  }
};

const reading = <Result>(read: () => Result): Result => {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw damaged(error instanceof Error ? error.message : 'zip');
  }
};
