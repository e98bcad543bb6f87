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

/** The event's own version against the one before it; without one before, against nothing. */
const changesIn = (history: History, { position }: TrailRow): Change[] => {
  const at = history.findIndex((version) => comparePositions(version.position, position) === 0);
  return at < 0 ? [] : changes(history[at - 1]?.row, history[at]!.row);
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
