import type { RuleSet } from '../domain/rules/rule-set.js';

export interface RuleSetsTold {
  readonly items: readonly RuleSet[];
}
