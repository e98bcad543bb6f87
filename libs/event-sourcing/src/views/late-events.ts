import { inOrderOfDays, type Instant, type Recorded } from '../event.js';
import type { View } from './projection.js';
import type { RowVersion } from './read-store.js';

/** What a row was from a moment on, until the next stretch begins; `undefined` while it was not there. */
export interface Stretch<Row> {
  readonly effectiveAt: Instant;
  readonly row: Row | undefined;
}

/** What is to be known of a row from `since` on, in place of all that was known of it from there. */
export interface Retelling<Row> {
  readonly since: Instant;
  /** The first begins at `since`. Empty where there is nothing to tell. */
  readonly stretches: readonly Stretch<Row>[];
}

const told = <Row>(view: View<Row>, events: readonly Recorded[]): Stretch<Row>[] => {
  const stretches: Stretch<Row>[] = [];
  let row: Row | undefined;
  for (const event of events) {
    const folded = view.fold(row, event);
    if (folded === row) continue;
    row = folded;
    const { effectiveAt } = event.metadata;
    if (stretches.at(-1)?.effectiveAt === effectiveAt) stretches.pop();
    stretches.push({ effectiveAt, row });
  }
  return stretches;
};

const changesNothing = <Row>(view: View<Row>, events: readonly Recorded[], late: Recorded): boolean => {
  let row: Row | undefined;
  for (const event of events) {
    const folded = view.fold(row, event);
    if (event === late) return folded === row;
    row = folded;
  }
  return true;
};

const isBefore =
  (at: Instant) =>
  ({ effectiveAt }: Stretch<unknown>): boolean =>
    effectiveAt < at;

/**
 * What a fact that was told out of order changes in a row, given the events of the row up to and with it. `in-order`:
 * nothing of the row comes after it, so that it is folded like any other; `undefined`: it changes nothing.
 */
export const retelling = <Row>(
  view: View<Row>,
  events: readonly Recorded[],
): Retelling<Row> | 'in-order' | undefined => {
  const late = events.at(-1)!;
  const after = inOrderOfDays(events);
  if (after.at(-1) === late) return 'in-order';
  if (changesNothing(view, after, late)) return undefined;
  const was = told(
    view,
    after.filter((event) => event !== late),
  );
  return fromThen(was, told(view, after), late.metadata.effectiveAt);
};

const beginning = (stretches: readonly Stretch<unknown>[], at: number): Instant | undefined =>
  stretches[at]?.effectiveAt;

/** What was there before the late fact is told again when it now ends at another moment. */
const fromThen = <Row>(
  was: readonly Stretch<Row>[],
  is: readonly Stretch<Row>[],
  effectiveAt: Instant,
): Retelling<Row> => {
  const before = is.findLastIndex(isBefore(effectiveAt));
  const again = before >= 0 && beginning(was, before + 1) !== beginning(is, before + 1);
  return again
    ? { since: is[before]!.effectiveAt, stretches: is.slice(before) }
    : { since: effectiveAt, stretches: is.slice(before + 1) };
};

/** Of a stream's events those that the view folds into the row, up to and with the late one. */
export const eventsOfRow = (view: View, stream: readonly Recorded[], late: Recorded): Recorded[] => {
  const key = view.key(late);
  return stream.filter(
    (event) =>
      event.version <= late.version &&
      (view.types === undefined || view.types.has(event.type)) &&
      view.key(event) === key,
  );
};

/** The event that a version is stored with. */
export interface Stored {
  readonly position: number;
  readonly recorded: number;
}

/** What is stored of it; nothing for a stretch without a row. */
export const versionsOf = (
  { stretches }: Retelling<unknown>,
  key: string,
  { position, recorded }: Stored,
): RowVersion[] => {
  const times = stretches.map(({ effectiveAt }) => ({ effective: Date.parse(effectiveAt), recorded }));
  return stretches.flatMap(({ row }, part): RowVersion[] => {
    if (row === undefined) return [];
    const next = times[part + 1];
    return [{ key, position, part, ...times[part]!, ...(next ? { next } : {}), row }];
  });
};
