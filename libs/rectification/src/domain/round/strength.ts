import type { ClosurePolicy, PlanPolicy, Signature } from './events.js';

/** A body is competent or it is not: none is more or less than another, nor than so many signatures of leaders. */
const othersDecide = (from: PlanPolicy, to: PlanPolicy): boolean =>
  from.way !== to.way || from.body?.id !== to.body?.id;

/** Whether another leader has to agree: others would decide under it, or fewer. */
export const changesWhoDecides = (from: PlanPolicy, to: PlanPolicy): boolean =>
  othersDecide(from, to) || (from.way === 'sign-offs' && to.way === 'sign-offs' && to.required < from.required);

/** So, or with a level less. */
export const takesTwoLeaders = (from: ClosurePolicy, to: ClosurePolicy): boolean =>
  changesWhoDecides(from, to) || !from.endorsements.every((level) => to.endorsements.includes(level));

/** Who was to decide when it was asked for decides; only a higher number of them is taken from later. */
const decidedUnder = <P extends PlanPolicy>(pinned: P, present: P): P =>
  othersDecide(pinned, present) || pinned.way === 'meeting' || present.way === 'meeting'
    ? pinned
    : { ...pinned, required: Math.max(pinned.required, present.required) };

/** Likewise of a plan, from its submission on. */
export const strongerPlanPolicy = (pinned: PlanPolicy | undefined, present: PlanPolicy): PlanPolicy =>
  pinned ? decidedUnder(pinned, present) : present;

/** What a request is decided under: nothing that was asked for when it was made is asked for no longer. */
export const strongerOf = (pinned: ClosurePolicy | undefined, present: ClosurePolicy): ClosurePolicy => {
  if (!pinned) return present;
  const levels = [...pinned.endorsements, ...present.endorsements];
  const endorsements = (['unit', 'office'] as const).filter((level) => levels.includes(level));
  return { ...decidedUnder(pinned, present), endorsements };
};

/** A policy that one leader wants and another has not agreed to. */
export interface ProposedPolicy<P extends PlanPolicy = ClosurePolicy> {
  readonly to: P;
  readonly by: Signature;
}
