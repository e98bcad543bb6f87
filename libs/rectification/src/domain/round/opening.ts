import { Type } from 'class-transformer';
import { IsBoolean, IsObject, IsOptional, ValidateNested } from 'class-validator';
import { alike, onFacts } from '#event-sourcing';
import { IsName, IsPlainDate, IsText } from '#shapes';
import { DatedCommand, must } from '../commands.js';
import type { PlanPolicy, Provenance, RoundEvent, RoundOpened } from './events.js';
import { mustBeInOrder } from './particulars.js';
import { ClosurePolicyBody, closurePolicyOf, decidingOf, PlanPolicyBody, type PolicyFacts } from './policy.js';
import { asserted, BreakdownBody } from './register.js';
import type { Round } from './state.js';
import { usualClosurePolicy, usualCountingRule } from './usual.js';

class CountingRuleBody {
  @IsText(1000)
  text!: string;

  @IsBoolean()
  longTermCounts!: boolean;
}

export class OpenRound extends DatedCommand {
  @IsName(200)
  title!: string;

  @IsName(200)
  organisation!: string;

  @IsName(200)
  team!: string;

  @IsPlainDate()
  inspectedFrom!: string;

  @IsPlainDate()
  inspectedTo!: string;

  @IsPlainDate()
  deliveredOn!: string;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BreakdownBody)
  breakdown?: BreakdownBody;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => CountingRuleBody)
  countingRule?: CountingRuleBody;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => ClosurePolicyBody)
  closurePolicy?: ClosurePolicyBody;

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => PlanPolicyBody)
  planPolicy?: PlanPolicyBody;

  /** Filled by the import. */
  provenance?: Provenance;
}

const LEAST_SIGNATURES = 2;

/** The office opens the round; fewer signatures are for two leaders to agree on. */
const openingPolicy = <P extends PlanPolicy>(policy: P, field: 'closurePolicy' | 'planPolicy'): P => {
  const enough = policy.way === 'meeting' || policy.required >= LEAST_SIGNATURES;
  must(enough, 'policy.fewer-than-two', { field: `${field}.required`, least: LEAST_SIGNATURES });
  return policy;
};

const particulars = (command: OpenRound, { bodies }: PolicyFacts): RoundOpened['data'] => {
  const { title, organisation, team, inspectedFrom, inspectedTo, deliveredOn, provenance } = command;
  const { countingRule: rule, closurePolicy: policy, planPolicy } = command;
  return {
    title,
    organisation,
    team,
    inspectedFrom,
    inspectedTo,
    deliveredOn,
    breakdown: asserted(command.breakdown),
    countingRule: rule ? { version: 1, text: rule.text, longTermCounts: rule.longTermCounts } : usualCountingRule,
    closurePolicy: policy ? openingPolicy(closurePolicyOf(policy, bodies), 'closurePolicy') : usualClosurePolicy,
    planPolicy: planPolicy && openingPolicy(decidingOf(planPolicy, 'plan', bodies), 'planPolicy'),
    provenance,
  };
};

export const openRound = (command: OpenRound, round: Round, facts: PolicyFacts): RoundEvent[] => {
  const data = particulars(command, facts);
  if (alike(round.opened, data)) return [];
  must(!round.opened, 'round.already-open', { title: round.opened?.title });
  mustBeInOrder(command, data);
  return [{ type: 'RoundOpened', data }];
};

export const openingDecisions = [onFacts(OpenRound, openRound, 'RoundOpened')];
