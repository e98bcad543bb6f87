import type { Command, Earliest, PlainDate } from '#event-sourcing';

/** Two rules, by name: the refusal tells the day from which something may be. */
export const afterTheDelivery = (on: PlainDate | undefined): Earliest | undefined =>
  on === undefined ? undefined : { rule: 'nothingHappensBeforeTheDelivery', code: 'effective.before-delivery', on };

export const afterTheAssignment = (on: PlainDate): Earliest => ({
  rule: 'noUnitWorksBeforeTheAssignment',
  code: 'effective.before-assignment',
  on,
});

/** What those who are in charge of it tell is after it was given to them; others record before it is given to anybody. */
export const isToldByUnit = ({ constructor }: Command): boolean =>
  (constructor as { readonly toldByUnit?: boolean }).toldByUnit === true;
