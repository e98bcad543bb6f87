import type { Receipt } from '#event-sourcing';
import type { RuleSet } from '../domain/rules/rule-set.js';

export interface RuleSetsTold {
  readonly items: readonly RuleSet[];
}

/** Of a meeting convened with its agenda. */
export type ConveneReceipt = Receipt & {
  /** In the order of the agenda. */
  readonly itemIds: readonly string[];
};

/** Of an item put on an agenda. */
export type AgendaReceipt = Receipt & {
  /** By which the item is named in every route about it. */
  readonly itemId: string;
};
