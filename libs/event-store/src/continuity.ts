import {
  comparePositions,
  type Event,
  HistoryRefused,
  type Instant,
  type Position,
  type Recorded,
} from '#event-sourcing';

/** What stands in the store before the events of another one. */
export interface Standing {
  readonly head: Position;
  readonly recordedAt: Instant;
  readonly version: (stream: string) => number;
  readonly knows: (id: string) => boolean;
}

/** Why the events do not go on where the store ends; undefined when they do. */
export const interruption = (
  behind: Position,
  events: readonly Recorded<Event>[],
  { head, recordedAt, version, knows }: Standing,
): HistoryRefused | undefined => {
  if (comparePositions(behind, head) !== 0) return new HistoryRefused(`head ${behind} was expected, found ${head}`);
  const versions = new Map<string, number>();
  const ids = new Set<string>();
  let last = recordedAt;
  for (const event of events) {
    const before = versions.get(event.stream) ?? version(event.stream);
    const fits = event.version === before + 1 && event.recordedAt >= last && !ids.has(event.id) && !knows(event.id);
    if (!fits) return new HistoryRefused(`event ${event.id} does not follow version ${before} of ${event.stream}`);
    versions.set(event.stream, event.version);
    ids.add(event.id);
    last = event.recordedAt;
  }
  return undefined;
};
