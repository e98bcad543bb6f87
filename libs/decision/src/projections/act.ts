import type { Recorded } from '#event-sourcing';

/** Who did it, as they were, and when. */
export interface Act {
  readonly by: string;
  readonly post?: string;
  readonly at: string;
}

export const actOf = ({ metadata: { actor, effectiveAt } }: Recorded): Act => ({
  by: actor.name,
  post: actor.post,
  at: effectiveAt,
});
