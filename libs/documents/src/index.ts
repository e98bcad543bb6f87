export { type Block, type BlockKind, type Paper, type Property, settled } from './blocks.js';
export * from './chinese.js';
export { docxOf } from './docx.js';
export { htmlOf } from './html.js';
export { markdownOf } from './markdown.js';
export { type PaperFormat, paperFormats, paperMediaTypes, paperTypes } from './paper-formats.js';
export { linesIn, widthOf } from './typesetting.js';
export { Press, type Printed } from './press/press.js';
export { printedPaper } from './press/printed-paper.js';
