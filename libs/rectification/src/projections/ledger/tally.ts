import type { AccountabilityKind } from '../../domain/issue/events.js';
import { isEnded, type IssueStatus } from '../../domain/issue/lifecycle.js';
import type { DecisionSummary } from '../decision-summary.js';
import type { LedgerRow, Way } from './ledger-row.js';

/** What of a line of the ledger decides which figures it counts for. Few differ, so that a round is counted by them. */
export interface Tally {
  readonly status: IssueStatus;
  readonly closedBy: Way | null;
  readonly way: DecisionSummary['way'] | null;
  readonly carriedOver: boolean;
  /** While the issue is open. */
  readonly extensionRequested: boolean;
  /** While the issue is open, whatever was asked for since. */
  readonly extensionGranted: boolean;
}

/** What a line adds to sums. */
export interface Amounts {
  readonly accountability: Readonly<Partial<Record<AccountabilityKind, number>>>;
  /** In fen (分). */
  readonly recovered: number;
}

type Counting = Pick<LedgerRow, 'status' | 'closedBy' | 'decision' | 'provenance' | 'extension' | 'extensionsGranted'>;

export const tallyOf = ({ status, closedBy, decision, provenance, extension, extensionsGranted }: Counting): string =>
  JSON.stringify({
    status,
    closedBy,
    way: decision?.way ?? null,
    carriedOver: provenance !== null,
    extensionRequested: !isEnded(status) && extension?.state === 'requested',
    extensionGranted: !isEnded(status) && extensionsGranted > 0,
  } satisfies Tally);

export const tallied = (text: string): Tally => JSON.parse(text) as Tally;

const NOTHING = '';

export const amountsOf = ({ accountability, recovered }: Pick<LedgerRow, 'accountability' | 'recovered'>): string => {
  const some = recovered !== 0 || Object.values(accountability).some((number) => number !== 0);
  return some ? JSON.stringify({ accountability, recovered } satisfies Amounts) : NOTHING;
};

export const amounts = (text: string): Amounts =>
  text === NOTHING ? { accountability: {}, recovered: 0 } : (JSON.parse(text) as Amounts);
