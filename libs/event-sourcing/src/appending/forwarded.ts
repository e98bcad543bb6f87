import type { EventStore } from './event-store.js';

/** The store as it is, for a wrapper that changes some of its calls. `restore` is for copies alone, which nothing wraps. */
export const forwarded = (store: EventStore): EventStore => ({
  name: store.name,
  exclusive: store.exclusive,
  sparse: store.sparse,
  flushesAtOnce: store.flushesAtOnce,
  sideBySide: store.sideBySide,
  append: (appends) => store.append(appends),
  readStream: (stream, after) => store.readStream(stream, after),
  readAll: (after, limit) => store.readAll(after, limit),
  versionsAt: store.versionsAt && ((streams, upTo) => store.versionsAt!(streams, upTo)),
  at: store.at && ((position) => store.at!(position)),
  newest: store.newest && (() => store.newest!()),
  head: () => store.head(),
  onAppended: (wake) => store.onAppended(wake),
  close: () => store.close(),
});
