import { AlignmentType, BorderStyle, type IParagraphStyleOptions, type IStylesOptions, LineRuleType } from 'docx';
import type { BlockKind } from './blocks.js';

interface Typeface {
  readonly name: string;
  readonly family: 'roman' | 'swiss';
  /** What a machine without the font takes instead, best first. */
  readonly instead: string;
}

const TITLE_FACE: Typeface = { name: '方正小标宋简体', family: 'roman', instead: '华文中宋,宋体,Noto Serif CJK SC' };
const BODY_FACE: Typeface = { name: '仿宋_GB2312', family: 'roman', instead: '仿宋,华文仿宋,Noto Serif CJK SC' };
const SECTION_FACE: Typeface = { name: '黑体', family: 'swiss', instead: '华文黑体,Noto Sans CJK SC' };
const AREA_FACE: Typeface = { name: '楷体_GB2312', family: 'roman', instead: '楷体,华文楷体,Noto Serif CJK SC' };
const PAGE_NUMBER_FACE: Typeface = { name: '宋体', family: 'roman', instead: '华文宋体,Noto Serif CJK SC' };

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

/** Of text at 三号. */
export const charactersRight = (characters: number) => ({ ...NO_INDENT, right: Math.round(characters * 320) });
const charactersLeft = (characters: number) => ({ ...NO_INDENT, left: characters * 320 });

/** Twips: lines are exactly 28.95 points apart, so that a page has 22 of them. */
const LINES = { line: 579, lineRule: LineRuleType.EXACT };

/** A line of space above the first paragraph of its style, none between two of them. */
const apart = (lines: typeof LINES) => ({ spacing: { ...lines, before: LINES.line }, contextualSpacing: true });

type StyledKind = BlockKind | 'furtherAnnex' | 'pageNumber';

export const STYLE_OF: Readonly<Record<StyledKind, string>> = {
  title: 'Title',
  subtitle: 'PaperSubtitle',
  number: 'PaperNumber',
  addressee: 'PaperAddressee',
  section: 'Heading1',
  area: 'Heading2',
  heading: 'Heading3',
  item: 'PaperItem',
  paragraph: 'PaperBody',
  annex: 'PaperAnnex',
  furtherAnnex: 'PaperFurtherAnnex',
  signature: 'PaperSignature',
  signing: 'PaperSigning',
  note: 'PaperNote',
  colophon: 'PaperColophon',
  pageNumber: 'PaperPageNumber',
};

/** Eighths of a point. */
const rule = (size: number) => ({ style: BorderStyle.SINGLE, size, space: 1, color: '000000' });

type Look = Omit<IParagraphStyleOptions, 'id' | 'name'>;

/** A little closer than the size of the type, so that 28 characters fill a line of 156 mm. */
const BODY_RUN = { size: SIZE.body, characterSpacing: -5 };

const headingLook = (face: Typeface, bold: boolean): Look => ({
  run: { ...BODY_RUN, font: font(face), bold, color: '000000' },
  paragraph: { spacing: LINES, indent: indentOf(SIZE.body), keepNext: true },
});

const bodyLook = (paragraph: Look['paragraph'] = {}): Look => ({
  run: { ...BODY_RUN, font: font(BODY_FACE) },
  paragraph: { alignment: AlignmentType.BOTH, spacing: LINES, indent: indentOf(SIZE.body), ...paragraph },
});

const own = (kind: StyledKind, name: string, look: Look): IParagraphStyleOptions => ({
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
      bodyLook({ alignment: AlignmentType.CENTER, indent: NO_INDENT, spacing: { ...LINES, after: LINES.line } }),
    ),
    own(
      'number',
      '公文文号',
      bodyLook({ alignment: AlignmentType.CENTER, indent: NO_INDENT, spacing: { ...LINES, after: LINES.line } }),
    ),
    own('addressee', '公文主送', bodyLook({ indent: NO_INDENT })),
    own('item', '公文条目', bodyLook()),
    own('paragraph', '公文正文', bodyLook()),
    own('annex', '公文附件', bodyLook({ indent: charactersLeft(2), spacing: { ...LINES, before: LINES.line } })),
    own('furtherAnnex', '公文附件续', bodyLook({ indent: charactersLeft(5) })),
    own(
      'signature',
      '公文落款',
      bodyLook({ ...apart(LINES), alignment: AlignmentType.RIGHT, indent: NO_INDENT, keepNext: true }),
    ),
    own('signing', '公文签字', bodyLook({ indent: NO_INDENT, spacing: { ...LINES, before: 160 } })),
    own('note', '公文附注', {
      run: { font: font(BODY_FACE), size: SIZE.note },
      paragraph: { ...apart({ line: 400, lineRule: LineRuleType.EXACT }), indent: indentOf(SIZE.note) },
    }),
    own('colophon', '公文版记', {
      run: { font: font(BODY_FACE), size: SIZE.pageNumber },
      paragraph: {
        spacing: LINES,
        indent: NO_INDENT,
        border: { top: rule(8), between: rule(6), bottom: rule(8) },
        keepLines: true,
      },
    }),
    own('pageNumber', '公文页码', { run: { font: font(PAGE_NUMBER_FACE), size: SIZE.pageNumber } }),
  ],
};
