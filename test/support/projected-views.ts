import {
  type Actor,
  type Event,
  type EventMetadata,
  type Instant,
  type Position,
  SetClock,
  type View,
  type ViewReader,
  ViewRunner,
  withStreamViews,
} from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';

/** One past event. Absent times: the last ones given, so that time stands still unless told otherwise. */
export interface PastEvent {
  readonly stream: string;
  readonly event: Event;
  readonly by?: Partial<Actor>;
  /** Effective. */
  readonly at?: Instant;
  readonly recorded?: Instant;
  readonly more?: Partial<EventMetadata>;
}

const somebody: Actor = { id: 'account-1', personId: 'person-1', name: '张三', roles: [], client: 'spec' };

/** The id of the n-th event given, from 1. */
export const idOfEvent = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** Takes the events into a memory store, follows them with the views over SQLite, and gives the views' reader. */
export const projected = async (
  views: readonly object[],
  past: readonly PastEvent[],
): Promise<{ reader: ViewReader; position: Position }> => {
  const clock = new SetClock('2023-01-01T00:00:00.000Z');
  const store = await openEventStore('memory:', { clock });
  let effectiveAt = clock.now();
  let n = 0;
  for (const { stream, event, by, at, recorded, more } of past) {
    effectiveAt = at ?? effectiveAt;
    clock.set(recorded ?? (effectiveAt > clock.now() ? effectiveAt : clock.now()));
    const id = idOfEvent(++n);
    const ids = { correlationId: id, causationId: id, command: 'Past', commandId: id, commandHash: '' };
    const metadata = { ...ids, actor: { ...somebody, ...by }, effectiveAt, ...more };
    const [taken] = await store.append([
      [{ stream, expected: 'any', events: [{ id, ...event, schemaVersion: 1, metadata }] }],
    ]);
    if (taken instanceof Error) throw taken;
  }
  const reader = await openReadStore('sqlite::memory:');
  const runner = new ViewRunner(store, reader, views as readonly View[]);
  const position = await store.head();
  await runner.start();
  await runner.waitFor(
    (views as readonly View[]).filter(({ fromStream }) => !fromStream).map(({ name }) => name),
    position,
    30_000,
  );
  await runner.stop();
  return { reader: withStreamViews(store, reader), position };
};
