import { underAuthority } from './authority.js';
import type { Command, CommandClass } from './decider.js';
import { type Draft, draftOf } from './draft.js';
import type { Handler, Handlers } from './handlers.js';
import type { Lookup, Reached, Rehearsing } from './handling.js';
import { type Looking, lookupOver } from './lookup.js';
import type { Receipt } from './receipt.js';
import type { Transact } from './transact.js';

interface Taken {
  /** Of everything that was taken, companions among them. */
  readonly all: readonly Receipt[];
  /** Of the commands that were asked for. */
  readonly asked: Receipt[];
}

/** Takes commands: gathers their facts and companions, has them decided and stored together, and settles them. */
export class Commands {
  readonly #look: Lookup;

  constructor(
    private readonly handlers: Handlers,
    private readonly transact: Transact,
    private readonly looking: Looking,
  ) {
    this.#look = lookupOver(looking);
  }

  async execute(handler: Handler, issued: Command): Promise<Receipt> {
    const { receipt, command } = await underAuthority(issued, (one) => this.#take(handler, one));
    await handler.settle?.(command, this.#look);
    return receipt;
  }

  async executeAll(commands: readonly Command[], reached?: Reached): Promise<Taken> {
    const { plan, bounds, asked } = await this.#draft(commands, false, reached);
    const all = await this.transact.executeAll(bounds, plan);
    for (const at of asked) await this.#settle(bounds[at]!.command);
    return { all, asked: asked.map((at) => all[at]!) };
  }

  /** The commands that would be taken, companions among them; nothing is stored. */
  async rehearse(
    commands: readonly Command[],
    how: Rehearsing = 'as-given',
    reached?: Reached,
  ): Promise<readonly Command[]> {
    return (await this.#draft(commands, how, reached)).bounds.map(({ command }) => command);
  }

  async #take(handler: Handler, issued: Command): Promise<{ receipt: Receipt; command: Command }> {
    const { bounds, at } = await this.handlers.taking(handler, issued, this.#look);
    const { command } = bounds[at]!;
    if (bounds.length === 1) return { receipt: await this.transact.execute(bounds[0]!), command };
    return { receipt: (await this.transact.executeAll(bounds))[at]!, command };
  }

  #draft(commands: readonly Command[], rehearsing: Rehearsing, reached?: Reached): Promise<Draft> {
    const looking = { ...this.looking, rehearsing };
    return draftOf(commands, { handlers: this.handlers, transact: this.transact, looking, reached });
  }

  async #settle(command: Command): Promise<void> {
    await this.handlers.of(command.constructor as CommandClass).settle?.(command, this.#look);
  }
}
