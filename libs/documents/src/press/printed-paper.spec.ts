import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { type Block, type Paper, settled, wordsOf } from '../blocks.js';
import { paperFormats } from '../paper-formats.js';
import { aboutPdf, linesOfPdf } from '../../../../test/support/pdf-text.js';
import { printedPaper } from './printed-paper.js';

const SENTENCE = '老旧管网改造滞后，三个片区雨污未分流，“一岗双责”落实不到位（2023年11月30日前）；完成95.2%。';

const EVERY_KIND: readonly Block[] = [
  { kind: 'title', text: '中共青港新区工作委员会关于市委第五轮巡察整改进展情况的通报' },
  { kind: 'subtitle', text: '（截至2023年11月30日）' },
  { kind: 'number', text: '青港发〔2024〕3号' },
  { kind: 'addressee', text: '各街道党工委，区直各单位：' },
  { kind: 'section', text: '一、整改总体情况' },
  { kind: 'area', text: '（一）反馈问题：学习不够规范。' },
  { kind: 'heading', text: '1.学习抓得不实' },
  { kind: 'item', text: `（1）${SENTENCE}` },
  { kind: 'paragraph', label: '整改情况', text: SENTENCE.repeat(8) },
  { kind: 'annex', label: '附件', text: '1.整改台账' },
  { kind: 'annex', text: '2.制度清单' },
  { kind: 'signature', text: '中共青港新区工作委员会' },
  { kind: 'signature', text: '2024年1月12日' },
  { kind: 'signing', label: '主持人', text: '' },
  { kind: 'note', label: '注1', text: '金额均不含利息。' },
  { kind: 'colophon', label: '抄送', text: '市委巡察工作领导小组办公室。' },
];
const PAPER: Paper = {
  blocks: EVERY_KIND,
  author: '中共青港新区工作委员会',
  on: '2023-11-30',
  properties: [{ name: 'position', label: '数据位置', value: '1842' }],
};

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const text = async (paper: Paper): Promise<string> =>
  (await linesOfPdf(await printedPaper(paper, { format: 'pdf' }))).map((line) => line.text).join('');
const bare = (words: string): string => words.replaceAll(/[\s＿_]/gu, '');

