export type RefusalCode =
  'import.not-an-xlsx' | 'import.encrypted' | 'import.workbook-too-large' | 'import.no-ledger-found';

/** The whole file is refused; nothing of it was understood. Details name the limit or the part that was at fault. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  constructor(
    readonly code: RefusalCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
  ) {
    super(message);
  }
}

/** Where in the workbook it stands, as far as that is known. */
export interface InWorkbook {
  readonly sheet?: string;
  readonly row?: number | string;
}

const placeText = ({ sheet, row }: InWorkbook): string =>
  sheet === undefined ? '' : `“${sheet}”${row === undefined ? '' : `第 ${row} 行`}：`;

export const tooLarge = (what: string, limit: number, actual: number, place: InWorkbook = {}) =>
  new UnreadableFile(
    'import.workbook-too-large',
    `工作簿过大：${placeText(place)}${what}超过上限 ${limit}（实际 ${actual}）`,
    { what, limit, actual, ...place },
  );

export const damaged = (why: string, place: InWorkbook = {}) =>
  new UnreadableFile('import.not-an-xlsx', `文件已损坏或不是 xlsx 工作簿（${placeText(place)}${why}）`, {
    why,
    ...place,
  });
