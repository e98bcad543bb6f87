import type { AnyDecider, Command } from './decider.js';
import { KeyReused, StaleVersion } from '../errors.js';
import type { Event, Instant, NewEvent, Position, Recorded } from '../event.js';
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
  readonly decide: (command: Command, state: unknown, facts: unknown) => readonly Event[];
  readonly command: Command;
  /** What the decision needs from elsewhere, as it was gathered for this command. */
  readonly facts?: unknown;
}

const GOLDEN = 0x9e3779b1;

const moved = (eightDigits: string, number: number): string =>
  ((Number.parseInt(eightDigits, 16) + Math.imul(number, GOLDEN)) >>> 0).toString(16).padStart(8, '0');

const beginsWithTime = (id: string): boolean => id[14] === '7';

/**
 * Derived, so that repeating the command yields the same ids: the first event has the command's own id, further ones
 * spread their number over its first eight digits, which keeps ids apart that differ at their end only. Where those tell
 * the time (version 7), the last eight are taken, so that the events of a command lie together in an index.
 */
export const eventId = (commandId: string, number: number): string =>
  beginsWithTime(commandId)
    ? commandId.slice(0, -8) + moved(commandId.slice(-8), number)
    : moved(commandId.slice(0, 8), number) + commandId.slice(8);

export const newEvents = (decider: AnyDecider, command: Command, events: readonly Event[]): NewEvent[] => {
  const metadata = {
    actor: command.actor,
    proof: command.proof,
    onBehalfOf: command.onBehalfOf,
    reason: command.reason,
    effectiveAt: command.effectiveAt,
    outOfOrder: command.outOfOrder,
    correlationId: command.correlationId,
    causationId: command.causationId ?? command.commandId,
    command: command.constructor.name,
    commandId: command.commandId,
    commandHash: command.commandHash,
  };
  return events.map((event, i) => ({
    id: eventId(command.commandId, i),
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

/** The version that the client saw must be the one it acts on. */
export const expectSeen = ({ expectedVersion }: Command, stream: string, version: number): void => {
  if (expectedVersion !== undefined && expectedVersion !== version) {
    throw new StaleVersion(stream, expectedVersion, version);
  }
};

export const receipt = (
  command: Command,
  stream: string,
  at: Pick<Folded, 'version' | 'position'>,
  events: readonly NewEvent[],
): Receipt => ({
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
