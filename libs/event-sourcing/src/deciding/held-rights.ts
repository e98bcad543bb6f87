import type { Authority, Command } from './decider.js';
import type { Append } from '../appending/event-store.js';
import { AuthorityMoved, ConcurrencyConflict } from '../errors.js';
import { streamName } from '../event.js';
import type { KnownSameIds } from './known-same-ids.js';
import type { Bound } from './receipt.js';

const authoritiesOf = ({ authority = [] }: Command): readonly Authority[] => [authority].flat();

/** What must stay as it is while the commands are stored, beside the streams that they write to: rights, and ids of one thing. */
export const held = (bounds: readonly Bound[], append: Append, sameIds: Pick<KnownSameIds, 'held'>): Append => {
  const written = new Set(append.map(({ stream }) => stream));
  const rights = heldRights(bounds, written);
  if (bounds.every(({ decider }) => decider.asRecorded)) return rights;
  return [...rights, ...sameIds.held(new Set([...written, ...rights.map(({ stream }) => stream)]))];
};

const heldRights = (bounds: readonly Bound[], written: ReadonlySet<string>): Append => {
  const authorities = bounds.flatMap(({ command }) => authoritiesOf(command));
  const apart = new Map(authorities.filter(({ stream }) => !written.has(stream)).map((one) => [one.stream, one]));
  return [...apart.values()].map(({ stream, version }) => ({ stream, expected: version, events: [] }));
};

export const mustStillHold = (error: unknown, bounds: readonly Bound[]): void => {
  if (!(error instanceof ConcurrencyConflict)) return;
  const written = new Set(bounds.map(streamOf));
  const { stream } = error;
  const moved =
    !written.has(stream) && bounds.some(({ command }) => authoritiesOf(command).some((one) => one.stream === stream));
  if (moved) throw new AuthorityMoved(stream);
};

export const streamOf = ({ decider, command }: Bound): string => streamName(decider.category, command.id);
