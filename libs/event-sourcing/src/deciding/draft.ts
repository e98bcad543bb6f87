import type { Command, CommandClass } from './decider.js';
import type { Handlers } from './handlers.js';
import type { Reached } from './handling.js';
import { JointPlan } from './joint-plan.js';
import { type Looking, lookupOver } from './lookup.js';
import type { Bound } from './receipt.js';
import type { Transact } from './transact.js';
import type { View } from '../views/projection.js';

export interface Draft {
  readonly plan: JointPlan;
  readonly bounds: readonly Bound[];
  /** Where the commands that were asked for stand among `bounds`, in their order. */
  readonly asked: readonly number[];
}

interface Drafting {
  readonly handlers: Handlers;
  readonly transact: Transact;
  readonly looking: Looking;
  readonly reached?: Reached;
}

/**
 * Facts of a command are looked up in what the commands before it have decided. A view is waited for once in a draft,
 * whatever number of commands ask it.
 */
const overDraft = (plan: JointPlan, looking: Looking): Looking => {
  const waits = new Map<View, Promise<void>>();
  return {
    ...looking,
    load: async (decider, stream) => plan.drafted(stream) ?? looking.load(decider, stream),
    caughtUp: async (view) => {
      const wait = waits.get(view) ?? looking.caughtUp(view);
      waits.set(view, wait);
      await wait;
    },
  };
};

/** Decides commands one after the other, each with its facts and companions, and stores nothing. */
export const draftOf = async (
  commands: readonly Command[],
  { handlers, transact, looking, reached }: Drafting,
): Promise<Draft> => {
  const plan = new JointPlan();
  const look = lookupOver(overDraft(plan, looking));
  const bounds: Bound[] = [];
  const asked: number[] = [];
  for (const [at, command] of commands.entries()) {
    await reached?.(at);
    const handler = handlers.of(command.constructor as CommandClass);
    const taking = await handlers.taking(handler, command, look);
    await transact.draft(plan, taking.bounds);
    asked.push(bounds.length + taking.at);
    bounds.push(...taking.bounds);
  }
  await reached?.(commands.length);
  return { plan, bounds, asked };
};
