import { fold, unfolded } from '../deciding/folded-states.js';
import { idOf, type Recorded, streamName } from '../event.js';
import { errorText, processCommand, type ProcessSurroundings, takeOwn } from './process-commands.js';
import { type Inbox, inboxDecider, ParkInput, ScheduleCommands } from './process-inbox.js';
import { ProcessStates } from './process-states.js';
import type { Input, Intent, Process, Reaction } from './process.js';

interface Taking {
  readonly process: Process;
  readonly target: string;
  readonly event: Recorded;
  readonly inbox: Inbox;
  readonly resumes: boolean;
}

const inputOf = ({ id: cause, stream, version, position }: Recorded): Input => ({ cause, stream, version, position });

/** An event whose target cannot be told is set aside under the id of its own stream. */
const targetOf = (process: Process, event: Recorded): string => {
  try {
    return process.instance(event);
  } catch {
    return idOf(event.stream);
  }
};

const attempted = <T>(act: () => T): { readonly done: T } | { readonly error: unknown } => {
  try {
    return { done: act() };
  } catch (error) {
    return { error };
  }
};

const isIntent = (reaction: Reaction): reaction is Intent => 'command' in reaction;

const cancelledBy = (reactions: readonly Reaction[], { open }: Inbox): string[] =>
  reactions.flatMap((one) =>
    isIntent(one)
      ? []
      : [...open.values()]
          .filter(({ command, target }) => command === one.cancel.name && target === one.id)
          .filter(({ cause }) => one.scheduledBy === undefined || cause === one.scheduledBy)
          .map(({ intentId }) => intentId),
  );

/** Takes facts: stores what a process means to do about them, or sets their target aside. */
export class ProcessListener {
  readonly #states: ProcessStates;

  constructor(private readonly around: ProcessSurroundings) {
    this.#states = new ProcessStates(around.store);
  }

  async inbox(process: string, target: string): Promise<Inbox> {
    const decider = inboxDecider(process);
    const events = await this.around.store.readStream(streamName(process, target));
    return fold(decider, unfolded(decider), events).state as Inbox;
  }

  /** True when something may have become due. */
  async hear(process: Process, event: Recorded): Promise<boolean> {
    if (!process.evolve) {
      const quick = attempted(() => (process.instance(event), process.react(event)));
      if ('done' in quick && quick.done.length === 0) return false;
    }
    const target = targetOf(process, event);
    const inbox = await this.inbox(process.name, target);
    if (inbox.seen.has(event.id)) return false;
    const taking = { process, target, event, inbox, resumes: false };
    if (inbox.parked.length === 0) return this.#take(taking);
    await this.#park(taking, undefined);
    return false;
  }

  /** Takes in order what was set aside, up to what still cannot be taken. */
  async resume(process: Process, target: string): Promise<void> {
    for (;;) {
      const inbox = await this.inbox(process.name, target);
      const [first] = inbox.parked;
      if (!first) return;
      const event = await this.#states.event(first);
      if (!(await this.#take({ process, target, event, inbox, resumes: true }))) return;
    }
  }

  /** False when the target was set aside. */
  async #take(taking: Taking): Promise<boolean> {
    const { process, target, event, inbox } = taking;
    const before = process.evolve && (await this.#states.before(process, target, inbox.taken));
    const answer = attempted(() => {
      process.instance(event);
      return process.react(event, before && process.evolve!(before(), event));
    });
    if ('done' in answer) {
      await this.#schedule(taking, answer.done);
      return true;
    }
    await this.#park(taking, errorText(answer.error));
    return false;
  }

  async #schedule({ process, target, event, inbox, resumes }: Taking, reactions: readonly Reaction[]): Promise<void> {
    const { uuid, clock } = this.around;
    const name = `${process.name}/${event.id}`;
    const about = { process: process.name, id: target, name: resumes ? `${name}/resumed` : name };
    const command = processCommand(this.around, ScheduleCommands, about);
    command.correlationId = event.metadata.correlationId;
    command.causationId = event.id;
    command.input = inputOf(event);
    command.taken = process.evolve ? inbox.taken.length : undefined;
    command.resumes = resumes;
    command.cancelled = cancelledBy(reactions, inbox);
    command.intents = reactions.filter(isIntent).map((intent, i) => ({
      intentId: uuid(`${name}/${i}`),
      cause: event.id,
      command: intent.command.name,
      target: intent.id,
      fields: intent.fields,
      dueAt: intent.dueAt ?? clock.now(),
    }));
    await takeOwn(this.around, process.name, command);
  }

  async #park({ process, target, event, inbox }: Taking, error: string | undefined): Promise<void> {
    const known = inbox.parked.find(({ cause }) => cause === event.id);
    const about = {
      process: process.name,
      id: target,
      name: `${process.name}/${event.id}/parked/${known ? `${known.error}/` : ''}${error}`,
    };
    const command = Object.assign(processCommand(this.around, ParkInput, about), { input: inputOf(event), error });
    command.correlationId = event.metadata.correlationId;
    command.causationId = event.id;
    const { events } = await takeOwn(this.around, process.name, command);
    if (events.length > 0 && error !== undefined) this.around.parked?.(process.name, target, error);
  }
}
