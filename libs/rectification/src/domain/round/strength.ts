import type { ClosurePolicy, Named, Signature } from './events.js';

const sameBody = (before: Named | undefined, after: Named | undefined): boolean => !before || before.id === after?.id;

/** Whether fewer people, or others, would decide under it: a level or a signature less, no meeting, another body. */
export const isWeaker = (from: ClosurePolicy, to: ClosurePolicy): boolean => {
  const levelsKept = from.endorsements.every((level) => to.endorsements.includes(level));
  if (!levelsKept || !sameBody(from.body, to.body)) return true;
  if (from.way === 'meeting') return to.way !== 'meeting';
  return to.way === 'sign-offs' && to.required < from.required;
};

const decidedUnder = (pinned: ClosurePolicy, present: ClosurePolicy): ClosurePolicy => {
  if (pinned.way === 'meeting') return pinned;
  if (present.way === 'meeting') return present;
  return { ...present, ...pinned, required: Math.max(pinned.required, present.required) };
};

/** What a request is decided under: nothing that was asked for when it was made is asked for no longer. */
export const strongerOf = (pinned: ClosurePolicy | undefined, present: ClosurePolicy): ClosurePolicy => {
  if (!pinned) return present;
  const levels = [...pinned.endorsements, ...present.endorsements];
  const endorsements = (['unit', 'office'] as const).filter((level) => levels.includes(level));
  return { ...decidedUnder(pinned, present), endorsements };
};

/** A weaker policy that one leader wants and another has not confirmed. */
export interface ProposedPolicy {
  readonly to: ClosurePolicy;
  readonly by: Signature;
}
