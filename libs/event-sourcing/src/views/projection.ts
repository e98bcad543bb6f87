import type { Event, Recorded } from '../event.js';

export interface Column<Row> {
  readonly type: 'text' | 'integer';
  of(row: Row): string | number;
}

export const text = <Row>(of: (row: Row) => string | undefined | null): Column<Row> => ({
  type: 'text',
  of: (row) => of(row) ?? '',
});

/** Whole numbers; an absent one is -1, so that every column can be sorted and compared. */
export const integer = <Row>(of: (row: Row) => number | undefined | null): Column<Row> => ({
  type: 'integer',
  of: (row) => of(row) ?? -1,
});

/**
 * A pure fold from events to rows. The runner keeps every version of every row, so each view can be asked as of a day
 * and as known at a moment. All events of one key must come from one stream: only there have facts an order of days.
 */
export interface View<Row = unknown> {
  readonly name: string;
  /** Raised with every change of the fold or the columns: the view is then built anew beside the one in use. */
  readonly version: number;
  /**
   * Through what its rows are seen: the kind of thing whose visibility decides, `everyone`, or `act` where whoever may ask
   * sees all of it. A reader narrowed to what one person sees shows nothing of a view whose answer it does not know.
   */
  readonly seenThrough: string;
  /** `undefined`: every type of event. */
  readonly types: ReadonlySet<string> | undefined;
  key(event: Recorded): string | undefined;
  /** Never throws, never rejects a fact; the same row given back means "no change", undefined means "gone". */
  fold(row: Row | undefined, event: Recorded): Row | undefined;
  readonly columns: Readonly<Record<string, Column<Row>>>;
  /** Each is a list of columns: those compared for equality first, the sorted one last. */
  readonly indexes: readonly (readonly string[])[];
  /**
   * Every row is of one event and under its id, so that nothing ever follows a row: it is visible from its event on.
   * The columns `position`, `effectiveAt` and `recordedAt` (milliseconds) are there undeclared, and the order of
   * positions needs no index.
   */
  readonly log?: true;
  /**
   * Category of the stream that a row is folded from when it is asked for. Such a view is not stored: it can be found by
   * key and has a history, but cannot be listed. For pictures of one thing that grow with its life.
   */
  readonly fromStream?: string;
  /** Rows show ids as they were recorded, also where some turned out to be of one thing. */
  readonly asRecorded?: true;
}

type When<Row, E extends Event> = {
  readonly [Type in E['type']]?: (row: Row | undefined, event: Recorded<Extract<E, { type: Type }>>) => Row | undefined;
};

export interface ProjectionParts<Row, E extends Event> {
  readonly name: string;
  readonly version: number;
  readonly seenThrough: string;
  /** The stream's id when absent. */
  readonly key?: (event: Recorded<E>) => string | undefined;
  readonly when: When<Row, E>;
  readonly columns?: View<Row>['columns'];
  readonly fromStream?: string;
  readonly asRecorded?: true;
  readonly indexes?: View<Row>['indexes'];
}

export const projection = <Row, E extends Event>(parts: ProjectionParts<Row, E>): View<Row> => {
  const when = parts.when as unknown as Record<string, (row: Row | undefined, event: Recorded) => Row | undefined>;
  return {
    name: parts.name,
    version: parts.version,
    seenThrough: parts.seenThrough,
    types: new Set(Object.keys(when)),
    key:
      (parts.key as unknown as View['key'] | undefined) ??
      ((event) => event.stream.slice(event.stream.indexOf('-') + 1)),
    fold: (row, event) => when[event.type]!(row, event),
    columns: parts.columns ?? {},
    fromStream: parts.fromStream,
    asRecorded: parts.asRecorded,
    indexes: parts.indexes ?? [],
  };
};
