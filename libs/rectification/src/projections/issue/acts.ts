import type { Instant, Position, View } from '#event-sourcing';
import { idOf } from '#event-sourcing';

/** An event as it is told to those who asked what changed. */
export interface SubjectAct {
  readonly id: string;
  readonly type: string;
  readonly stream: string;
  readonly by: string;
  readonly post?: string;
  readonly unit?: string;
  /** When it happened. */
  readonly at: Instant;
  readonly recordedAt: Instant;
  readonly reason?: string;
  readonly position: Position;
  readonly fields: object;
}

/** Every event of one stream: folded when asked for, never stored. */
export const actsOf = (category: 'issue' | 'task' | 'plan' | 'round'): View<readonly SubjectAct[]> => ({
  name: `${category}-acts`,
  version: 1,
  seenThrough: 'act',
  types: undefined,
  key: ({ stream }) => idOf(stream),
  fold: (acts = [], { id, type, stream, data, position, recordedAt, metadata }) => {
    const { actor, effectiveAt, reason } = metadata;
    const { name: by, post, unit } = actor;
    return [...acts, { id, type, stream, by, post, unit, at: effectiveAt, recordedAt, reason, position, fields: data }];
  },
  columns: {},
  indexes: [],
  fromStream: category,
});
