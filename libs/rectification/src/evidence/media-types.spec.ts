import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Document, Packer, Paragraph } from 'docx';
import { unzipSync, type Zippable, zipSync } from 'fflate';
import { fits, shownBy } from './media-types.js';

const types = (main: string) =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
  `<Override PartName="/main.xml" ContentType="application/vnd.openxmlformats-officedocument.${main}.main+xml"/></Types>`;

const text = (words: string) => Buffer.from(words);
/** Larger than what any check of the beginning looks at, and as little packed as a photograph. */
const photograph = Buffer.from(Array.from({ length: 300_000 }, (_, n) => (n * 7919 + (n >> 3) * 31) & 0xff));

const packed = (main: string, folder: string): Zippable => ({
  [`${folder}/media/image1.png`]: [photograph, { level: 0 }],
  [`${folder}/document.xml`]: text('<document/>'),
  '[Content_Types].xml': text(types(main)),
});

/** 整改报告 in GB 18030, in lines of a table. */
const gbk = Buffer.concat(
  Array.from({ length: 2_000 }, () => Buffer.of(0xd5, 0xfb, 0xb8, 0xc4, 0x2c, 0xb1, 0xa8, 0xb8, 0xe6, 0x0d, 0x0a)),
);
const utf16le = Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from('整改台账，一是。\r\n'.repeat(900), 'utf16le')]);
const utf16be = Buffer.from(utf16le).swap16();
/** As a program for Windows begins. */
const program = Buffer.concat([text('MZ\u0090\u0000\u0003'), Buffer.alloc(58), text('This program cannot be run')]);
const bitmap = Buffer.concat([text('BM'), Buffer.of(0x46, 0, 0, 0, 0, 0, 0, 0, 0x36, 0, 0, 0, 0x28), Buffer.alloc(60)]);

describe('what a file is by its bytes', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rectify-types-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const isTaken = async (name: string, bytes: Uint8Array): Promise<boolean> => {
    const path = join(folder, 'file');
    await writeFile(path, bytes);
    const file = await open(path);
    return fits(name, await shownBy(file).finally(() => file.close()));
  };

  const written = () => Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph('整改情况报告')] }] }));
  const backToFront = async () => zipSync(Object.fromEntries(Object.entries(unzipSync(await written())).toReversed()));

  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['as it was written', '报告.docx', written],
    ['with its list of parts at the end', '报告.docx', backToFront],
    ['with its list behind a large picture', '报告.docx', () => zipSync(packed('wordprocessingml.document', 'word'))],
    ['with its list behind a large picture', '台账.xlsx', () => zipSync(packed('spreadsheetml.sheet', 'xl'))],
    ['with its list behind a large picture', '汇报.pptx', () => zipSync(packed('presentationml.presentation', 'ppt'))],
    ['with a remark behind its directory', '报告.docx', async () => remarked(await backToFront())],
    ['that packs others', '附件.zip', () => zipSync({ '说明.txt': text('附件'), 'a.docx': photograph })],
    ['in UTF-8', '说明.txt', () => text('整改情况说明。'.repeat(3_000))],
    ['in UTF-8 with its mark', '说明.csv', () => text('\ufeff序号,问题\r\n')],
    ['in GB 18030', '台账.csv', () => gbk],
    ['in GB 18030 with a character cut by the sample', '说明.txt', () => Buffer.concat([text('a'), gbk])],
    ['in UTF-16', '说明.txt', () => utf16le],
    ['in UTF-16 the other way round', '说明.txt', () => utf16be],
    ['that begins like a picture', '清单.txt', () => text('BM公司整改清单')],
    ['that begins like a program', '清单.csv', () => text('MZ,名称,整改\r\n')],
    ['in GB 18030 that begins like a program', '清单.csv', () => Buffer.concat([text('MZ,'), gbk])],
  ])('is good: one %s (%s)', async (_, name, bytes) => {
    expect(await isTaken(name, await bytes())).toBe(true);
  });

  it.each<[string, string, () => Uint8Array | Promise<Uint8Array>]>([
    ['a program', '报告.docx', () => program],
    ['a program', '说明.txt', () => program],
    ['a picture of another kind', '说明.txt', () => bitmap],
    ['a packed file that is no document', '报告.docx', () => zipSync({ 'word/document.xml': text('<document/>') })],
    ['a list of parts that names no document', '报告.docx', () => zipSync({ '[Content_Types].xml': text('<Types/>') })],
    ['a workbook', '报告.docx', () => zipSync(packed('spreadsheetml.sheet', 'xl'))],
    ['a document with macros', '报告.docx', () => zipSync({ '[Content_Types].xml': text(macros) })],
    ['a document', '附件.zip', backToFront],
    ['half a document', '报告.docx', async () => (await backToFront()).subarray(0, -400)],
    ['a Java program', '附件.zip', () => zipSync({ 'META-INF/MANIFEST.MF': text('Manifest-Version: 1.0\r\n') })],
    [
      'a list that unpacks to more than any',
      '报告.docx',
      () => zipSync({ '[Content_Types].xml': Buffer.alloc(9e6, ' ') }),
    ],
    ['text', '报告.docx', () => text('整改情况报告')],
    ['bytes in no encoding', '说明.txt', () => Buffer.of(0xff, 0xff, 0xff, 0xff)],
    ['control characters', '说明.txt', () => Buffer.concat([gbk.subarray(0, 4), Buffer.of(1, 2, 3)])],
  ])('is bad: %s by the name of %s', async (_, name, bytes) => {
    expect(await isTaken(name, await bytes())).toBe(false);
  });
});

const macros = types('wordprocessingml.document').replace(
  'vnd.openxmlformats-officedocument.wordprocessingml.document.main',
  'vnd.ms-word.document.macroEnabled.main',
);

const remarked = (bytes: Uint8Array): Uint8Array => {
  const remark = text('WPS');
  const end = Buffer.from(bytes);
  end.writeUInt16LE(remark.length, end.length - 2);
  return Buffer.concat([end, remark]);
};
