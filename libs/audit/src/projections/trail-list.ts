import type { Instant, Moment, Page, RowQuery, ViewReader } from '#event-sourcing';
import { trail, type TrailRow } from './trail.js';

export interface TrailQuery extends Moment {
  /** An account or API client. */
  readonly actor?: string;
  /** A natural person, through whichever account. */
  readonly person?: string;
  /** The unit that the actor belonged to at that moment. */
  readonly unit?: string;
  readonly issue?: string;
  readonly stream?: string;
  /**
   * Streams to look through, all of a round's for instance: later events of an issue do not name their round, so that
   * the round's register is asked for its streams first. Absent: all; empty: none.
   */
  readonly streams?: readonly string[];
  readonly category?: string;
  /** An event's name, or several. */
  readonly kind?: string | readonly string[];
  /** Both ends included, on the clock named by `clock`. */
  readonly from?: Instant;
  readonly to?: Instant;
  readonly clock?: 'effective' | 'recorded';
  readonly descending?: boolean;
  readonly limit?: number;
  readonly cursor?: string;
}

const time = (instant: Instant | undefined): number | undefined =>
  instant === undefined ? undefined : Date.parse(instant);

const period = ({ from, to, clock = 'recorded' }: TrailQuery): NonNullable<RowQuery['where']> =>
  from === undefined && to === undefined
    ? {}
    : { [clock === 'effective' ? 'effectiveAt' : 'recordedAt']: { from: time(from), to: time(to) } };

/** One stream asked for among many is the one, if it is among them at all. */
const streamsOf = ({ stream, streams }: TrailQuery): string | readonly string[] | undefined => {
  if (stream === undefined || streams === undefined) return stream ?? streams;
  return streams.includes(stream) ? stream : [];
};

/** In the order of recording. */
export const listTrail = (reader: ViewReader, query: TrailQuery): Promise<Page<TrailRow>> =>
  reader.list(trail, {
    where: {
      stream: streamsOf(query),
      issueId: query.issue,
      category: query.category,
      type: query.kind,
      actorId: query.actor,
      personId: query.person,
      unitId: query.unit,
      ...period(query),
    },
    sort: { column: 'position', descending: query.descending },
    limit: query.limit,
    cursor: query.cursor,
    asOf: query.asOf,
    knownAt: query.knownAt,
  });

export const findInTrail = (reader: ViewReader, { id }: { readonly id: string }) => reader.find(trail, id);
