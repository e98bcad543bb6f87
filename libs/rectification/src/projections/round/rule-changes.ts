import type { Recorded } from '#event-sourcing';
import type {
  ClosurePolicy,
  ClosurePolicyChanged,
  CountingRule,
  CountingRuleChanged,
  PlanPolicy,
  PlanPolicyChanged,
} from '../../domain/round/events.js';
import { actOf, agreed, type Act, type Agreed } from '../act.js';

type Changed<Of extends string, Rule> = Act & Agreed & { readonly of: Of; readonly from: Rule; readonly to: Rule };

/** What is counted, or who decides, became another; with the reason that was given. */
export type RuleChange =
  | Changed<'counting-rule', CountingRule>
  | Changed<'closure-policy', ClosurePolicy>
  | Changed<'plan-policy', PlanPolicy>;

type Change = Recorded<CountingRuleChanged> | Recorded<ClosurePolicyChanged> | Recorded<PlanPolicyChanged>;

/** One that was proposed first says whose proposal it is; another change forgets what was proposed. */
export const changeOf = (event: Change, proposed: { readonly reason: string } | null = null): Act & Agreed => {
  const act = actOf(event);
  const before = 'proposedBy' in event.data && event.data.proposedBy ? (proposed?.reason ?? '') : '';
  return { ...act, ...agreed(before, act.reason) };
};
