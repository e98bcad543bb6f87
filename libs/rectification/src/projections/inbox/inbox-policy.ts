import type { ByMeeting, BySignOffs, ClosurePolicy } from '../../domain/round/events.js';
import { strongerOf, strongerPlanPolicy } from '../../domain/round/strength.js';
import { usualClosurePolicy, usualPlanPolicy } from '../../domain/round/usual.js';
import type { Wait, WaitKind } from './inbox-waits.js';
import type { InboxRow } from './inbox.js';
import type { RoundRow } from '../round/rounds.js';

/** What a round says of how its plan and its closures are decided. It may change while things wait. */
export type Policies = Pick<RoundRow, 'closurePolicy' | 'planPolicy'>;

export const usualPolicies: Policies = { closurePolicy: usualClosurePolicy, planPolicy: usualPlanPolicy };

/** The first level that is still open; where none is, the office passes the request on. */
const levelNext = ({ endorsements }: ClosurePolicy, { endorsed }: InboxRow): WaitKind => {
  const open = endorsements.find((level) => endorsed.every((one) => one.level !== level)) ?? 'office';
  return open === 'unit' ? 'unit-endorse' : 'office-endorse';
};

const signed: ReadonlySet<WaitKind> = new Set([
  'leader-sign-off',
  'long-term-sign-off',
  'waiver-sign-off',
  'plan-sign-off',
]);
const endorsed: ReadonlySet<WaitKind> = new Set(['unit-endorse', 'office-endorse']);

const asked = (row: InboxRow, { kind }: Wait, policies: Policies, deciding: BySignOffs | ByMeeting): boolean => {
  if (endorsed.has(kind)) return kind === levelNext(policies.closurePolicy, row);
  if (signed.has(kind)) return deciding.way === 'sign-offs';
  return kind !== 'meeting-decision' || deciding.way === 'meeting';
};

/** Of a row's waits those that the round's policies ask for; the others are for rounds that decide otherwise. */
export const waitsUnder = (present: Policies, row: InboxRow): Wait[] => {
  const policies = {
    closurePolicy: strongerOf(row.pinned ?? undefined, present.closurePolicy),
    planPolicy: strongerPlanPolicy(row.pinnedPlan ?? undefined, present.planPolicy),
  };
  const deciding = row.subject === 'plan' ? policies.planPolicy : policies.closurePolicy;
  return row.waits
    .filter((wait) => asked(row, wait, policies, deciding))
    .map((wait) =>
      signed.has(wait.kind) || wait.kind === 'meeting-decision' ? { ...wait, body: deciding.body } : wait,
    );
};
