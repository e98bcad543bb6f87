import { streamName, type Instant, type Moment, type Page, type RowQuery, type ViewReader } from '#event-sourcing';
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

/** Streams that every one of the filters allows; undefined: all. */
const streamsOf = ({ issue, stream, streams }: TrailQuery): readonly string[] | string | undefined => {
  const single = [stream, issue === undefined ? undefined : streamName('issue', issue)].filter(
    (one) => one !== undefined,
  );
  const [first, second = first] = single;
  if (first === undefined) return streams;
  return first === second && (streams?.includes(first) ?? true) ? first : [];
};

/** In the order of recording. */
export const listTrail = (reader: ViewReader, query: TrailQuery): Promise<Page<TrailRow>> =>
  reader.list(trail, {
    where: {
      stream: streamsOf(query),
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
