import { dateOf, type Instant, type Moment, type PlainDate, RuleBroken, type ViewReader } from '#event-sourcing';
import { rounds } from './rounds.js';

interface AskedDay {
  readonly roundId: string;
  readonly day: PlainDate;
  /** The parameter that named the day. */
  readonly field?: string;
  readonly knownAt?: Instant;
}

/** Why there is nothing to tell of the day: no such round, or the day lies before it. */
export const nothingOn = async (
  reader: ViewReader,
  { roundId, day, field = 'asOf', knownAt }: AskedDay,
): Promise<RuleBroken> => {
  const known = await reader.find(rounds, roundId, { knownAt });
  if (!known) return new RuleBroken('round.unknown', { id: roundId, [field]: day, knownAt });
  const { title, deliveredOn } = known.row;
  if (day < deliveredOn) return new RuleBroken('report.before-delivery', { field, [field]: day, deliveredOn, title });
  const [first] = await reader.history(rounds, roundId);
  const openedOn = dateOf((first ?? known).effectiveAt);
  return new RuleBroken('report.before-opening', { field, [field]: day, openedOn, title });
};

/** The same of a moment; without one the round is not there at all. */
export const nothingAt = async (
  reader: ViewReader,
  { roundId, asOf, knownAt }: Moment & { readonly roundId: string },
): Promise<RuleBroken> =>
  asOf === undefined
    ? new RuleBroken('round.unknown', { id: roundId, knownAt })
    : nothingOn(reader, { roundId, day: dateOf(asOf), knownAt });

/** An empty list of a day on which its round had not been delivered would say that there was nothing to rectify. */
export const mustBeDelivered = async (
  reader: ViewReader,
  { roundId, asOf, knownAt }: Moment & { readonly roundId?: string },
): Promise<void> => {
  if (roundId === undefined || asOf === undefined) return;
  if (await reader.find(rounds, roundId, { asOf, knownAt })) return;
  const why = await nothingAt(reader, { roundId, asOf, knownAt });
  if (why.code !== 'round.unknown') throw why;
};
