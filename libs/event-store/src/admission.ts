import {
  type Append,
  type Appended,
  ConcurrencyConflict,
  type ExpectedVersion,
  type Instant,
  type Position,
  type StreamAppend,
} from '#event-sourcing';

/** Where an event id stands in the store. */
export interface Place {
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
  readonly recordedAt: Instant;
}

const exactly = (expected: ExpectedVersion): number | undefined =>
  expected === 'none' ? 0 : typeof expected === 'number' ? expected : undefined;

const met = (expected: ExpectedVersion, current: number): boolean =>
  expected === 'any' || (expected === 'exists' ? current > 0 : exactly(expected) === current);

/** A part without events only holds its stream at a version. */
export const writes = ({ events }: StreamAppend): boolean => events.length > 0;

/** The version behind which each part goes; a later part of the same stream follows the earlier one. */
export const versionsBefore = (append: Append, current: (stream: string) => number): number[] | ConcurrencyConflict => {
  const reached = new Map<string, number>();
  const before: number[] = [];
  for (const { stream, expected, events } of append) {
    const version = reached.get(stream) ?? current(stream);
    if (!met(expected, version)) return new ConcurrencyConflict(stream, expected, version);
    before.push(version);
    reached.set(stream, version + events.length);
  }
  return before;
};

/**
 * The first outcome of this very append, when every id of every part stands where it was or would have been written.
 * Without an exact expectation the first id tells where that is.
 */
export const repeated = (append: Append, find: (id: string) => Place | undefined): Appended | undefined => {
  const lasts: Place[] = [];
  for (const { stream, expected, events } of append.filter(writes)) {
    let version = exactly(expected);
    let last: Place | undefined;
    for (const { id } of events) {
      last = find(id);
      version = version === undefined ? last?.version : version + 1;
      if (last?.stream !== stream || last.version !== version) return undefined;
    }
    lasts.push(last!);
  }
  return {
    outcome: 'idempotent',
    versions: lasts.map(({ version }) => version),
    positions: lasts.map(({ position }) => position),
    recordedAt: lasts.at(-1)!.recordedAt,
  };
};
