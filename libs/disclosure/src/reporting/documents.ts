import { paperFormats, paperMediaTypes, printedPaper } from '#documents';
import type { RoundComparison } from '../writing/comparison-content.js';
import { comparisonPaperOf } from '../writing/comparison-paper.js';
import type { LedgerWorkbook } from '../writing/ledger-content.js';
import { printLedger } from '../writing/ledger-files.js';
import type { OfficialReport } from '../writing/report-content.js';
import { printReport } from '../writing/report-files.js';

export const reportFormats = [...paperFormats, 'json'] as const;
export type ReportFormat = (typeof reportFormats)[number];
export const ledgerFormats = ['xlsx', 'pdf', 'json'] as const;
export type LedgerFormat = (typeof ledgerFormats)[number];

/** The same content in the same format has the same bytes and name. */
export interface Document {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

const mediaTypes: Readonly<Record<ReportFormat | LedgerFormat, string>> = {
  ...paperMediaTypes,
  json: 'application/json; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};

const json = (content: object): Uint8Array => new TextEncoder().encode(`${JSON.stringify(content, null, 2)}\n`);

export interface AskedReport {
  readonly format: ReportFormat;
  /** Whether it tells at its end what it was made from. */
  readonly colophon?: boolean;
}

export const writeReport = async (report: OfficialReport, { format, colophon }: AskedReport): Promise<Document> => ({
  name: `整改情况通报-${report.asOf}.${format}`,
  mediaType: mediaTypes[format],
  bytes: format === 'json' ? json(report) : await printReport(report, format, colophon),
});

export const writeComparison = async (
  comparison: RoundComparison,
  { format, colophon }: AskedReport,
): Promise<Document> => ({
  name: `整改情况对比-${comparison.from}-${comparison.to}.${format}`,
  mediaType: mediaTypes[format],
  bytes: format === 'json' ? json(comparison) : await printedPaper(comparisonPaperOf(comparison), { format, colophon }),
});

export const writeLedger = async (ledger: LedgerWorkbook, format: LedgerFormat): Promise<Document> => ({
  name: `整改台账-${ledger.asOf}.${format}`,
  mediaType: mediaTypes[format],
  bytes: format === 'json' ? json(ledger) : await printLedger(ledger, format),
});
