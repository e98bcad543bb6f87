import { docxOf, htmlOf, markdownOf, type Paper, type PaperFormat, printedPaper, type Property } from '#documents';
import type { OfficialReport } from './report-content.js';
import { outlineOf } from './report-outline.js';

const propertiesOf = ({ asOf, source, templateVersion }: OfficialReport): Property[] => [
  { name: 'asOf', label: '统计截至', value: asOf },
  { name: 'position', label: '数据位置', value: source.position },
  { name: 'knownAt', label: '知悉时点', value: source.knownAt },
  { name: 'template', label: '模板版本', value: templateVersion },
];

const paperOf = (report: OfficialReport): Paper => ({
  blocks: outlineOf(report),
  author: report.organisation,
  on: report.asOf,
  properties: propertiesOf(report),
});

/** In a thread of its own, since a round may have thousands of issues. */
export const printReport = (report: OfficialReport, format: PaperFormat, colophon = false): Promise<Uint8Array> =>
  printedPaper(paperOf(report), { format, colophon });

export const renderDocx = (report: OfficialReport): Promise<Uint8Array> => docxOf(paperOf(report));
export const renderHtml = (report: OfficialReport): string => htmlOf(paperOf(report));
export const renderMarkdown = (report: OfficialReport): string => markdownOf(paperOf(report));
