// Loaded by the threads of the press alone.
import { paperBytes, type Printed } from '#documents';
import type { OfficialReport } from './report-content.js';
import type { PlacedIssue, ReportOrder } from './report-files.js';
import { paperOf } from './report-paper.js';

const putTogether = (report: OfficialReport, issues: readonly PlacedIssue[]): OfficialReport => {
  const placed = Map.groupBy(issues, ({ area, heading }) => `${area}/${heading}`);
  const areas = report.areas.map((one, area) => ({
    ...one,
    headings: one.headings.map((each, heading) => ({
      ...each,
      issues: (placed.get(`${area}/${heading}`) ?? []).map(({ issue }) => issue),
    })),
  }));
  return { ...report, areas };
};

export const printed: Printed<ReportOrder, PlacedIssue> = ({ report, format, colophon }, issues) => {
  const { blocks, ...paper } = paperOf(putTogether(report, issues));
  return paperBytes({ paper, format, colophon }, blocks);
};
