import { type Command, type CommandClass, type Decider, Command as CommandBody, on } from '../deciding/decider.js';
import type { Event, Instant, Recorded } from '../event.js';

/** A command that a process wants sent, now or when its time has come. */
export interface Intent<C extends Command = Command> {
  readonly command: CommandClass<C>;
  readonly id: string;
  readonly fields: Partial<C>;
  /** Not before; absent: at once. */
  readonly dueAt?: Instant;
}

/**
 * A durable process manager: a pure reaction to facts. What it intends is stored in a stream of its own for each instance
 * (inbox and outbox in one), each input once; what is due is sent under a derived command id and its outcome stored.
 * A crash at any point repeats a step that has no second effect.
 */
export interface Process<E extends Event = Event> {
  /** Category of its streams; no dash. */
  readonly name: string;
  /** Commands that it may send; stored by name. */
  readonly commands: readonly CommandClass[];
  readonly types: ReadonlySet<string>;
  instance(event: Recorded<E>): string;
  react(event: Recorded<E>): readonly Intent[];
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
export type ProcessEvent = CommandScheduled | CommandSettled;

export class ScheduleCommands extends CommandBody {
  cause!: string;
  intents!: readonly CommandScheduled['data'][];
}

export class SettleCommand extends CommandBody {
  intentId!: string;
  outcome!: 'taken' | 'refused';
  code?: string;
}

interface Outbox {
  readonly seen: ReadonlySet<string>;
  readonly open: ReadonlySet<string>;
}

const scheduleCommands = (command: ScheduleCommands, { seen }: Outbox): ProcessEvent[] =>
  seen.has(command.cause) ? [] : command.intents.map((data) => ({ type: 'CommandScheduled', data }));

const settleCommand = ({ intentId, outcome, code }: SettleCommand, { open }: Outbox): ProcessEvent[] =>
  open.has(intentId) ? [{ type: 'CommandSettled', data: { intentId, outcome, code } }] : [];

const evolve = (outbox: Outbox, { type, data }: Recorded<ProcessEvent>): Outbox => {
  switch (type) {
    case 'CommandScheduled':
      return { seen: new Set([...outbox.seen, data.cause]), open: new Set([...outbox.open, data.intentId]) };
    case 'CommandSettled':
      return { seen: outbox.seen, open: new Set([...outbox.open].filter((id) => id !== data.intentId)) };
  }
};

export const outboxDecider = (category: string): Decider<Outbox, ProcessEvent> => ({
  category,
  initial: { seen: new Set(), open: new Set() },
  evolve,
  decisions: [on(ScheduleCommands, scheduleCommands), on(SettleCommand, settleCommand)],
});