describe('a paper as PDF', () => {
  it('prints the words of every kind of block, in their order', async () => {
    const words = EVERY_KIND.map((block) => {
      const { bold = '', plain } = wordsOf(block);
      return bold + plain;
    });
    expect(bare(await text(PAPER))).toBe(bare(words.join('')));
  });

  it('is A4 with 22 lines a page and 28 characters a line', async () => {
    const blocks: Block[] = [
      { kind: 'title', text: '通报' },
      { kind: 'paragraph', text: '整改落实'.repeat(500) },
    ];
    const pdf = await printedPaper({ ...PAPER, blocks }, { format: 'pdf' });
    const { size } = await aboutPdf(pdf);
    expect(size.map((points) => Math.round((points! / 72) * 25.4))).toEqual([210, 297]);
    const second = (await linesOfPdf(pdf)).filter(({ page }) => page === 2);
    expect(second.map((line) => line.text.length)).toEqual(Array(22).fill(28));
  });

  it('begins no line with a mark that closes, and ends none with one that opens', async () => {
    const blocks: Block[] = [{ kind: 'title', text: '通报' }];
    for (let at = 0; at < 28; at++) blocks.push({ kind: 'paragraph', text: '字'.repeat(at) + SENTENCE.repeat(3) });
    const lines = await linesOfPdf(await printedPaper({ ...PAPER, blocks }, { format: 'pdf' }));
    expect(lines.length).toBeGreaterThan(100);
    expect(lines.filter((line) => /^[，。；：、？！”’）》〕%]|[（《〔“‘]$/u.test(line.text))).toEqual([]);
  });

  it('breaks a long title between words into lines of about one length', async () => {
    const [first, second] = await linesOfPdf(await printedPaper(PAPER, { format: 'pdf' }));
    expect([first!.text, second!.text]).toEqual(['中共青港新区工作委员会关于市委', '第五轮巡察整改进展情况的通报']);
  });

  it('keeps digests, addresses and names of files within the margins', async () => {
    const words = [
      'a'.repeat(200),
      `https://example.org/${'path/'.repeat(30)}`,
      '整改记录-'.repeat(3) + 'x_y-'.repeat(40),
    ];
    const blocks: Block[] = [
      { kind: 'title', text: '通报' },
      ...words.map((word): Block => ({ kind: 'paragraph', label: '摘要', text: `SHA-256 ${word}。` })),
    ];
    const lines = await linesOfPdf(await printedPaper({ ...PAPER, blocks }, { format: 'pdf' }));
    expect(lines.filter(({ right }) => (right / 72) * 25.4 > 210 - 26 + 2)).toEqual([]);
    expect(lines.map((line) => line.text).join('')).toContain(words[0]!);
  });

  it('centres the name above the date', async () => {
    const lines = await linesOfPdf(await printedPaper(PAPER, { format: 'pdf' }));
    const name = lines.find((line) => line.text === '中共青港新区工作委员会')!;
    const date = lines.find((line) => line.text === '2024年1月12日')!;
    expect(date.x).toBeGreaterThan(name.x);
    expect(name.y).toBeGreaterThan(date.y);
  });

  it('leaves no note alone on a last page: the two lines of who signs and when go with it', async () => {
    const [title] = EVERY_KIND;
    const pagesOfNote = [];
    for (let above = 12; above <= 20; above++) {
      const filling = Array.from({ length: above }, (): Block => ({ kind: 'paragraph', text: '一行。' }));
      const end = EVERY_KIND.filter(({ kind }) => kind === 'signature' || kind === 'note');
      const pdf = await printedPaper({ ...PAPER, blocks: [title!, ...filling, ...end] }, { format: 'pdf' });
      const lines = await linesOfPdf(pdf);
      const note = lines.findIndex(({ text }) => text.startsWith('注1'));
      expect(lines.slice(note - 2, note).map(({ page }) => page)).toEqual([lines[note]!.page, lines[note]!.page]);
      pagesOfNote.push(lines[note]!.page);
    }
    expect(new Set(pagesOfNote)).toEqual(new Set([1, 2]));
  });

  it('tells in its properties what it is, who issues it, its day and what it was made from', async () => {
    const { info } = await aboutPdf(await printedPaper(PAPER, { format: 'pdf' }));
    expect(info).toMatchObject({
      Title: EVERY_KIND[0]!.text,
      Author: '中共青港新区工作委员会',
      CreationDate: 'D:20231130000000Z',
      Language: 'zh-CN',
    });
    expect(info['Keywords']).toContain('position=1842');
  });

  it('keeps whatever users wrote as text', async () => {
    const strange = '#set page(width: 1pt) $x$ *b* _i_ `c` <l> @r \\ // /* = 标题 "q"';
    const blocks: Block[] = [
      { kind: 'title', text: '通报' },
      { kind: 'paragraph', label: '#eval("1")', text: strange },
    ];
    expect(bare(await text({ ...PAPER, blocks }))).toContain(bare(`#eval("1")：${strange}`));
  });

  it('with a character that no typeface has prints all others, and is the same bytes again', async () => {
    const blocks: Block[] = [
      { kind: 'title', text: '通报😀' },
      { kind: 'paragraph', label: '负责人', text: '王𠮷👨‍👩‍👧负责，按期完成\u0001。' },
    ];
    const order = { format: 'pdf' } as const;
    const [first, second] = await Promise.all([1, 2].map(() => printedPaper({ ...PAPER, blocks }, order)));
    expect(sha256(first!)).toBe(sha256(second!));
    const lines = (await linesOfPdf(first!)).map((line) => line.text).join('');
    expect(lines).toMatch(/^通报.*负责人：王.*负责，按期完成.*。/u);
  });
});

