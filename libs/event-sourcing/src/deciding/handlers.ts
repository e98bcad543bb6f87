import { type PlainDate, startOfDay } from '../clock.js';
import { amended, type Command, type CommandClass } from './decider.js';
import type { Context, Handling, Lookup } from './handling.js';
import type { Bound } from './receipt.js';

/** Everything that taking a command needs, found once. */
export type Handler = Pick<Bound, 'decider' | 'decide'> & Omit<Handling, 'decide'>;

/** A command with all that goes together with it, each with its facts. */
export interface Taking {
  readonly bounds: readonly Bound[];
  /** Where the command itself stands among them. */
  readonly at: number;
}

/** Built once for all commands; a decision without its facts, or facts without their decision, fails here by name. */
export class Handlers {
  readonly #handlers = new Map<CommandClass, Handler>();

  constructor(contexts: readonly Context[]) {
    const handlings = new Map<CommandClass, Handling>();
    for (const one of contexts.flatMap((context) => context.handlings ?? [])) {
      if (handlings.has(one.command)) throw new Error(`${one.command.name} is handled twice`);
      handlings.set(one.command, one);
    }
    for (const decider of contexts.flatMap(({ deciders }) => deciders)) {
      for (const decision of decider.decisions) {
        const { command, decide, wantsFacts } = decision;
        const declared = handlings.get(command);
        mustAgree(command, wantsFacts ? decide : undefined, declared);
        this.#handlers.set(command, { ...declared, command, decider, decide: decide as Bound['decide'] });
      }
    }
    for (const command of handlings.keys()) this.of(command);
  }

  get commands(): readonly CommandClass[] {
    return [...this.#handlers.keys()];
  }

  of(type: CommandClass): Handler {
    const found = this.#handlers.get(type);
    if (!found) throw new Error(`nobody decides ${type.name}`);
    return found;
  }

  /** Gathers the facts of the command and of all that goes together with it. */
  async taking(handler: Handler, issued: Command, look: Lookup): Promise<Taking> {
    const { decider, decide, id, facts, alongside, happenedOn } = handler;
    const named = id ? amended(issued, { id: id(issued, look) }) : Object.freeze(issued);
    const command = happenedOn ? dated(named, await happenedOn(named, look)) : named;
    const gathered = facts && (await facts(command, look));
    const bound = { decider, decide, command, facts: gathered };
    if (!alongside) return { bounds: [bound], at: 0 };
    const { before = [], after = [] } = await alongside(command, look, gathered);
    const first = await this.#companions(before, look);
    return { bounds: [...first, bound, ...(await this.#companions(after, look))], at: first.length };
  }

  async #companions(commands: readonly Command[], look: Lookup): Promise<Bound[]> {
    const bounds: Bound[] = [];
    for (const one of commands) {
      bounds.push(...(await this.taking(this.of(one.constructor as CommandClass), one, look)).bounds);
    }
    return bounds;
  }
}

/** A day that the command names goes before, and one that has not come is none. */
const dated = (command: Command, day: PlainDate | undefined): Command => {
  const { effectiveOn, happenedAt, issuedAt } = command;
  const isOpen = effectiveOn === undefined && happenedAt === undefined;
  if (!isOpen || day === undefined || startOfDay(day) > issuedAt) return command;
  return amended(command, { happenedAt: startOfDay(day) });
};

const mustAgree = ({ name }: CommandClass, decide: unknown, declared: Handling | undefined): void => {
  if (decide && !declared?.facts) throw new Error(`${name} is decided on facts that nobody gathers`);
  if (declared?.facts && declared.decide !== decide) {
    throw new Error(`the facts of ${name} are gathered for another decision than the decider's`);
  }
};
