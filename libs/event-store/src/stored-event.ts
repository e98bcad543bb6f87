import type { Append, Event, EventMetadata, Instant, NewEvent, Recorded } from '#event-sourcing';

/** One stored event as the engines keep it; data and metadata are JSON text. */
export type StoredEvent = readonly [
  position: number,
  id: string,
  stream: string,
  version: number,
  type: string,
  schemaVersion: number,
  recordedAt: Instant,
  data: string,
  metadata: string,
];

export const restored = (row: StoredEvent): Recorded<Event> => ({
  id: row[1],
  type: row[4],
  schemaVersion: row[5],
  data: JSON.parse(row[7]) as object,
  metadata: JSON.parse(row[8]) as EventMetadata,
  stream: row[2],
  version: row[3],
  position: String(row[0]),
  recordedAt: row[6],
});

export interface Written {
  readonly event: NewEvent;
  readonly data: string;
  readonly metadata: string;
}

const written = (event: NewEvent): Written => {
  if (typeof event.data !== 'object' || event.data === null) throw new TypeError(`${event.type}: data is no object`);
  return { event, ...(event.json ?? { data: JSON.stringify(event.data), metadata: JSON.stringify(event.metadata) }) };
};

// A lone surrogate or NUL would come back as another name; inside data JSON escapes both.
const nameable = (stream: string): boolean => stream.length > 0 && !stream.includes('\0') && stream.isWellFormed();

/** The JSON text of each part's events. Throws for what no store could give back as it was. */
export const asWritten = (append: Append): Written[][] => {
  if (append.every(({ events }) => events.length === 0)) throw new RangeError('an append needs at least one event');
  return append.map(({ stream, events }) => {
    if (!nameable(stream)) throw new RangeError(`no name for a stream: ${JSON.stringify(stream)}`);
    return events.map(written);
  });
};

/** A position as a number; everything that is no decimal numeral is refused. */
export const positionNumber = (position: string): number => {
  if (!/^\d+$/.test(position)) throw new RangeError(`not a position: ${JSON.stringify(position)}`);
  return Number(position);
};
