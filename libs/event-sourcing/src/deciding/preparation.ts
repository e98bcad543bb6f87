import type { AnyDecider, Command, CommandClass, Decider } from './decider.js';
import type { Event, Position } from '../event.js';
import type { Process } from '../processes/process.js';
import type { View } from '../views/projection.js';
import type { RowQuery } from '../views/read-store.js';
import type { Upcaster } from '../appending/upcasting.js';

export interface Loaded<State> {
  readonly state: State;
  /** 0 when the stream has no event. */
  readonly version: number;
  readonly position: Position;
}

/** What a preparation may look at. Streams are read from the store itself, views at the store's head. */
export interface Lookup {
  state<State, E extends Event>(decider: Decider<State, E>, id: string): Promise<Loaded<State>>;
  row<Row>(view: View<Row>, key: string): Promise<Row | undefined>;
  /** All rows that the conditions ask for. Whoever asks keeps them few. */
  rows<Row>(view: View<Row>, where: RowQuery['where']): Promise<readonly Row[]>;
  /** As the view stands, waiting for nothing: for what was recorded before a stream began to keep it. */
  kept<Row>(view: View<Row>, where: RowQuery['where']): Promise<readonly Row[]>;
  /** SHA-256 in hex of the text's UTF-8 bytes. */
  digest(text: string): string;
  /** A further command of the same request: same actor, time and reason, an id derived from the first one's. */
  follow<C extends Command>(command: Command, type: CommandClass<C>, fields: Partial<C>): C;
}

/**
 * For the few commands that need facts from elsewhere, or act on several streams: fills the command's facts and names all
 * the commands to take together, itself among them. Everything that is a rule stays in the decisions.
 */
export interface Preparation<C extends Command = Command> {
  readonly command: CommandClass<C>;
  readonly prepare: (command: C, look: Lookup) => Promise<readonly Command[]>;
  /**
   * What has to be done once the command was taken, before its receipt is told; again when the request is repeated. What
   * it throws reaches the client, and what was taken stays taken. A process that dies in between leaves it undone.
   */
  readonly settle?: (command: C, look: Lookup) => Promise<void>;
}

export const prepare = <C extends Command>(
  command: CommandClass<C>,
  preparation: Preparation<C>['prepare'],
  settle?: Preparation<C>['settle'],
): Preparation => ({ command, prepare: preparation, settle }) as unknown as Preparation;

/** Everything a context brings to the engine. */
export interface Context {
  readonly name: string;
  readonly deciders: readonly AnyDecider[];
  readonly views: readonly View[];
  readonly preparations?: readonly Preparation[];
  readonly processes?: readonly Process[];
  readonly upcasters?: readonly Upcaster[];
  /** The view that shows a thing of a category, field by field, to those who read its history. */
  readonly pictures?: Readonly<Record<string, View>>;
}
