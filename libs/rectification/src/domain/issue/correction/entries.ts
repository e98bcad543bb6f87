import { type Command, type Recorded, standingOf } from '#event-sourcing';
import { IsId } from '#shapes';
import {
  CorrectingCommand,
  isOf,
  MayVoid,
  UnorderedCommand,
  must,
  obey,
  type Policy,
  withoutReason,
} from '../../commands.js';
import type { AccountabilityKind } from '../events.js';
import { aUnitRecordsOnWhatWasGivenToAUnit, type Issue, mustBeDelivered, reviewOf } from '../state.js';

/** What the work on an issue came to. */
export abstract class ResultCommand extends UnorderedCommand {
  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

/** What was recorded in the round of the issue so far, that issue's among it. */
export interface ResultFacts {
  readonly inRound?: {
    /** In fen (分). */
    readonly recovered: number;
    readonly accountability: Readonly<Partial<Record<AccountabilityKind, number>>>;
  };
}

/** Names the entry by the id of the event that entered it. A reason must be given. */
export abstract class EntryCommand extends CorrectingCommand {
  static override readonly puttingRight = (event: Recorded, { entry }: EntryCommand): boolean => isOf(event, entry);

  @IsId()
  entry!: string;
}

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

type OnEntry = Command & { readonly entry: string };

type Entries = 'regulations' | 'accountability' | 'recoveries';

export const mayCorrect = [aUnitRecordsOnWhatWasGivenToAUnit, ...correctionPolicies];

const isWithdrawn = ({ entry }: OnEntry, { withdrawn }: Issue, among: Entries): boolean =>
  withdrawn.some(({ id, entries }) => id === entry && entries === among);

/** The entry as it stands after all corrections. */
export const entryOf = <Of extends Entries>(command: OnEntry, issue: Issue, among: Of): Issue[Of][number] => {
  const { entry } = command;
  mustBeDelivered(command, issue);
  must(!isWithdrawn(command, issue, among), 'entry.withdrawn', { field: 'entry', entry });
  const found = issue[among].find(({ id }) => id === entry);
  must(found, 'entry.unknown', { field: 'entry', entry });
  return found;
};

export const mayWithdraw = (command: OnEntry, issue: Issue, among: Entries): boolean => {
  if (isWithdrawn(command, issue, among)) return false;
  entryOf(command, issue, among);
  obey(mayCorrect, command, issue);
  return true;
};
