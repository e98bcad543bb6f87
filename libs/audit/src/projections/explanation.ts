import { comparePositions, type Versioned, type View, type ViewReader } from '#event-sourcing';
import { changes, type Change } from './changes.js';
import type { TrailRow } from './trail.js';

/** By category of stream, the view whose row (by the stream's id) shows the subject's whole picture. */
export type SubjectViews = Readonly<Record<string, View>>;

export interface Explained extends TrailRow {
  /** What the event did to its subject, field by field. Empty where no view shows the subject or nothing of it changed. */
  readonly changes: readonly Change[];
}

type History = readonly Versioned<unknown>[];

/** What was known of that moment before the position. A later version stands in place of all that were of its day or after. */
const knownBefore = (history: History, { position, effectiveAt }: TrailRow): unknown => {
  const known: Versioned<unknown>[] = [];
  for (const version of history) {
    if (comparePositions(version.position, position) >= 0) break;
    while (known.length > 0 && known.at(-1)!.effectiveAt >= version.effectiveAt) known.pop();
    known.push(version);
  }
  return known.findLast((version) => version.effectiveAt <= effectiveAt)?.row;
};

/** The event's own version against what was known before it; where nothing was, against nothing. */
const changesIn = (history: History, event: TrailRow): Change[] => {
  const own = history.find(
    ({ position, effectiveAt }) =>
      comparePositions(position, event.position) === 0 && effectiveAt === event.effectiveAt,
  );
  return own ? changes(knownBefore(history, event), own.row) : [];
};

/**
 * Explains events of the trail, in the order given. Each subject's versions are read once, however many of its events
 * are among them; the work is bounded by the lives of those subjects.
 */
export const explainEvents = async (
  reader: ViewReader,
  events: readonly TrailRow[],
  subjects: SubjectViews,
): Promise<Explained[]> => {
  const histories = new Map<string, History>();
  for (const { stream, category, subjectId } of events) {
    const view = subjects[category];
    if (!view || histories.has(stream)) continue;
    histories.set(stream, await reader.history(view, subjectId));
  }
  return events.map((event) => ({ ...event, changes: changesIn(histories.get(event.stream) ?? [], event) }));
};

export const explainEvent = async (reader: ViewReader, event: TrailRow, subjects: SubjectViews): Promise<Explained> =>
  (await explainEvents(reader, [event], subjects))[0]!;
