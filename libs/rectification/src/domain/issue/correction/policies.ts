import { type Command, standingOf } from '#event-sourcing';
import { type Policy, withoutReason } from '../../errors.js';
import { type Issue, reviewOf } from '../state.js';

/** Fen (分): 100万元 in one entry is more likely yuan typed for fen, or a zero too many. */
export const USUAL_RECOVERY = 100_000_000;
/** People in one entry. */
export const USUAL_NUMBER = 1_000;

type Confirmed = Command & { readonly confirmed?: boolean };

export const anUnusualAmountIsConfirmed: Policy<Confirmed & { readonly amount: number }, unknown> = ({
  amount,
  confirmed,
}) =>
  amount > USUAL_RECOVERY && !confirmed
    ? { code: 'recovery.needs-confirmation', details: { field: 'amount', amount, yuan: amount / 100 } }
    : undefined;

export const anUnusualNumberIsConfirmed: Policy<Confirmed & { readonly number?: number }, unknown> = ({
  number = 0,
  confirmed,
}) =>
  number > USUAL_NUMBER && !confirmed
    ? { code: 'accountability.needs-confirmation', details: { field: 'number', number, usual: USUAL_NUMBER } }
    : undefined;

/** The paper on it may be out already: whoever keeps the ledger says why it changes. */
export const onAClosedIssueTheOfficeRecordsWithItsReason: Policy<Command, Issue> = (
  command,
  { standing, delivered },
) => {
  if (standing.status !== 'closed') return undefined;
  const { number } = delivered;
  if (!standingOf(command).roles.includes('office'))
    return { code: 'issue.closed-office-records', details: { number } };
  return withoutReason(command);
};

/** Whoever decides on a closure has been shown what is to be corrected. */
const nothingUnderReviewIsCorrected: Policy<Command, Issue> = (_, issue) =>
  reviewOf(issue)
    ? { code: 'correction.under-review', details: { number: issue.delivered.number, status: issue.standing.status } }
    : undefined;

const aCorrectionGivesItsReason: Policy<Command, unknown> = (command) => withoutReason(command);

/** Of every correction on an issue, of what was delivered as of what was entered. */
export const correctionPolicies: readonly Policy<Command, Issue>[] = [
  onAClosedIssueTheOfficeRecordsWithItsReason,
  nothingUnderReviewIsCorrected,
  aCorrectionGivesItsReason,
];
