import type { Provenance } from '#rectification';
import type { LedgerIssue, LedgerReading, LedgerTask } from '../reading/ledger/reading.js';
import type { Place } from './import-request.js';
import type { LedgerDirectory } from './ledger-directory.js';
import type { PlannedCommands } from './planned-commands.js';
import { provenanceOf, type RoundFacts } from './round-facts.js';

/** An issue with what its commands need: the id, and the texts under which the register lists it. */
export interface PlannedIssue extends LedgerIssue {
  readonly id: string;
  readonly label: string;
  readonly area: string;
  readonly heading: string;
}

export interface LedgerPlanParts {
  readonly planned: PlannedCommands;
  readonly reading: LedgerReading;
  readonly facts: RoundFacts;
  readonly directory: LedgerDirectory;
  readonly issues: readonly PlannedIssue[];
  /** The first of each number; a repeated one is refused by its round. */
  readonly byNumber: ReadonlyMap<number, PlannedIssue>;
  readonly byTask: ReadonlyMap<number, readonly PlannedIssue[]>;
  readonly tasks: ReadonlyMap<number, LedgerTask>;
}

export const placeOf = ({ sheet, row }: Place): Place => ({ sheet, row });

export const rowProvenance = ({ planned }: LedgerPlanParts, { sheet, row }: Place): Provenance => ({
  ...provenanceOf(planned.request),
  sheet,
  row,
});

/** Nothing of a round happens before its delivery, whatever day a row claims. */
export const noEarlierThanDelivery = ({ facts }: LedgerPlanParts, day: string): string =>
  day < facts.deliveredOn ? facts.deliveredOn : day;

/** By the number of the task that they name; also those that bear no number of their own. */
export const issuesByTask = (issues: readonly PlannedIssue[]): Map<number, PlannedIssue[]> => {
  const found = new Map<number, PlannedIssue[]>();
  for (const issue of issues)
    for (const number of issue.taskNumbers) {
      const named = found.get(number) ?? [];
      named.push(issue);
      found.set(number, named);
    }
  return found;
};

export const issuesOf = ({ byTask }: LedgerPlanParts, { number }: LedgerTask): readonly PlannedIssue[] =>
  byTask.get(number) ?? [];
