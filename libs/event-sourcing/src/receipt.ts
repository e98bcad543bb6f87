import type { AnyDecider, Command } from './decider.js';
import { KeyReused } from './errors.js';
import type { Event, Instant, NewEvent, Position, Recorded } from './event.js';
import type { Folded } from './folded-states.js';

/** What a command left behind. Without events the thing already was so; `version` is the stream's then. */
export interface Receipt {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
  readonly commandId: string;
  readonly events: readonly { readonly id: string; readonly type: string }[];
  /** True when this very request had been taken before; nothing was stored again. */
  readonly repeated: boolean;
}

export interface Bound {
  readonly decider: AnyDecider;
  readonly decide: (command: Command, state: unknown) => readonly Event[];
  readonly command: Command;
}

/** Derived, so that repeating the command yields the same ids: the command's id with the event's number in its last digits. */
export const eventId = (commandId: string, number: number): string =>
  commandId.slice(0, 32) + number.toString(16).padStart(4, '0');

export const newEvents = (bound: Bound, events: readonly Event[], first = 0): NewEvent[] => {
  const { command, decider } = bound;
  const metadata = {
    actor: command.actor,
    onBehalfOf: command.onBehalfOf,
    reason: command.reason,
    effectiveAt: command.effectiveAt,
    correlationId: command.correlationId,
    causationId: command.causationId ?? command.commandId,
    command: command.constructor.name,
    commandId: command.commandId,
    commandHash: command.commandHash,
  };
  return events.map((event, i) => ({
    id: eventId(command.commandId, first + i),
    type: event.type,
    schemaVersion: decider.schemaVersions?.[event.type] ?? 1,
    data: event.data,
    metadata,
  }));
};

export const earlier = (command: Command, stream: string, folded: Folded): Receipt | undefined => {
  const trace = folded.traces.get(command.commandId);
  if (!trace) return undefined;
  if (trace.hash !== command.commandHash) throw new KeyReused(command.commandId);
  const { version, position, events } = trace;
  return { id: command.id, stream, version, position, commandId: command.commandId, events, repeated: true };
};

export const receipt = (command: Command, stream: string, at: Folded, events: readonly NewEvent[]): Receipt => ({
  id: command.id,
  stream,
  version: at.version,
  position: at.position,
  commandId: command.commandId,
  events: events.map(({ id, type }) => ({ id, type })),
  repeated: false,
});

/** The stored form of events just appended; their positions up to the last are not told, and nothing here needs them. */
export const recorded = (
  stream: string,
  events: readonly NewEvent[],
  after: number,
  at: { readonly position: Position; readonly recordedAt: Instant },
): Recorded[] =>
  events.map((event, i) => ({
    ...event,
    stream,
    version: after + i + 1,
    position: at.position,
    recordedAt: at.recordedAt,
  }));
