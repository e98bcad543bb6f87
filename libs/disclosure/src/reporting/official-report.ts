import type { ViewReader } from '#event-sourcing';
import type { IssueRow, TaskRow } from '#rectification';
import type { OfficialReport, ReportArea } from '../writing/report-content.js';
import { placementOf } from './issue-standing.js';
import { reportedIssue } from './reported-issue.js';
import { reportedTotals, statedOtherwise, stepsAhead } from './reported-totals.js';
import { type RoundOnDay, type RoundPicture, roundPicture } from './round-picture.js';

/** Raised with every change of what a report says or how it says it. */
export const TEMPLATE_VERSION = '2';

const BASIS = '根据巡察工作部署';
const DISCLOSURE = '按照党务公开和巡察整改公开的有关规定';

/** 市委第三轮巡察 in a title such as 某某工委关于市委第三轮巡察集中整改进展情况的通报. */
export const roundNameIn = (title: string, organisation: string): string => {
  const subject = title
    .replace(/^.*关于/su, '')
    .replace(organisation, '')
    .trim();
  return /^.*?巡[察视]/su.exec(subject)?.[0] ?? (subject || '巡察');
};

/** Headings are numbered through the whole report, as they are counted. */
const areasOf = ({ issues, tasks }: RoundPicture): ReportArea[] => {
  let heading = 0;
  const linked = (id: string): TaskRow[] => tasks.filter(({ issueIds }) => issueIds.includes(id));
  const headingsOf = (rows: readonly IssueRow[]) =>
    [...Map.groupBy(rows, (issue) => issue.heading)].map(([title, group]) => ({
      ordinal: ++heading,
      title,
      issues: group.map((issue) => reportedIssue(issue, linked(issue.id))),
    }));
  return [...Map.groupBy(issues, ({ area }) => area)].map(([title, rows], at) => ({
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

const reportFrom = (picture: RoundPicture): OfficialReport => {
  const { asOf, round, statistics, issues, position, knownAt } = picture;
  return {
    templateVersion: TEMPLATE_VERSION,
    asOf,
    organisation: round.organisation,
    round: roundNameIn(round.title, round.organisation),
    team: round.team,
    basis: BASIS,
    inspectedFrom: round.inspectedFrom,
    inspectedTo: round.inspectedTo,
    deliveredOn: round.deliveredOn,
    disclosure: DISCLOSURE,
    workOrganised: round.workParagraphs,
    totals: reportedTotals(statistics),
    countingRule: statistics.countingRule.text,
    areas: withRepliesApart(areasOf(picture), picture),
    nextSteps: stepsAhead(statistics, firstReview(issues)),
    contact: round.contact ?? {},
    footnotes: statedOtherwise(statistics),
    source: { position, knownAt },
  };
};

/** Made from facts alone: the same round, day and known facts give the same report, whatever happens afterwards. */
export const officialReportOf = async (reader: ViewReader, query: RoundOnDay): Promise<OfficialReport> =>
  reportFrom(await roundPicture(reader, query));
