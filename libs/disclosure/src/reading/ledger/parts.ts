import type { WorkbookParts } from './archive.js';
import { withinExtent } from './extent.js';
import { type Merge, takeMerges } from './merges.js';
import { damaged } from './refusals.js';
import { attributeOf, openingTags } from './tags.js';

/** Sheets are kept in an array by this number, so a huge one would cost time and memory. */
const MAX_SHEET_ID = 100_000;

export interface TamedParts {
  readonly parts: WorkbookParts;
  /** By the sheet's id in the workbook. */
  readonly merges: ReadonlyMap<number, readonly Merge[]>;
}

interface SheetPart {
  readonly id: number;
  readonly name: string;
  readonly path: string;
}

/**
 * Takes out what exceljs would unfold cell by cell: defined names such as A1:XFD1048576, merges and empty cells; and
 * refuses a sheet that reaches too far.
 */
export const withoutUnfolding = (unpacked: WorkbookParts, limit: number): TamedParts => {
  const decoder = new TextDecoder();
  const encoder = new TextEncoder();
  const text = (name: string) => (unpacked[name] ? decoder.decode(unpacked[name]) : '');
  const workbook = withoutNames(text('xl/workbook.xml'));
  const sheets = sheetParts(workbook, text('xl/_rels/workbook.xml.rels'));
  const names = new Map(sheets.map(({ path, name }) => [path, name]));
  const tamed = Object.keys(unpacked)
    .filter((path) => path.startsWith('xl/worksheets/'))
    .map((path) => [path, encoder.encode(withinExtent(text(path), names.get(path) ?? path))] as const);
  const merges = new Map(sheets.map(({ id, path }) => [id, takeMerges(text(path), limit)]));
  const parts = { ...unpacked, ...Object.fromEntries(tamed), 'xl/workbook.xml': encoder.encode(workbook) };
  return { parts, merges };
};

const withoutNames = (workbook: string) => {
  const [from, to] = [workbook.indexOf('<definedNames'), workbook.lastIndexOf('</definedNames>')];
  const bare =
    from < 0 || to < from ? workbook : workbook.slice(0, from) + workbook.slice(to + '</definedNames>'.length);
  if (bare.includes('<definedName')) throw damaged('definedName');
  return bare;
};

const tagsOf = (xml: string, name: string): string[] => [...openingTags(xml, new Set([name]))].map(({ text }) => text);

const sheetParts = (workbook: string, relations: string): SheetPart[] => {
  const targets = new Map(
    tagsOf(relations, 'Relationship').map((node) => [attribute(node, 'Id'), attribute(node, 'Target')]),
  );
  return tagsOf(workbook, 'sheet').map((node) => {
    const id = Number(attribute(node, 'sheetId'));
    if (!Number.isInteger(id) || id < 1 || id > MAX_SHEET_ID) throw damaged('sheetId');
    const path = `xl/${(targets.get(attribute(node, 'r:id')) ?? '').replace(/^[\s/]*(?:xl\/)?/, '')}`;
    return { id, name: attribute(node, 'name'), path };
  });
};

const attribute = (node: string, name: string) => attributeOf(node, name) ?? '';
