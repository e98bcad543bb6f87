import { docxOf, htmlOf, markdownOf, type PaperFormat, Press } from '#documents';
import type { OfficialReport, ReportIssue } from './report-content.js';
import { paperOf } from './report-paper.js';

export interface ReportOrder {
  /** Without its issues. */
  readonly report: OfficialReport;
  readonly format: PaperFormat;
  readonly colophon: boolean;
}

/** An issue, and under which area and heading it stands, counted from 0. */
export interface PlacedIssue {
  readonly area: number;
  readonly heading: number;
  readonly issue: ReportIssue;
}

const press = new Press<ReportOrder, PlacedIssue>(new URL('./report-printed', import.meta.url));

const takenApart = (report: OfficialReport): { report: OfficialReport; issues: PlacedIssue[] } => {
  const issues: PlacedIssue[] = [];
  const areas = report.areas.map((one, area) => ({
    ...one,
    headings: one.headings.map((each, heading) => {
      for (const issue of each.issues) issues.push({ area, heading, issue });
      return { ...each, issues: [] };
    }),
  }));
  return { report: { ...report, areas }, issues };
};

/** In a thread of its own, since a round may have thousands of issues. */
export const printReport = (whole: OfficialReport, format: PaperFormat, colophon = false): Promise<Uint8Array> => {
  const { report, issues } = takenApart(whole);
  return press.print({ report, format, colophon }, issues);
};

export const renderDocx = (report: OfficialReport): Promise<Uint8Array> => docxOf(paperOf(report));
export const renderHtml = (report: OfficialReport): string => htmlOf(paperOf(report));
export const renderMarkdown = (report: OfficialReport): string => markdownOf(paperOf(report));
