import { damaged, tooLarge } from './refusals.js';
import { openingTags } from './tags.js';

export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** Wider than any column number that Excel allows (16,384). */
export const keyOf = (row: number, column: number) => row * 32_768 + column;

/** Read here and not by exceljs, which visits every cell of a merge even where the sheet has none. */
export const takeMerges = (xml: string, limit: number): Merge[] => {
  const nodes = [...openingTags(xml, new Set(['mergeCell']))].map(({ text }) => text);
  if (nodes.length > limit) throw tooLarge('合并区域数', limit, nodes.length);
  return nodes.map((node) =>
    mergeOf(/\sref\s*=\s*["']\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?([A-Z]{1,3})\$?(\d{1,7}))?["']/.exec(node)),
  );
};

const mergeOf = (ref: RegExpExecArray | null): Merge => {
  if (!ref) throw damaged('mergeCell');
  const [left, top] = [columnNumber(ref[1]!), Number(ref[2])];
  return { top, left, right: ref[3] ? columnNumber(ref[3]) : left, bottom: ref[4] ? Number(ref[4]) : top };
};

export const columnNumber = (letters: string) =>
  [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);

export const columnLetters = (column: number): string =>
  column <= 0 ? '' : columnLetters(Math.floor((column - 1) / 26)) + String.fromCharCode(65 + ((column - 1) % 26));

/** Covered position -> position of the merge's first cell, within the part of the sheet that holds values. */
export const coverOf = (
  merges: readonly Merge[],
  used: { readonly lastRow: number; readonly lastColumn: number; readonly limit: number },
): Map<number, number> => {
  const cover = new Map<number, number>();
  let visited = 0;
  for (const merge of merges) {
    const [bottom, right] = [Math.min(merge.bottom, used.lastRow), Math.min(merge.right, used.lastColumn)];
    visited += Math.max(0, bottom - merge.top + 1) * Math.max(0, right - merge.left + 1);
    if (visited > used.limit) throw tooLarge('合并单元格数', used.limit, visited);
    for (let row = merge.top; row <= bottom; row++)
      for (let column = merge.left; column <= right; column++)
        cover.set(keyOf(row, column), keyOf(merge.top, merge.left));
  }
  return cover;
};
