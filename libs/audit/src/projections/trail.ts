import {
  categoryOf,
  idOf,
  text,
  type Actor,
  type IdentityProof,
  type Instant,
  type Position,
  type Recorded,
  type View,
} from '#event-sourcing';

/** One event as the audit trail shows it: who, what, when on both clocks, why, from which client. */
export interface TrailRow {
  /** The event's id. */
  readonly id: string;
  readonly event: string;
  readonly schemaVersion: number;
  readonly command: string;
  readonly commandId: string;
  /** As the person was at that moment. */
  readonly actor: Actor;
  /** How the actor proved to be themself; null where the act does not ask for it, or did not yet. */
  readonly proof: IdentityProof | null;
  readonly onBehalfOf: string | null;
  readonly reason: string | null;
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
  readonly stream: string;
  readonly category: string;
  readonly subjectId: string;
  readonly version: number;
  readonly position: Position;
  readonly correlationId: string;
  readonly causationId: string;
  readonly data: object;
}

const trailRow = (event: Recorded): TrailRow => ({
  id: event.id,
  event: event.type,
  schemaVersion: event.schemaVersion,
  command: event.metadata.command,
  commandId: event.metadata.commandId,
  actor: event.metadata.actor,
  proof: event.metadata.proof ?? null,
  onBehalfOf: event.metadata.onBehalfOf ?? null,
  reason: event.metadata.reason ?? null,
  effectiveAt: event.metadata.effectiveAt,
  recordedAt: event.recordedAt,
  stream: event.stream,
  category: categoryOf(event.stream),
  subjectId: idOf(event.stream),
  version: event.version,
  position: event.position,
  correlationId: event.metadata.correlationId,
  causationId: event.metadata.causationId,
  data: event.data,
});

/** Every event of every stream and type is one row, also those of contexts yet to come. */
export const trail: View<TrailRow> = {
  name: 'trail',
  version: 3,
  seenThrough: 'act',
  asRecorded: true,
  log: true,
  types: undefined,
  key: ({ id }) => id,
  fold: (_, event) => trailRow(event),
  columns: {
    stream: text((row) => row.stream),
    category: text((row) => row.category),
    type: text((row) => row.event),
    actorId: text((row) => row.actor.id),
    personId: text((row) => row.actor.personId),
    unitId: text((row) => row.actor.unitId),
  },
  // Each index is paid for at every event; a unit's events are dense enough to be met along the positions.
  indexes: [['position'], ['stream', 'position'], ['personId', 'position'], ['type', 'position']],
};
