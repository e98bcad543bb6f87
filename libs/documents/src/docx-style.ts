import { AlignmentType, type IParagraphStyleOptions, type IStylesOptions, LineRuleType } from 'docx';
import type { BlockKind } from './blocks.js';

interface Typeface {
  readonly name: string;
  /** What a machine without the font takes instead, best first. */
  readonly instead: string;
}

const TITLE_FACE: Typeface = { name: '方正小标宋简体', instead: '华文中宋,宋体,Noto Serif CJK SC' };
const BODY_FACE: Typeface = { name: '仿宋_GB2312', instead: '仿宋,华文仿宋,Noto Serif CJK SC' };
const SECTION_FACE: Typeface = { name: '黑体', instead: '华文黑体,Noto Sans CJK SC' };
const AREA_FACE: Typeface = { name: '楷体_GB2312', instead: '楷体,华文楷体,Noto Serif CJK SC' };
const PAGE_NUMBER_FACE: Typeface = { name: '宋体', instead: '华文宋体,Noto Serif CJK SC' };

export const TYPEFACES: readonly Typeface[] = [TITLE_FACE, BODY_FACE, SECTION_FACE, AREA_FACE, PAGE_NUMBER_FACE];

/** Half-points: 二号, 三号, 四号, 小四. */
const SIZE = { title: 44, body: 32, pageNumber: 28, note: 24 } as const;

const font = ({ name }: Typeface) => ({
  ascii: 'Times New Roman',
  hAnsi: 'Times New Roman',
  cs: 'Times New Roman',
  eastAsia: name,
});

/** Two characters; the twips are for programs that do not know `firstLineChars`, 20 to a point. */
const indentOf = (halfPoints: number) => ({ firstLine: halfPoints * 20, firstLineChars: 200 });

const NO_INDENT = { firstLine: 0, firstLineChars: 0 };

/** Twips: lines are exactly 28 points apart, as in official documents. */
const LINES = { line: 560, lineRule: LineRuleType.EXACT };

/** A line of space above the first paragraph of its style, none between two of them. */
const apart = (lines: typeof LINES) => ({ spacing: { ...lines, before: 560 }, contextualSpacing: true });

export const STYLE_OF: Readonly<Record<BlockKind | 'pageNumber', string>> = {
  title: 'Title',
  subtitle: 'PaperSubtitle',
  section: 'Heading1',
  area: 'Heading2',
  heading: 'Heading3',
  item: 'PaperItem',
  paragraph: 'PaperBody',
  signature: 'PaperSignature',
  note: 'PaperNote',
  pageNumber: 'PaperPageNumber',
};

type Look = Omit<IParagraphStyleOptions, 'id' | 'name'>;

const headingLook = (face: Typeface, bold: boolean): Look => ({
  run: { font: font(face), size: SIZE.body, bold, color: '000000' },
  paragraph: { spacing: LINES, indent: indentOf(SIZE.body), keepNext: true },
});

const bodyLook = (paragraph: Look['paragraph'] = {}): Look => ({
  run: { font: font(BODY_FACE), size: SIZE.body },
  paragraph: { spacing: LINES, indent: indentOf(SIZE.body), ...paragraph },
});

const own = (kind: BlockKind | 'pageNumber', name: string, look: Look): IParagraphStyleOptions => ({
  id: STYLE_OF[kind],
  name,
  basedOn: 'Normal',
  quickFormat: true,
  ...look,
});

export const PAPER_STYLES: IStylesOptions = {
  default: {
    document: { run: { font: font(BODY_FACE), size: SIZE.body, language: { value: 'en-US', eastAsia: 'zh-CN' } } },
    title: {
      run: { font: font(TITLE_FACE), size: SIZE.title, color: '000000' },
      paragraph: { alignment: AlignmentType.CENTER, spacing: { line: 700, lineRule: LineRuleType.EXACT } },
    },
    heading1: headingLook(SECTION_FACE, false),
    heading2: headingLook(AREA_FACE, false),
    heading3: headingLook(BODY_FACE, true),
  },
  paragraphStyles: [
    own(
      'subtitle',
      '公文副题',
      bodyLook({ alignment: AlignmentType.CENTER, indent: NO_INDENT, spacing: { ...LINES, after: 560 } }),
    ),
    own('item', '公文条目', bodyLook({ keepNext: true })),
    own('paragraph', '公文正文', bodyLook()),
    own('signature', '公文落款', {
      run: { font: font(BODY_FACE), size: SIZE.body },
      paragraph: {
        ...apart(LINES),
        alignment: AlignmentType.RIGHT,
        indent: { ...NO_INDENT, right: 1280 },
        keepNext: true,
      },
    }),
    own('note', '公文附注', {
      run: { font: font(BODY_FACE), size: SIZE.note },
      paragraph: { ...apart({ line: 400, lineRule: LineRuleType.EXACT }), indent: indentOf(SIZE.note) },
    }),
    own('pageNumber', '公文页码', { run: { font: font(PAGE_NUMBER_FACE), size: SIZE.pageNumber } }),
  ],
};
