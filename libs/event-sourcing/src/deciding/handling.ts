import type { PlainDate } from '../clock.js';
import type { AnyDecider, Command, CommandClass, Decider } from './decider.js';
import type { Event, Position } from '../event.js';
import type { Process } from '../processes/process.js';
import type { View } from '../views/projection.js';
import type { SameIdsSource } from './same-ids.js';
import type { RowQuery, ViewReader } from '../views/read-store.js';
import type { Upcaster } from '../appending/upcasting.js';

export interface Loaded<State> {
  readonly state: State;
  /** 0 when the stream has no event. */
  readonly version: number;
  readonly position: Position;
}

/**
 * `as-given`: the command is the one that would be taken. `any-body`: it is asked whether the act is allowed at all, with
 * a body that stands for whatever would be entered: what its fields name is taken to exist.
 */
export type Rehearsing = false | 'as-given' | 'any-body';

/**
 * Told before each command of a draft which one it is, and once all are decided their number; waited for. What it throws
 * ends the draft, and nothing is stored.
 */
export type Reached = (at: number) => void | Promise<void>;

/** Where facts are found. Streams are read from the store itself, views at the store's head. */
export interface Lookup {
  state<State, E extends Event>(decider: Decider<State, E>, id: string): Promise<Loaded<State>>;
  row<Row>(view: View<Row>, key: string): Promise<Row | undefined>;
  /** All rows that the conditions ask for. Whoever asks keeps them few. */
  rows<Row>(view: View<Row>, where: RowQuery['where']): Promise<readonly Row[]>;
  /** As the view stands, waiting for nothing: for what was recorded before a stream began to keep it. */
  kept<Row>(view: View<Row>, where: RowQuery['where']): Promise<readonly Row[]>;
  /** A reader of these views, once they have all that is stored now. */
  through(views: readonly View[]): Promise<ViewReader>;
  /** Nothing of this will be stored: facts are looked up, and nothing is made or destroyed for them. */
  readonly rehearsing: Rehearsing;
  /** All of the program, as the engine was given them. */
  readonly contexts: readonly Context[];
  /** SHA-256 in hex of the text's UTF-8 bytes. */
  digest(text: string): string;
  /** A further command of the same request: same actor, time and reason, an id derived from the first one's. */
  follow<C extends Command>(command: Command, type: CommandClass<C>, fields: Partial<C>): C;
}

/** Commands that always go together with one, so that none of them is taken without the other. */
export interface Companions {
  /** Decided before it, in this order. */
  readonly before?: readonly Command[];
  readonly after?: readonly Command[];
}

interface Parts<C extends Command, Facts> {
  /** The stream acted on where it follows from the command's fields, as an account's from its login. */
  readonly id?: (command: C, look: Lookup) => string;
  /** The day on which it happened, where the command names none. */
  readonly happenedOn?: (command: C, look: Lookup) => Promise<PlainDate | undefined>;
  /** What always goes together with it. It is asked before any of them is decided. */
  readonly alongside?: (command: C, look: Lookup, facts: Facts) => Promise<Companions>;
  /**
   * What has to be done once the command was taken, before its receipt is told; again when the request is repeated. What
   * it throws reaches the client, and what was taken stays taken. A process that dies in between leaves it undone.
   */
  readonly settle?: (command: C, look: Lookup) => Promise<void>;
}

interface Informed<C extends Command, Facts> extends Parts<C, Facts> {
  /** The decision that the facts are for: it and they agree in type, and the engine checks that it is the decider's. */
  readonly decide: (command: C, state: never, facts: Facts) => readonly Event[];
  /** What the decision needs from elsewhere. It may refuse, and leaves nothing behind when `look.rehearsing`. */
  readonly facts: (command: C, look: Lookup) => Promise<NoInfer<Facts>>;
}

/** What a context declares of a command beside its decision. */
export interface Handling {
  readonly command: CommandClass;
  readonly decide?: (command: never, state: never, facts: never) => readonly Event[];
  readonly facts?: (command: Command, look: Lookup) => Promise<unknown>;
  readonly id?: (command: Command, look: Lookup) => string;
  readonly happenedOn?: (command: Command, look: Lookup) => Promise<PlainDate | undefined>;
  readonly alongside?: (command: Command, look: Lookup, facts: unknown) => Promise<Companions>;
  readonly settle?: (command: Command, look: Lookup) => Promise<void>;
}

export function handling<C extends Command, Facts>(command: CommandClass<C>, parts: Informed<C, Facts>): Handling;
export function handling<C extends Command>(command: CommandClass<C>, parts: Parts<C, undefined>): Handling;
export function handling(command: CommandClass, parts: object): Handling {
  return { command, ...parts };
}

/** Everything a context brings to the engine. */
export interface Context {
  readonly name: string;
  readonly deciders: readonly AnyDecider[];
  readonly views: readonly View[];
  /** Facts, companions and consequences of commands, for those that have any. */
  readonly handlings?: readonly Handling[];
  readonly processes?: readonly Process[];
  readonly upcasters?: readonly Upcaster[];
  /** Where it keeps which ids turned out to be of one thing; of all contexts one does. */
  readonly sameIds?: SameIdsSource;
  /** The view that shows a thing of a category, field by field, to those who read its history. */
  readonly pictures?: Readonly<Record<string, View>>;
}
