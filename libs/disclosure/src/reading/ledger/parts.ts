import type { WorkbookParts } from './archive.js';
import { type Merge, openTags, takeMerges } from './merges.js';
import { damaged, tooLarge } from './refusals.js';

/** Sheets are kept in an array by this number, so a huge one would cost time and memory. */
const MAX_SHEET_ID = 100_000;

export interface TamedParts {
  readonly parts: WorkbookParts;
  /** By the sheet's id in the workbook. */
  readonly merges: ReadonlyMap<number, readonly Merge[]>;
}

/** exceljs makes room for every row below the highest number, whatever the file holds. */
const refuseFarRows = (xml: string, most: number) => {
  for (const tag of openTags(xml.replace(/<row\s/g, '<row '), 'row')) {
    const row = Number(attribute(tag, 'r'));
    if (row > most) throw tooLarge('行数', most, row);
  }
};

export interface UnfoldingLimits {
  readonly merges: number;
  readonly rows: number;
}

/** Takes out what exceljs would unfold cell by cell: defined names such as A1:XFD1048576, and merges. */
export const withoutUnfolding = (unpacked: WorkbookParts, limits: UnfoldingLimits): TamedParts => {
  const decoder = new TextDecoder();
  const text = (name: string) => (unpacked[name] ? decoder.decode(unpacked[name]) : '');
  const workbook = withoutNames(text('xl/workbook.xml'));
  const merges = new Map<number, readonly Merge[]>();
  for (const [id, path] of sheetPaths(workbook, text('xl/_rels/workbook.xml.rels'))) {
    const xml = text(path);
    refuseFarRows(xml, limits.rows);
    merges.set(id, takeMerges(xml, limits.merges));
  }
  return { parts: { ...unpacked, 'xl/workbook.xml': new TextEncoder().encode(workbook) }, merges };
};

const withoutNames = (workbook: string) => {
  const [from, to] = [workbook.indexOf('<definedNames'), workbook.lastIndexOf('</definedNames>')];
  const bare =
    from < 0 || to < from ? workbook : workbook.slice(0, from) + workbook.slice(to + '</definedNames>'.length);
  if (bare.includes('<definedName')) throw damaged('definedName');
  return bare;
};

const sheetPaths = (workbook: string, relations: string): [number, string][] => {
  const targets = new Map(
    openTags(relations, 'Relationship').map((node) => [attribute(node, 'Id'), attribute(node, 'Target')]),
  );
  return openTags(workbook, 'sheet').map((node) => {
    const id = Number(attribute(node, 'sheetId'));
    if (!Number.isInteger(id) || id < 1 || id > MAX_SHEET_ID) throw damaged('sheetId');
    return [id, `xl/${(targets.get(attribute(node, 'r:id')) ?? '').replace(/^[\s/]*(?:xl\/)?/, '')}`];
  });
};

const attribute = (node: string, name: string) =>
  new RegExp(`\\s${name}\\s*=\\s*["']([^"']*)["']`).exec(node)?.[1] ?? '';
