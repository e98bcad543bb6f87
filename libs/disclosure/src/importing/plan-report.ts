import { CarryOverProgress, DeliverIssue, OrganiseWork, RecordFindingText, type StatedResults } from '#rectification';
import { inTurns } from '../reporting/in-turns.js';
import { splitLines } from '../reading/report/lines.js';
import type { LineKind, ReadIssue, ReportReading } from '../reading/report/reading.js';
import type { PlanRequest } from './import-request.js';
import { type ImportPlan, PlannedCommands } from './planned-commands.js';
import { isApart, repliesApart } from './replies-apart.js';
import { issueNumbers } from './report-numbers.js';
import { factsOf, listedCounts, openRound, provenanceOf, roundIdOf } from './round-facts.js';

interface ReadText {
  readonly reading: ReportReading;
  readonly text: string;
}

interface NumberedIssue extends ReadIssue {
  readonly area: string;
  readonly heading: string;
  readonly label: string;
}

const UNDATED = '文件没有统计截止日期，各项整改情况按导入之日登记；可在导入时给出统计截止日期';

export const NOT_STATED = '(未写明)';

const linesOf = ({ reading, text }: ReadText, kind: LineKind): string[] =>
  splitLines(text)
    .filter((_, at) => reading.lineKinds[at] === kind)
    .map((line) => line.text.trim());

const numbered = ({ issues }: ReportReading, planned: PlannedCommands): NumberedIssue[] => {
  const whole = issues.filter((issue) => !isApart(issue));
  const { numbers, qualified } = issueNumbers(whole);
  if (qualified) planned.warn('numbers-qualified', {}, '各大项分别编号,已按“方面-大项-序号”区分');
  return whole.map((issue, at) => {
    const label = numbers[at]!;
    if (issue.number === null) planned.warn('number-from-line', { line: issue.line }, `问题没有序号,记为“${label}”`);
    return { ...issue, label, area: issue.area ?? NOT_STATED, heading: issue.heading ?? NOT_STATED };
  });
};

const idOf = (planned: PlannedCommands, { line }: ReadIssue): string => planned.idOf(`issue/line/${line}`);

const deliver = (planned: PlannedCommands, issue: NumberedIssue, effectiveOn: string): void => {
  const { area, heading, label: number, text, reply, line } = issue;
  const { roundId } = planned;
  const id = idOf(planned, issue);
  planned.add(
    DeliverIssue,
    { line },
    {
      id,
      roundId,
      number,
      area,
      heading,
      text,
      class: 'phased',
      criteria: [],
      provenance: { ...provenanceOf(planned.request), row: line },
      asDelivered: reply === '' ? undefined : { 整改情况: reply },
      effectiveOn,
    },
  );
};

const MOST_MEASURES = 50;
const LONGEST_MEASURE = 2000;

/** Beyond what a report of progress may list, the reply's own words tell the measures. */
const measuresOf = ({ measures }: ReadIssue): string[] =>
  measures.length <= MOST_MEASURES && measures.every(({ length }) => length <= LONGEST_MEASURE) ? [...measures] : [];

/** A report that names no day is known to hold on the day of its import, and on none before. */
const carryOver = (planned: PlannedCommands, issue: NumberedIssue, effectiveOn: string | undefined): void => {
  const { reply: narrative, replyLine, line } = issue;
  if (narrative === '') return;
  const at = { line: replyLine ?? line };
  const provenance = { ...provenanceOf(planned.request), row: at.line };
  const id = idOf(planned, issue);
  planned.add(CarryOverProgress, at, { id, narrative, measures: measuresOf(issue), provenance, effectiveOn });
};

const statedIn = ({ stated: { closed, longTerm, regulations }, asOf }: ReportReading): StatedResults => ({
  asOf,
  closed,
  longTerm,
  regulations,
});

/** The text as a whole speaks as of its closing date, not of the day of delivery. */
const keepText = (
  planned: PlannedCommands,
  read: ReadText,
  issues: readonly NumberedIssue[],
  effectiveOn: string,
): void => {
  const { request, roundId: id } = planned;
  const { text, reading } = read;
  const labels = new Map(issues.map(({ line, label }) => [line, label]));
  const apart = repliesApart(reading.issues, ({ line }) => labels.get(line) ?? null);
  const whole = { text, provenance: provenanceOf(request), stated: statedIn(reading), repliesApart: apart };
  planned.add(RecordFindingText, { line: 1 }, { id, ...whole, effectiveOn });
  const paragraphs = linesOf(read, 'organisation');
  if (paragraphs.length > 0) planned.add(OrganiseWork, { line: 1 }, { id, paragraphs, effectiveOn });
};

export const planReport = async (read: ReadText, request: PlanRequest): Promise<ImportPlan> => {
  const { reading } = read;
  const facts = factsOf({ ...reading, title: linesOf(read, 'title')[0] }, request.options);
  const planned = new PlannedCommands(request, roundIdOf(request, 'report', facts.title));
  const issues = numbered(reading, planned);
  const counts = listedCounts(issues, 0);
  openRound(planned, facts, reading.stated, counts);
  await inTurns(issues, (issue) => deliver(planned, issue, facts.deliveredOn));
  const { deliveredOn, asOf } = facts;
  const speaksOf = asOf === undefined || asOf < deliveredOn ? deliveredOn : asOf;
  keepText(planned, read, issues, speaksOf);
  if (asOf === undefined && reading.found.replies > 0) planned.warn('replies-not-dated', {}, UNDATED);
  await inTurns(issues, (issue) => carryOver(planned, issue, asOf && speaksOf));
  const { roundId, list: commands, warnings, refusals } = planned;
  return { roundId, title: facts.title, counts, commands, warnings, refusals };
};
