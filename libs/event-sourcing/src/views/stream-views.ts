import { type Instant, type Position, type Recorded, streamName } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { eventsOfRow, retelling } from './late-events.js';
import type { View } from './projection.js';
import type { Versioned, ViewReader } from './read-store.js';

/** The row after each event that changed it, as its history tells it. A row that is gone leaves `undefined` behind. */
type Told<Row> = Versioned<Row | undefined>;

interface Telling<Row> {
  readonly history: Told<Row>[];
  /** What is known in the end, in the order of days. */
  readonly known: Told<Row>[];
}

const tell = <Row>({ history, known }: Telling<Row>, since: Instant, versions: readonly Told<Row>[]): void => {
  while (known.length > 0 && known.at(-1)!.effectiveAt >= since) known.pop();
  known.push(...versions);
  history.push(...versions);
};

const tellLate = <Row>(
  view: View<Row>,
  telling: Telling<Row>,
  late: Recorded,
  stream: readonly Recorded[],
): boolean => {
  const retold = retelling(view, eventsOfRow(view as View, stream, late));
  if (retold === 'in-order') return false;
  const { position, recordedAt } = late;
  const key = view.key(late)!;
  if (retold)
    tell(
      telling,
      retold.since,
      retold.stretches.map((stretch) => ({ key, ...stretch, position, recordedAt })),
    );
  return true;
};

const toldBy = <Row>(view: View<Row>, key: string, events: readonly Recorded[]): Telling<Row> => {
  const telling: Telling<Row> = { history: [], known: [] };
  for (const event of events) {
    if (view.types && !view.types.has(event.type)) continue;
    if (event.metadata.outOfOrder && tellLate(view, telling, event, events)) continue;
    const before = telling.known.at(-1)?.row;
    const row = view.fold(before, event);
    const { position, recordedAt, metadata } = event;
    const { effectiveAt } = metadata;
    if (row !== before) tell(telling, effectiveAt, [{ key, row, position, effectiveAt, recordedAt }]);
  }
  return telling;
};

const recordedBy =
  (knownAt: Instant | undefined) =>
  ({ recordedAt }: Recorded): boolean =>
    knownAt === undefined || recordedAt <= knownAt;

const present = <Row>(version: Told<Row>): version is Versioned<Row> => version.row !== undefined;

const listed = <Row>(view: View<Row>): View<Row> => {
  if (view.fromStream)
    throw new Error(`${view.name} is folded from its own stream when asked for and cannot be listed`);
  return view;
};

/** Answers for views folded from their own stream by folding it, and leaves the others to the read store. */
export const withStreamViews = (store: EventStore, stored: ViewReader): ViewReader => ({
  find: async (view, key, moment = {}) => {
    if (!view.fromStream) return stored.find(view, key, moment);
    const { asOf, knownAt } = moment;
    const events = await store.readStream(streamName(view.fromStream, key));
    const { known } = toldBy(view, key, events.filter(recordedBy(knownAt)));
    const last = known.findLast(({ effectiveAt }) => asOf === undefined || effectiveAt <= asOf);
    return last && present(last) ? last : undefined;
  },
  history: async (view, key) => {
    if (!view.fromStream) return stored.history(view, key);
    return toldBy(view, key, await store.readStream(streamName(view.fromStream, key))).history.filter(present);
  },
  list: async (view, query) => stored.list(listed(view), query),
  count: async (view, column, query) => stored.count(listed(view), column, query),
});

/** Where the view stands: the end of the log when it is folded from its own stream. */
export const checkpointOf = (view: View, stored: (name: string) => Promise<Position>, head: Position) =>
  view.fromStream ? Promise.resolve(head) : stored(view.name);
