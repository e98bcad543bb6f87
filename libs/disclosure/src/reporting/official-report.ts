import { RuleBroken, type ViewReader } from '#event-sourcing';
import type { IssueRow } from '#rectification';
import { inStandardForm } from '#shapes';
import type { OfficialReport, ReportArea } from '../writing/report-content.js';
import { inTurns } from './in-turns.js';
import { isOpen, isOverdue, isToldOnly, placementOf } from './issue-standing.js';
import { linkedTasks } from './linked-tasks.js';
import { reportedIssue } from './reported-issue.js';
import { reportNotes } from './report-notes.js';
import { reportTitle } from './report-title.js';
import { type OpenIssues, reportedTotals, stepsAhead } from './reported-totals.js';
import { type RoundOnDay, type RoundPicture, roundPicture } from './round-picture.js';

/** Raised with every change of what a report says or how it says it. */
export const TEMPLATE_VERSION = '4';

/** What an office adds when it issues the report. */
export type ReportParticulars = Pick<OfficialReport, 'documentNumber' | 'issuedOn' | 'issuer'>;

const BASIS = '根据巡察工作部署';
const DISCLOSURE = '按照党务公开和巡察整改公开的有关规定';

/** Headings are numbered through the whole report, as they are counted. */
const areasOf = async ({ asOf, issues, tasks }: RoundPicture): Promise<ReportArea[]> => {
  let heading = 0;
  const linked = linkedTasks(tasks);
  const told = await inTurns(issues, (row) => ({ row, issue: reportedIssue(row, linked(row.id), asOf) }));
  const headingsOf = (rows: typeof told) =>
    [...Map.groupBy(rows, ({ row }) => row.heading)].map(([title, group]) => ({
      ordinal: ++heading,
      title,
      issues: group.map(({ issue }) => issue),
    }));
  return [...Map.groupBy(told, ({ row }) => row.area)].map(([title, rows], at) => ({
    ordinal: at + 1,
    title,
    headings: headingsOf(rows),
  }));
};

/** Where the delivered report had them: in their area, or in the first when it names none. */
const withRepliesApart = (areas: readonly ReportArea[], { round }: RoundPicture): readonly ReportArea[] => {
  const apart = round.findingTexts.flatMap(({ supersededBy, repliesApart }) => (supersededBy ? [] : repliesApart));
  const known = new Set(areas.map(({ title }) => title));
  const placed = Map.groupBy(apart, ({ area }) => (area !== null && known.has(area) ? area : areas[0]?.title));
  return areas.map((area) => ({
    ...area,
    repliesApart: placed.get(area.title)?.map(({ number, behind, text }) => ({
      number: number ?? undefined,
      behind: behind ?? undefined,
      text,
    })),
  }));
};

const firstReview = (issues: readonly IssueRow[]): string | undefined =>
  issues
    .map((issue) => placementOf(issue)?.reviewOn)
    .filter((date) => date !== undefined)
    .sort()[0];

const openIssues = ({ issues, asOf }: RoundPicture): OpenIssues => ({
  toldOnly: issues.filter(isToldOnly).length,
  overdue: issues.filter((issue) => isOverdue(issue, asOf)).length,
  undated: issues.filter((issue) => isOpen(issue) && issue.dueOn === null && !isToldOnly(issue)).length,
});

const reportFrom = async (picture: RoundPicture, wanted: ReportParticulars): Promise<OfficialReport> => {
  const { asOf, round, statistics, issues, position, knownAt } = picture;
  const open = openIssues(picture);
  const areas = withRepliesApart(await areasOf(picture), picture);
  const footnotes = await reportNotes(picture);
  return {
    templateVersion: TEMPLATE_VERSION,
    asOf,
    title: reportTitle(round.title, round.organisation),
    documentNumber: wanted.documentNumber && inStandardForm(wanted.documentNumber),
    issuedOn: wanted.issuedOn,
    issuer: wanted.issuer,
    organisation: round.organisation,
    team: round.team,
    basis: BASIS,
    inspectedFrom: round.inspectedFrom,
    inspectedTo: round.inspectedTo,
    deliveredOn: round.deliveredOn,
    disclosure: DISCLOSURE,
    workOrganised: round.workParagraphs,
    totals: reportedTotals(statistics, open),
    countingRule: statistics.countingRule.text,
    areas,
    nextSteps: stepsAhead({ statistics, open, firstReviewOn: firstReview(issues) }),
    contact: round.contact ?? {},
    footnotes,
    source: { position, knownAt },
  };
};

/** Made from facts alone: the same round, day and known facts give the same report, whatever happens afterwards. */
export const officialReportOf = async (
  reader: ViewReader,
  query: RoundOnDay,
  wanted: ReportParticulars = {},
): Promise<OfficialReport> => {
  const { asOf } = query;
  const { issuedOn } = wanted;
  if (issuedOn !== undefined && issuedOn < asOf)
    throw new RuleBroken('report.issued-before-day', { field: 'issuedOn', issuedOn, asOf });
  return reportFrom(await roundPicture(reader, query), wanted);
};
