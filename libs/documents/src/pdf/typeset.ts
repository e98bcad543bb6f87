import type { NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { oneLine, type Paper } from '../blocks.js';
import { FONT_FOLDERS } from './typefaces.js';

/** What the properties of a PDF tell. */
export const propertiesOf = ({ author, on, properties = [] }: Omit<Paper, 'blocks'>) => ({
  author: oneLine(author),
  on: on.split('-').map(Number),
  description: properties.map(({ label, value }) => `${label}：${value}`).join('；'),
  keywords: properties.map(({ name, value }) => `${name}=${value}`),
});

const failure = (diagnostics: readonly object[]): Error =>
  new Error(`the paper could not be typeset: ${JSON.stringify(diagnostics)}`);

export interface Typeset {
  readonly template: string;
  /** Read by the template as `sys.inputs`. */
  readonly inputs: Readonly<Record<string, string>>;
  readonly on: string;
}

/**
 * PDF/A takes no paper with a character that no typeface has, such as an emoji: that one shows a box in its place and is an
 * ordinary PDF. What can be exported as neither throws.
 */
const exported = (compiler: NodeCompiler, document: NodeTypstDocument, on: string): Uint8Array => {
  const creationTimestamp = Date.parse(`${on}T00:00:00Z`) / 1_000;
  try {
    return new Uint8Array(compiler.pdf(document, { pdfStandard: 'a-2u', creationTimestamp }));
  } catch {
    return new Uint8Array(compiler.pdf(document, { pdfStandard: '1.7', creationTimestamp }));
  }
};

/** PDF/A-2 with the typefaces in it, each cut down to what is printed. Takes a processor for a while: see the press. */
export const typeset = async ({ template, inputs, on }: Typeset): Promise<Uint8Array> => {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const compiler = NodeCompiler.create({ fontArgs: [{ fontPaths: [...FONT_FOLDERS] }] });
  const compiled = compiler.compile({ mainFileContent: template, inputs: { ...inputs } });
  const error = compiled.takeError();
  if (error || !compiled.result) throw failure(error ? compiler.fetchDiagnostics(error) : []);
  const pdf = exported(compiler, compiled.result, on);
  compiler.evictCache(0);
  return pdf;
};
