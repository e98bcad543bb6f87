import type { ClosurePolicy, Named, PlanPolicy, Signature } from './events.js';

const sameBody = (before: Named | undefined, after: Named | undefined): boolean => !before || before.id === after?.id;

/** Whether fewer people, or others, would decide under it: a signature less, no meeting, another body. */
export const isDecidedByFewer = (from: PlanPolicy, to: PlanPolicy): boolean => {
  if (!sameBody(from.body, to.body)) return true;
  if (from.way === 'meeting') return to.way !== 'meeting';
  return to.way === 'sign-offs' && to.required < from.required;
};

/** So, or with a level less. */
export const isWeaker = (from: ClosurePolicy, to: ClosurePolicy): boolean =>
  isDecidedByFewer(from, to) || !from.endorsements.every((level) => to.endorsements.includes(level));

const decidedUnder = <P extends PlanPolicy>(pinned: P, present: P): P => {
  if (pinned.way === 'meeting') return pinned;
  if (present.way === 'meeting') return present;
  return { ...present, ...pinned, required: Math.max(pinned.required, present.required) };
};

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

/** A weaker policy that one leader wants and another has not confirmed. */
export interface ProposedPolicy<P extends PlanPolicy = ClosurePolicy> {
  readonly to: P;
  readonly by: Signature;
}
