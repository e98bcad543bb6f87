import type { Block, BlockKind, Paper } from './blocks.js';
import { PAPER_CSS } from './html-style.js';

const TAG: Readonly<Record<BlockKind, string>> = {
  title: 'h1',
  subtitle: 'p',
  section: 'h2',
  area: 'h3',
  heading: 'h4',
  item: 'p',
  paragraph: 'p',
  signature: 'p',
  note: 'p',
};

const ENTITY: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string): string => text.replace(/[&<>"']/g, (mark) => ENTITY[mark]!);

const element = ({ kind, label, text }: Block): string => {
  const bold = label === undefined ? '' : `<strong>${escaped(label)}</strong>：`;
  return `<${TAG[kind]} class="${kind}">${bold}${escaped(text)}</${TAG[kind]}>`;
};

/** A complete page without any script or outside resource; its own policy forbids both. */
export const htmlOf = ({ blocks }: Pick<Paper, 'blocks'>): string => `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(blocks[0]!.text)}</title>
<style>
${PAPER_CSS}</style>
</head>
<body>
<article>
${blocks.map(element).join('\n')}
</article>
</body>
</html>
`;
