import { amended, type Command } from './deciding/decider.js';
import type { Position } from './event.js';
import type { Receipt } from './deciding/receipt.js';
import type { ViewsSetAside } from './views/read-store.js';

/** What became of one batch that the store was given. */
export interface Flush {
  /** From handing the batch over until its answer, in milliseconds. */
  readonly durationMs: number;
  readonly appends: number;
  readonly events: number;
  /** Appends whose expected version was not met. */
  readonly conflicts: number;
  /** Appends that the store could not take, or of which nobody knows whether it did. */
  readonly failed: number;
  /** Why, of the first of those that failed. */
  readonly error?: unknown;
}

/**
 * Who is told what the engine does. Told at the place where it is done, before the work goes on: a listener takes
 * microseconds. What it throws is lost.
 */
export interface Observer {
  flushed?(flush: Flush): void;
  /** An append was refused because as many wait as may. */
  overloaded?(): void;
  /** Somebody else appended first; `again`: the command is decided once more on what they left. */
  raceLost?(again: boolean): void;
  /** Commands that were asked for, not those that go along with them. */
  taken?(command: Command, receipt: Receipt): void;
  refused?(command: Command, error: unknown): void;
  /** A view stands still before this event until a restart or rebuild. */
  viewFailed?(view: string, at: Position, error: Error): void;
  /** No view moves because a store fails, and the same is tried again; told when the reason is a new one. */
  viewsHalted?(error: unknown): void;
  viewsResumed?(): void;
  /** Views that were made of another log are made anew of this one. */
  viewsDiscarded?(views: readonly string[]): void;
  /** What kept the views was damaged; they are made anew. */
  viewsSetAside?(aside: ViewsSetAside): void;
  /** The processes' `loop` failed and is tried again; told each time, and the pauses grow. */
  processFailed?(loop: string, error: unknown): void;
  /** A target of a process was set aside until a restart or `resume`. */
  processParked?(process: string, target: string, error: string): void;
}

type Told = {
  readonly [K in keyof Observer]-?: (...told: Parameters<NonNullable<Observer[K]>>) => void;
};

/** Whoever watches must not stop what he watches. */
export const toldSafely = (observer: Observer = {}): Told => {
  const safely =
    <K extends keyof Observer>(name: K) =>
    (...told: Parameters<NonNullable<Observer[K]>>): void => {
      try {
        (observer[name] as ((...told: unknown[]) => void) | undefined)?.call(observer, ...told);
      } catch {
        // The work is worth more than what is told of it.
      }
    };
  return {
    flushed: safely('flushed'),
    overloaded: safely('overloaded'),
    raceLost: safely('raceLost'),
    taken: safely('taken'),
    refused: safely('refused'),
    viewFailed: safely('viewFailed'),
    viewsHalted: safely('viewsHalted'),
    viewsResumed: safely('viewsResumed'),
    viewsDiscarded: safely('viewsDiscarded'),
    viewsSetAside: safely('viewsSetAside'),
    processFailed: safely('processFailed'),
    processParked: safely('processParked'),
  };
};

/** What a command keeps out of its digest because it is secret is told to no observer either. */
const withoutSecrets = (command: Command): Command => {
  const { unhashed } = command.constructor as { readonly unhashed?: readonly string[] };
  return unhashed ? amended(command, Object.fromEntries(unhashed.map((field) => [field, undefined]))) : command;
};

/** Tells of each command how it ended, when all of them have. */
export const watched = async (
  { taken, refused }: Pick<Told, 'taken' | 'refused'>,
  commands: readonly Command[],
  work: () => Promise<Receipt[]>,
): Promise<Receipt[]> => {
  try {
    const receipts = await work();
    receipts.forEach((receipt, i) => taken(withoutSecrets(commands[i]!), receipt));
    return receipts;
  } catch (error) {
    for (const command of commands) refused(withoutSecrets(command), error);
    throw error;
  }
};
