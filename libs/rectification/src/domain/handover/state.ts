import { evolving } from '#event-sourcing';
import type { HandoverAccepted, HandoverEvent, HandoverProposed } from './events.js';

export interface OpenHandover {
  /** Id of the event that proposed it. */
  readonly proposal: string;
  readonly data: HandoverProposed['data'];
  readonly proposer: { readonly account: string; readonly personId: string };
}

/** All hand-overs of one person: the one that is open, and the one accepted last. */
export interface Handovers {
  readonly open?: OpenHandover;
  readonly accepted?: HandoverAccepted['data'];
}

const ended = (handovers: Handovers): Handovers => ({ ...handovers, open: undefined });

export const evolve = evolving<Handovers, HandoverEvent>({
  HandoverProposed: (handovers, { id, data, metadata: { actor } }) => ({
    ...handovers,
    open: { proposal: id, data, proposer: { account: actor.id, personId: actor.personId } },
  }),
  HandoverAccepted: (_, { data }) => ({ accepted: data }),
  HandoverDeclined: ended,
  HandoverWithdrawn: ended,
});
