import type { Command, CommandClass } from '../deciding/decider.js';
import type { Event, Instant, Position, Recorded } from '../event.js';

/** A command that a process wants sent, now or when its time has come. */
export interface Intent<C extends Command = Command> {
  readonly command: CommandClass<C>;
  readonly id: string;
  readonly fields: Partial<C>;
  /** Not before; absent: at once. */
  readonly dueAt?: Instant;
}

/** Takes back what the same target has scheduled and not yet settled. What was sent already stays sent. */
export interface Cancellation {
  readonly cancel: CommandClass;
  /** The thing that the command was for. */
  readonly id: string;
  /** Only what this fact had scheduled; absent: whatever was. */
  readonly scheduledBy?: Recorded['id'];
}

export type Reaction = Intent | Cancellation;

/**
 * A durable process manager: a pure reaction to facts. What it intends is stored in a stream of its own for each target
 * (inbox and outbox in one), each input once; what is due is sent under a derived command id and its outcome stored.
 * A crash at any point repeats a step that has no second effect. What throws sets its target aside, and no other.
 */
export interface Process<E extends Event = Event> {
  /** Category of its streams; no dash. */
  readonly name: string;
  /** Commands that it may send; stored by name. */
  readonly commands: readonly CommandClass[];
  readonly types: ReadonlySet<string>;
  /** The target that a fact concerns. */
  instance(event: Recorded<E>): string;
  readonly initial?: unknown;
  evolve?(state: unknown, event: Recorded<E>): unknown;
  react(event: Recorded<E>, state?: unknown): readonly Reaction[];
}

/**
 * Remembers, for each target, the facts that it has taken: it may wait for several and cancel what a later one makes
 * pointless. Only the facts are stored, as references; the state is folded anew, so its shape may change at any time.
 */
export interface ProcessWithState<E extends Event, State> extends Process<E> {
  readonly initial: State;
  /** Pure, from the facts of one target in the order in which they were taken. */
  evolve(state: State, event: Recorded<E>): State;
  /** `state` includes the event. */
  react(event: Recorded<E>, state: State): readonly Reaction[];
}

/** Where a fact stands in the log; its data is not copied, so upcasters reach it. */
export interface Input {
  /** The event's id. */
  readonly cause: string;
  readonly stream: string;
  readonly version: number;
  readonly position: Position;
}

// These names and shapes are the storage format: never edit one, add a version and an upcaster.
export type CommandScheduled = Event<
  'CommandScheduled',
  {
    readonly intentId: string;
    readonly cause: string;
    readonly command: string;
    readonly target: string;
    readonly fields: object;
    readonly dueAt: Instant;
  }
>;
export type CommandSettled = Event<
  'CommandSettled',
  { readonly intentId: string; readonly outcome: 'taken' | 'refused'; readonly code?: string }
>;
export type CommandCancelled = Event<'CommandCancelled', { readonly intentId: string; readonly cause: string }>;
/** Sending has failed too often; `position` is that of its CommandScheduled. It ends with CommandSettled or CommandCancelled. */
export type CommandParked = Event<
  'CommandParked',
  { readonly intentId: string; readonly position: Position; readonly error: string }
>;
/** Stored by a process with a state only. */
export type ProcessInputTaken = Event<'ProcessInputTaken', Input>;
/** Without an error: it waits behind one that has one. A further one of the same cause tells another error. */
export type ProcessInputParked = Event<'ProcessInputParked', Input & { readonly error?: string }>;
export type ProcessInputResumed = Event<'ProcessInputResumed', { readonly cause: string }>;
export type ProcessEvent =
  | CommandScheduled
  | CommandSettled
  | CommandCancelled
  | CommandParked
  | ProcessInputTaken
  | ProcessInputParked
  | ProcessInputResumed;
