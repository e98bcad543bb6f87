export { type Block, type BlockKind, type Paper, settled } from './blocks.js';
export * from './chinese.js';
export { docxOf } from './docx.js';
export { htmlOf } from './html.js';
export { markdownOf } from './markdown.js';
