import { comparePositions, dateOf, endOfDay, everyRow, type ViewReader } from '#event-sourcing';
import {
  type ChangedIssue,
  changedIssue,
  changedLines,
  findRound,
  ledger,
  nothingOn,
  rectificationEventTypes,
  type RoundStatistics,
  tasks,
  type TwoDays,
} from '#rectification';
import type { ComparedEvent, ComparedIssue, ComparedTotals, RoundComparison } from '../writing/comparison-content.js';
import { inTurns } from './in-turns.js';
import { roundNameIn } from './report-title.js';
import { openCount, reportedTotals } from './reported-totals.js';

/** Raised with every change of what a comparison says or how it says it. */
const TEMPLATE_VERSION = '1';

const totalsOf = (statistics: RoundStatistics): ComparedTotals => {
  const { issues, closed, longTerm, regulations, accountability, moneyRecovered } = reportedTotals(statistics);
  return {
    issues,
    closed,
    longTerm,
    open: openCount(statistics),
    extensionRequested: statistics.extensionRequested,
    tasks: statistics.tasks,
    tasksCompleted: statistics.tasksCompleted,
    regulations,
    accountability,
    moneyRecovered,
    countingRule: statistics.countingRule.text,
  };
};

const nameOf = (type: string): string =>
  (rectificationEventTypes as Readonly<Record<string, { readonly zh: string }>>)[type]?.zh ?? type;

const compared = ({ number, title, status, events }: ChangedIssue, { to }: TwoDays): ComparedIssue => ({
  number,
  text: title,
  status,
  ...(status.to === 'rectifying' && events.some(({ type }) => type === 'IssueReopened') ? { reopened: true } : {}),
  events: events.map(({ type, by, at, recordedAt }): ComparedEvent => {
    const isLate = dateOf(recordedAt) > to;
    return { name: nameOf(type), by, on: dateOf(at), ...(isLate ? { late: true } : {}) };
  }),
});

/** The last fact that the paper is made from, so that what happens later elsewhere leaves it as it is. */
const sourceOf = async (reader: ViewReader, { roundId, to, knownAt }: TwoDays) => {
  const moment = { asOf: endOfDay(to), knownAt };
  const round = await findRound(reader, { id: roundId, ...moment });
  if (!round) throw await nothingOn(reader, { roundId, day: to, field: 'to', knownAt });
  const ofRound = { where: { roundId }, ...moment };
  const used = [round, ...(await everyRow(reader, ledger, ofRound)), ...(await everyRow(reader, tasks, ofRound))];
  const last = used.reduce((a, b) => (comparePositions(a.position, b.position) < 0 ? b : a));
  return { round: round.row, source: { position: last.position, knownAt: knownAt ?? last.recordedAt } };
};

/** Made from facts alone: the same days and known facts give the same paper, whatever happens afterwards. */
export const roundComparison = async (reader: ViewReader, days: TwoDays): Promise<RoundComparison> => {
  const { round, source } = await sourceOf(reader, days);
  const { from, to, lines } = await changedLines(reader, days);
  const issues = await inTurns(lines, async (line) => compared(await changedIssue(reader, line, days), days));
  return {
    templateVersion: TEMPLATE_VERSION,
    from: days.from,
    to: days.to,
    title: `${round.organisation}关于${roundNameIn(round.title, round.organisation)}整改情况的对比说明`,
    organisation: round.organisation,
    totals: { from: from && totalsOf(from), to: totalsOf(to) },
    issues,
    source,
  };
};