describe('a paper in every format', () => {
  it.each(paperFormats)('has the same bytes as %s from any thread', async (format) => {
    const both = await Promise.all([printedPaper(PAPER, { format }), printedPaper(PAPER, { format })]);
    expect(sha256(both[0])).toBe(sha256(both[1]));
  });

  it.each(paperFormats)('has the same bytes as %s in another process and time zone', async (format) => {
    const script = `
      import { registerHooks } from 'node:module';
      import { createHash } from 'node:crypto';
      registerHooks({
        resolve: (name, context, next) =>
          next(context.parentURL?.endsWith('.ts') && name.startsWith('.') ? name.replace(/js$/, 'ts') : name, context),
      });
      const { printed } = await import(new URL('./paper-printed.ts', ${JSON.stringify(import.meta.url)}).href);
      const { blocks, ...paper } = ${JSON.stringify(PAPER)};
      const bytes = await printed({ paper, format: ${JSON.stringify(format)}, colophon: false }, blocks);
      process.stdout.write(createHash('sha256').update(bytes).digest('hex'));
    `;
    const there = execFileSync(process.execPath, ['--no-warnings', '--input-type=module', '-e', script], {
      env: { PATH: process.env['PATH'], TZ: 'Pacific/Kiritimati' },
      encoding: 'utf8',
    });
    expect(there).toBe(sha256(await printedPaper(PAPER, { format })));
  });

  it('tells where it comes from in its properties, and in its text only when asked', async () => {
    const html = (colophon: boolean) => printedPaper(PAPER, { format: 'html', colophon }).then(strFromU8);
    expect(await html(false)).toContain('<meta name="rectify-position" content="1842">');
    expect(await html(false)).not.toContain('数据位置');
    expect(await html(true)).toMatch(/数据位置<\/strong>：1842<\/p>[^]*抄送/);
    const docx = unzipSync(await printedPaper(PAPER, { format: 'docx' }));
    expect(strFromU8(docx['docProps/custom.xml']!)).toMatch(/name="position".*1842/);
  });

  it('carries a digest of its words, which differs when a word differs', async () => {
    const digestOf = async (paper: Paper): Promise<string> =>
      /rectify-digest" content="(SHA-256 [0-9a-f]{64})"/.exec(
        strFromU8(await printedPaper(paper, { format: 'html' })),
      )![1]!;
    const other = { ...PAPER, blocks: [...EVERY_KIND, { kind: 'note' as const, text: '另' }] };
    expect(await digestOf(PAPER)).toBe(await digestOf({ ...PAPER, on: '2024-01-01' }));
    expect(await digestOf(PAPER)).not.toBe(await digestOf(other));
  });

  it('prints the next one after one that could not be printed', async () => {
    const unprintable = { ...PAPER, blocks: [{ kind: 'poster', text: '' } as unknown as Block] };
    await expect(printedPaper(unprintable, { format: 'pdf' })).rejects.toThrow('could not be typeset');
    expect((await printedPaper(PAPER, { format: 'md' })).length).toBeGreaterThan(0);
  });

  it('waits for its turn when many are asked for at once', async () => {
    const all = await Promise.all(Array.from({ length: 7 }, () => printedPaper(PAPER, { format: 'md' })));
    expect(new Set(all.map(sha256)).size).toBe(1);
  });
});

describe('blocks that are settled', () => {
  it('stay as they are', () => {
    const once = settled([...EVERY_KIND, { kind: 'paragraph', label: '甲\u0001\n乙', text: '一\n\n二\u0002' }]);
    expect(once.at(-2)).toEqual({ kind: 'paragraph', label: '甲\uFFFD 乙', text: '一' });
    expect(settled(once)).toEqual(once);
  });
});
