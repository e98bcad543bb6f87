import type { Recorded } from '#event-sourcing';
import type { Journal } from './load.js';

/** Everything empty: nothing was lost, doubled, torn or made up. */
export interface Verdict {
  /** Marks of requests that were acknowledged and whose events are not where the receipt says. */
  readonly lost: readonly string[];
  /** Marks that stand in more than one event. */
  readonly twice: readonly string[];
  /** Streams whose versions do not run 1, 2, 3 …, and `$all` when positions do not, or, where they may have gaps, fall. */
  readonly gaps: readonly string[];
  /** Issues that were delivered without being listed in their round, or the other way about. */
  readonly halves: readonly string[];
  readonly refused: readonly string[];
}

export const clean: Verdict = { lost: [], twice: [], gaps: [], halves: [], refused: [] };

const markOf = ({ type, data }: Recorded): string | undefined => {
  const { narrative, text } = data as { narrative?: string; text?: string };
  return type === 'ProgressReported' ? narrative : type === 'IssueDelivered' ? text : undefined;
};

/** The marks of those requests that have left an event behind, whatever was said of them. */
export const marksIn = (events: readonly Recorded[]): ReadonlySet<string> =>
  new Set(events.map(markOf).filter((mark) => mark !== undefined));

const lostOf = ({ acknowledged }: Journal, events: readonly Recorded[]): string[] => {
  const places = new Map(events.map(({ id, stream, version }) => [id, `${stream}@${version}`]));
  const stands = ({ events: ids, stream, version }: Journal['acknowledged'][number]['receipt']) =>
    ids.length > 0 && ids.every(({ id }, i) => places.get(id) === `${stream}@${version - ids.length + 1 + i}`);
  return acknowledged.filter(({ receipt }) => !stands(receipt)).map(({ request }) => request.mark);
};

const twiceIn = (events: readonly Recorded[]): string[] => {
  const marks = events.map(markOf).filter((mark) => mark !== undefined);
  const seen = new Set<string>();
  return marks.filter((mark) => seen.has(mark) || !seen.add(mark));
};

const inOrder = (events: readonly Recorded[], gapless: boolean): boolean => {
  const positions = events.map(({ position }) => Number(position));
  return positions.every((position, i) => (gapless ? position === i + 1 : position > (positions[i - 1] ?? 0)));
};

const gapsIn = (events: readonly Recorded[], gapless: boolean): string[] => {
  const versions = new Map<string, number>();
  const gaps = inOrder(events, gapless) ? [] : ['$all'];
  for (const { stream, version } of events) {
    if (version !== (versions.get(stream) ?? 0) + 1) gaps.push(stream);
    versions.set(stream, version);
  }
  return gaps;
};

const halvesIn = (events: readonly Recorded[]): string[] => {
  const ofType = (type: string) => events.filter((event) => event.type === type);
  const delivered = new Set(ofType('IssueDelivered').map(({ stream }) => stream));
  const listed = new Set(ofType('IssueListed').map(({ data }) => `issue-${(data as { issueId: string }).issueId}`));
  return [...delivered, ...listed].filter((stream) => !delivered.has(stream) || !listed.has(stream));
};

export const verdict = (events: readonly Recorded[], journal: Journal, gapless = true): Verdict => ({
  lost: lostOf(journal, events),
  twice: twiceIn(events),
  gaps: gapsIn(events, gapless),
  halves: halvesIn(events),
  refused: journal.refused,
});
