import { type Position, type Recorded, streamName } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import type { View } from './projection.js';
import type { Moment, Versioned, ViewReader } from './read-store.js';

/** The row after each event that changed it. A row that is gone leaves `undefined` behind. */
const versions = <Row>(view: View<Row>, key: string, events: readonly Recorded[]): Versioned<Row | undefined>[] => {
  const found: Versioned<Row | undefined>[] = [];
  for (const event of events) {
    if (view.types && !view.types.has(event.type)) continue;
    const before = found.at(-1)?.row;
    const row = view.fold(before, event);
    const { position, recordedAt, metadata } = event;
    if (row !== before) found.push({ key, row, position, effectiveAt: metadata.effectiveAt, recordedAt });
  }
  return found;
};

/** Both clocks only rise within a stream, so what is visible at a moment is its beginning. */
const visible =
  ({ asOf, knownAt }: Moment) =>
  ({ metadata, recordedAt }: Recorded): boolean =>
    (asOf === undefined || metadata.effectiveAt <= asOf) && (knownAt === undefined || recordedAt <= knownAt);

const present = <Row>(version: Versioned<Row | undefined>): version is Versioned<Row> => version.row !== undefined;

const listed = <Row>(view: View<Row>): View<Row> => {
  if (view.fromStream)
    throw new Error(`${view.name} is folded from its own stream when asked for and cannot be listed`);
  return view;
};

/** Answers for views folded from their own stream by folding it, and leaves the others to the read store. */
export const withStreamViews = (store: EventStore, stored: ViewReader): ViewReader => ({
  find: async (view, key, moment = {}) => {
    if (!view.fromStream) return stored.find(view, key, moment);
    const events = await store.readStream(streamName(view.fromStream, key));
    const last = versions(view, key, events.filter(visible(moment))).at(-1);
    return last && present(last) ? last : undefined;
  },
  history: async (view, key) => {
    if (!view.fromStream) return stored.history(view, key);
    return versions(view, key, await store.readStream(streamName(view.fromStream, key))).filter(present);
  },
  list: async (view, query) => stored.list(listed(view), query),
  count: async (view, column, query) => stored.count(listed(view), column, query),
});

/** Where the view stands: the end of the log when it is folded from its own stream. */
export const checkpointOf = (view: View, stored: (name: string) => Promise<Position>, head: Position) =>
  view.fromStream ? Promise.resolve(head) : stored(view.name);
