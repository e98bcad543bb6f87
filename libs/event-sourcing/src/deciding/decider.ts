import type { PlainDate } from '../clock.js';
import type { Actor, Event, IdentityProof, Instant, Recorded } from '../event.js';

/**
 * What the rim adds to every command after its body was checked, so that no client can claim to be somebody else.
 * Contexts extend it with their fields; the class is the HTTP body, the bus message and the decision's argument. From the
 * moment the engine takes it a command is frozen: what a decision needs from elsewhere is handed to it as facts.
 */
export abstract class Command {
  /** The id of the thing acted on, without its category. */
  id!: string;
  actor!: Actor;
  /** The moment of the request; decisions have no other clock. */
  issuedAt!: Instant;
  /** The day on which the fact happened, when it is entered late. */
  effectiveOn?: PlainDate;
  /**
   * When the fact behind the command happened, of a process's or where a context says so. A stream that has gone on since
   * takes it at its end, or at its day where order does not matter.
   */
  happenedAt?: Instant;
  /** Only on the copy that is decided: from `effectiveOn`, `happenedAt`, `issuedAt` or what is put right. */
  effectiveAt!: Instant;
  /** Only on the copy that is decided, when that is before the last fact of the stream. */
  outOfOrder?: true;
  reason?: string;
  onBehalfOf?: string;
  /** How the actor proved to be themself, where the act asks for that. */
  proof?: IdentityProof;
  /** Whoever it is on behalf of, as they stand: their unit and post count for what may be worked on. Stored nowhere. */
  principal?: Actor;
  commandId!: string;
  /** SHA-256 over name, target and body. */
  commandHash!: string;
  correlationId!: string;
  causationId?: string;
  /** The version the client saw (If-Match). */
  expectedVersion?: number;
  /** The stream that gives the actor the right to act, as it was looked at: the command is taken only while it is so. */
  authority?: Authority | readonly Authority[];
  /** Looks at the right anew after that stream has moved on and answers it; throws when the right is gone. */
  renewAuthority?: () => Promise<RenewedRight>;
}

/** Who acts by which right, as it stands now. */
export type RenewedRight = Partial<Pick<Command, 'actor' | 'authority' | 'principal' | 'onBehalfOf'>>;

export interface Authority {
  readonly stream: string;
  readonly version: number;
}

/** Whose unit, post and work it is: the principal's when somebody acts for another. */
export const standingOf = ({ actor, principal }: Pick<Command, 'actor' | 'principal'>): Actor => principal ?? actor;

export type CommandClass<C extends Command = Command> = (new () => C) & {
  /**
   * Of a command that puts right what was said before and is no fact of its own day: tells the event that it puts right,
   * and those that did before. It takes effect with the last of them, is seen of every day from that one on and bars none.
   */
  readonly puttingRight?: (event: Recorded, command: never) => boolean;
  /**
   * Of a fact that may be entered behind later ones, at its own day: it moves its thing to no other state. It must be one
   * that could be told on that day and can be told now.
   */
  readonly inAnyOrder?: boolean;
  /** Of a fact that is entered later than the day it is of: the fields of which one says why. */
  readonly lateSaidBy?: readonly string[];
};

/** The same command with some fields anew: a command is never changed, it is built again. */
export const amended = <C extends Command>(command: C, fields: Partial<C>): C =>
  Object.freeze(Object.assign(Object.create(Object.getPrototypeOf(command) as object) as C, command, fields));

export interface Decision<State, E extends Event> {
  readonly command: CommandClass;
  readonly decide: (command: never, state: State, facts: never) => readonly E[];
  /** Whether the decision wants facts from elsewhere; the engine does not start while nobody gathers them. */
  readonly wantsFacts: boolean;
  /** Types of every event that it may give. */
  readonly gives: Gives<E>;
}

type Gives<E extends Event> = readonly [E['type'], ...E['type'][]];

/** The first day that a command's fact may be of, and the rule that says so. */
export interface Earliest {
  readonly rule: string;
  readonly code: string;
  readonly on: PlainDate;
}

/** The pure core of one kind of thing: how its facts add up, and what may be decided on them. */
export interface Decider<State, E extends Event> {
  readonly category: string;
  readonly initial: State;
  /** Folds stored facts: exhaustive, pure, never throws. Who acted and when stand in `event.metadata`. */
  readonly evolve: (state: State, event: Recorded<E>) => State;
  readonly decisions: readonly Decision<State, E>[];
  /** The first day that a dated command may be of, where the thing itself says so; the last fact of the stream bounds it too. */
  readonly earliest?: (command: Command, state: State) => Earliest | undefined;
  /** Folded under the ids that were recorded, also where some turned out to be of one thing. */
  readonly asRecorded?: true;
  /** Stored form of new events, where it is not 1. */
  readonly schemaVersions?: Readonly<Partial<Record<E['type'], number>>>;
}

/** A decider whose types only it knows. */
// oxlint-disable-next-line typescript/no-explicit-any -- a list of deciders has no common state type
export type AnyDecider = Decider<any, any>;

/** A decision on the command and the state alone, with the types of event that it gives. */
export const on = <C extends Command, State, E extends Event>(
  command: CommandClass<C>,
  decide: (command: C, state: State) => readonly E[],
  ...gives: Gives<E>
): Decision<State, E> => ({ command, decide: decide as Decision<State, E>['decide'], wantsFacts: false, gives });

/** A decision that also looks at facts from elsewhere; the context gathers them (see `handling`). */
export const onFacts = <C extends Command, State, E extends Event, Facts>(
  command: CommandClass<C>,
  decide: (command: C, state: State, facts: Facts) => readonly E[],
  ...gives: Gives<E>
): Decision<State, E> => ({ command, decide: decide as Decision<State, E>['decide'], wantsFacts: true, gives });
