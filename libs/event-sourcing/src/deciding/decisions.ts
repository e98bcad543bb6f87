import type { Command, CommandClass } from './decider.js';
import type { Context, Lookup, Preparation } from './preparation.js';
import type { Bound } from './receipt.js';

/** Which decider decides a command, and what is prepared for it before. */
export class Decisions {
  readonly #decisions = new Map<CommandClass, Omit<Bound, 'command'>>();
  readonly #preparations = new Map<CommandClass, Preparation>();

  constructor(contexts: readonly Context[]) {
    for (const { deciders, preparations } of contexts) {
      for (const decider of deciders) {
        for (const { command, decide } of decider.decisions) {
          this.#decisions.set(command, { decider, decide: decide as Bound['decide'] });
        }
      }
      for (const one of preparations ?? []) this.#preparations.set(one.command, one);
    }
  }

  get commands(): readonly CommandClass[] {
    return [...this.#decisions.keys()];
  }

  bound(command: Command): Bound {
    const found = this.#decisions.get(command.constructor as CommandClass);
    if (!found) throw new Error(`nobody decides ${command.constructor.name}`);
    return { ...found, command };
  }

  /** All the commands to take together, this one among them. */
  async prepared(command: Command, look: Lookup): Promise<readonly Command[]> {
    const preparation = this.#preparations.get(command.constructor as CommandClass);
    return preparation ? preparation.prepare(command, look) : [command];
  }

  /** After the command was taken. */
  async settled(command: Command, look: Lookup): Promise<void> {
    await this.#preparations.get(command.constructor as CommandClass)?.settle?.(command, look);
  }
}
