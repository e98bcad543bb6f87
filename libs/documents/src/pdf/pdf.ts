import { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import { type Block, oneLine, type Paper, wordsOf } from '../blocks.js';
import { fromRightEdge, titleLines } from '../typesetting.js';
import { PAPER_TEMPLATE } from './template.js';
import { FONT_FOLDERS } from './typefaces.js';

const atSeconds = (on: string): number => Date.parse(`${on}T00:00:00Z`) / 1_000;

const placed = (blocks: readonly Block[]): object[] => {
  const edges = fromRightEdge(blocks);
  return blocks.map((block, at) => ({
    kind: block.kind,
    ...wordsOf(block),
    edge: edges[at],
    first: blocks[at - 1]?.kind !== block.kind,
    last: blocks[at + 1]?.kind !== block.kind,
    ...(block.kind === 'title' && { lines: titleLines(block.text) }),
  }));
};

const dataOf = ({ blocks, author, on, properties = [] }: Paper): object => ({
  title: blocks[0]!.text,
  author: oneLine(author),
  on: on.split('-').map(Number),
  description: properties.map(({ label, value }) => `${label}：${value}`).join('；'),
  keywords: properties.map(({ name, value }) => `${name}=${value}`),
  blocks: placed(blocks),
});

const failure = (diagnostics: readonly object[]): Error =>
  new Error(`the paper could not be typeset: ${JSON.stringify(diagnostics)}`);

/** PDF/A-2 with the typefaces in it, each cut down to what is printed. Takes a processor for a while: see the press. */
export const pdfOf = (paper: Paper): Uint8Array => {
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [...FONT_FOLDERS] }] });
  const compiled = compiler.compile({
    mainFileContent: PAPER_TEMPLATE,
    inputs: { paper: JSON.stringify(dataOf(paper)) },
  });
  const error = compiled.takeError();
  if (error || !compiled.result) throw failure(error ? compiler.fetchDiagnostics(error) : []);
  const options = { pdfStandard: 'a-2u', creationTimestamp: atSeconds(paper.on) };
  const pdf = new Uint8Array(compiler.pdf(compiled.result, options));
  compiler.evictCache(0);
  return pdf;
};
