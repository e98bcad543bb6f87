import { DeliverIssue, OrganiseWork, RecordFindingText } from '#rectification';
import { splitLines } from '../reading/report/lines.js';
import type { LineKind, ReadIssue, ReportReading } from '../reading/report/reading.js';
import type { PlanRequest } from './import-request.js';
import { type ImportPlan, PlannedCommands } from './planned-commands.js';
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

export const NOT_STATED = '(未写明)';

const linesOf = ({ reading, text }: ReadText, kind: LineKind): string[] =>
  splitLines(text)
    .filter((_, at) => reading.lineKinds[at] === kind)
    .map((line) => line.text.trim());

/** A reply whose heading is lost is no issue; the finding text and the warnings keep it. */
const numbered = ({ issues }: ReportReading, planned: PlannedCommands): NumberedIssue[] => {
  const whole = issues.filter(({ heading, text }) => heading !== null && text !== '');
  const { numbers, qualified } = issueNumbers(whole);
  if (qualified) planned.warn('numbers-qualified', {}, '各大项分别编号,已按“方面-大项-序号”区分');
  return whole.map((issue, at) => {
    const label = numbers[at]!;
    if (issue.number === null) planned.warn('number-from-line', { line: issue.line }, `问题没有序号,记为“${label}”`);
    return { ...issue, label, area: issue.area ?? NOT_STATED, heading: issue.heading ?? NOT_STATED };
  });
};

/** A reply stays with its issue as delivered: only those whose issue it is may report progress here. */
const deliver = (planned: PlannedCommands, issue: NumberedIssue, effectiveOn: string): void => {
  const { area, heading, label: number, text, reply, line } = issue;
  const { roundId } = planned;
  const id = planned.idOf(`issue/line/${line}`);
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

/** The text as a whole speaks as of its closing date, not of the day of delivery. */
const keepText = (planned: PlannedCommands, read: ReadText, effectiveOn: string): void => {
  const { request, roundId: id } = planned;
  const { text } = read;
  planned.add(RecordFindingText, { line: 1 }, { id, text, provenance: provenanceOf(request), effectiveOn });
  const paragraphs = linesOf(read, 'organisation');
  if (paragraphs.length > 0) planned.add(OrganiseWork, { line: 1 }, { id, paragraphs, effectiveOn });
};

export const planReport = (read: ReadText, request: PlanRequest): ImportPlan => {
  const { reading } = read;
  const facts = factsOf({ ...reading, title: linesOf(read, 'title')[0] }, request.options);
  const planned = new PlannedCommands(request, roundIdOf(request, 'report', facts.title));
  const issues = numbered(reading, planned);
  const counts = listedCounts(issues, 0);
  openRound(planned, facts, reading.stated, counts);
  for (const issue of issues) deliver(planned, issue, facts.deliveredOn);
  const { deliveredOn, asOf = deliveredOn } = facts;
  keepText(planned, read, asOf < deliveredOn ? deliveredOn : asOf);
  const { roundId, list: commands, warnings, refusals } = planned;
  return { roundId, title: facts.title, counts, commands, warnings, refusals };
};
