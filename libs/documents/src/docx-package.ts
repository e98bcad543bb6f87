import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import type { PlainDate } from '#event-sourcing';
import { TYPEFACES } from './docx-style.js';

/** Zip times are local and without a zone: built from local parts, this one reads the same everywhere. */
const entryTime = (): Date => new Date(1980, 0, 1);

const dated = (coreXml: string, on: PlainDate): string =>
  coreXml.replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, (_, tag: string) => `${tag}${on}T00:00:00Z`);

const FONT_ELEMENTS = TYPEFACES.map(
  ({ name, instead, family }) =>
    `<w:font w:name="${name}"><w:altName w:val="${instead}"/><w:charset w:val="86"/><w:family w:val="${family}"/></w:font>`,
).join('');

const withTypefaces = (fontTableXml: string): string =>
  fontTableXml.replace(/(<w:fonts\b[^>]*?)\/>/, (_, tag: string) => `${tag}>${FONT_ELEMENTS}</w:fonts>`);

/** Readers expect the content types first and the root relations next. */
const OPENING = ['[Content_Types].xml', '_rels/.rels'];

const inOrder = (names: readonly string[]): string[] => [
  ...OPENING,
  ...names.filter((name) => !OPENING.includes(name)).sort(),
];

/** Packs anew with nothing in it that depends on the moment of packing, and declares what to take for absent fonts. */
export const steadyPackage = (bytes: Uint8Array, on: PlainDate): Uint8Array => {
  const parts = unzipSync(bytes);
  const rewrite = (name: string, change: (xml: string) => string): void => {
    parts[name] = strToU8(change(strFromU8(parts[name]!)));
  };
  rewrite('docProps/core.xml', (xml) => dated(xml, on));
  rewrite('word/fontTable.xml', withTypefaces);
  return zipSync(Object.fromEntries(inOrder(Object.keys(parts)).map((name) => [name, parts[name]!])), {
    mtime: entryTime(),
    level: 6,
  });
};
