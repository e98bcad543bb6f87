import type { LedgerWorkbook } from '../writing/ledger-content.js';
import { writeLedgerWorkbook } from '../writing/ledger-workbook.js';
import type { OfficialReport } from '../writing/report-content.js';
import { renderDocx, renderHtml, renderMarkdown } from '../writing/report-files.js';

export const reportFormats = ['md', 'html', 'docx', 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];
export const ledgerFormats = ['xlsx', 'json'] as const;
export type LedgerFormat = (typeof ledgerFormats)[number];

/** The same content in the same format has the same bytes and name. */
export interface Document {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const OFFICE = 'application/vnd.openxmlformats-officedocument';

const mediaTypes: Readonly<Record<ReportFormat | LedgerFormat, string>> = {
  md: 'text/markdown; charset=utf-8',
  html: 'text/html; charset=utf-8',
  json: 'application/json; charset=utf-8',
  docx: `${OFFICE}.wordprocessingml.document`,
  xlsx: `${OFFICE}.spreadsheetml.sheet`,
};

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const json = async (content: object) => utf8(`${JSON.stringify(content, null, 2)}\n`);

const reportWriters: Readonly<Record<ReportFormat, (report: OfficialReport) => Promise<Uint8Array>>> = {
  md: async (report) => utf8(renderMarkdown(report)),
  html: async (report) => utf8(renderHtml(report)),
  docx: renderDocx,
  json,
};

const ledgerWriters: Readonly<Record<LedgerFormat, (ledger: LedgerWorkbook) => Promise<Uint8Array>>> = {
  xlsx: writeLedgerWorkbook,
  json,
};

export const writeReport = async (report: OfficialReport, format: ReportFormat): Promise<Document> => ({
  name: `整改情况通报-${report.asOf}.${format}`,
  mediaType: mediaTypes[format],
  bytes: await reportWriters[format](report),
});

export const writeLedger = async (ledger: LedgerWorkbook, format: LedgerFormat): Promise<Document> => ({
  name: `整改台账-${ledger.asOf}.${format}`,
  mediaType: mediaTypes[format],
  bytes: await ledgerWriters[format](ledger),
});
