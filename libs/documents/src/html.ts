import { type Block, type BlockKind, oneLine, type Paper, wordsOf } from './blocks.js';
import { PAPER_CSS } from './html-style.js';

const TAG: Readonly<Record<BlockKind, string>> = {
  title: 'h1',
  subtitle: 'p',
  number: 'p',
  addressee: 'p',
  section: 'h2',
  area: 'h3',
  heading: 'h4',
  item: 'p',
  paragraph: 'p',
  annex: 'p',
  signature: 'p',
  signing: 'p',
  note: 'p',
  colophon: 'p',
};

const ENTITY: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITY[mark]!);

const element = (block: Block): string => {
  const { bold, plain } = wordsOf(block);
  const strong = bold === undefined ? '' : `<strong>${escaped(bold)}</strong>`;
  return `<${TAG[block.kind]} class="${block.kind}">${strong}${escaped(plain)}</${TAG[block.kind]}>`;
};

const meta = (name: string, content: string): string => `<meta name="${name}" content="${escaped(content)}">\n`;

const about = ({ author, on, properties = [] }: Paper): string =>
  [
    meta('author', oneLine(author)),
    meta('date', on),
    ...properties.map(({ name, value }) => meta(`rectify-${name}`, oneLine(value))),
  ].join('');

/** A complete page without any script or outside resource; its own policy forbids both. */
export const htmlOf = (paper: Paper): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(paper.blocks[0]!.text)}</title>
${about(paper)}<style>
${PAPER_CSS}</style>
</head>
<body>
<article>
${paper.blocks.map(element).join('\n')}
</article>
</body>
</html>
`;
