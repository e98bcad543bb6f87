import { docxOf, htmlOf, markdownOf, type Paper } from '#documents';
import type { OfficialReport } from './report-content.js';
import { outlineOf } from './report-outline.js';

const paperOf = (report: OfficialReport): Paper => ({
  blocks: outlineOf(report),
  author: report.organisation,
  on: report.asOf,
});

export const renderDocx = (report: OfficialReport): Promise<Uint8Array> => docxOf(paperOf(report));
export const renderHtml = (report: OfficialReport): string => htmlOf(paperOf(report));
export const renderMarkdown = (report: OfficialReport): string => markdownOf(paperOf(report));
