import type { Instant, Recorded } from '#event-sourcing';

/** Who did it, when and why, copied from the event behind an entry of a row. */
export interface Act {
  /** The event's id. */
  readonly id: string;
  readonly by: { readonly personId: string; readonly name: string; readonly post: string; readonly unit: string };
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
  readonly reason: string;
}

export const actOf = ({ id, metadata, recordedAt }: Recorded): Act => ({
  id,
  by: {
    personId: metadata.actor.personId,
    name: metadata.actor.name,
    post: metadata.actor.post ?? '',
    unit: metadata.actor.unit ?? '',
  },
  effectiveAt: metadata.effectiveAt,
  recordedAt,
  reason: metadata.reason ?? '',
});

/** Where several agreed: what each of them gave as a reason, the same words once. */
export interface Agreed {
  /** In the order in which they were given; `reason` is the last. */
  readonly reasons: readonly string[];
}

export const agreed = (...reasons: readonly string[]): Agreed => ({
  reasons: [...new Set(reasons.filter((reason) => reason !== ''))],
});
