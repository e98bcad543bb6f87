import { type Command, dateOf } from '#event-sourcing';
import { must } from '../../errors.js';

type Placing = Command & { readonly reviewOn: string };

const REVIEWED_WITHIN_YEARS = 3;

/** What is entered late is measured by the day on which it is entered. */
export const mustBeReviewedWithinSense = ({ reviewOn, effectiveAt, issuedAt }: Placing): void => {
  const field = 'reviewOn';
  const decidedOn = dateOf(effectiveAt);
  must(reviewOn > decidedOn, 'long-term.review-date-not-ahead', { field, reviewOn, decidedOn });
  const today = dateOf(issuedAt);
  const latest = `${Number(today.slice(0, 4)) + REVIEWED_WITHIN_YEARS}${today.slice(4)}`;
  must(reviewOn <= latest, 'long-term.review-date-too-far', { field, reviewOn, latest });
};
