import type {
  AccountabilityCorrected,
  AccountabilityRecorded,
  AccountabilityWithdrawn,
  MoneyRecovered,
  RecoveryCorrected,
  RecoveryWithdrawn,
  RegulationMade,
  RegulationRevised,
  RegulationWithdrawn,
} from '../../domain/issue/events.js';
import { following } from '../issue/issue-status.js';
import { withEntries, type LedgerRow } from './ledger-row.js';

const regulated = following<LedgerRow, RegulationMade | RegulationRevised>((row) => ({
  regulationCount: row.regulationCount + 1,
}));

type Entry<Fields> = { readonly id: string } & Fields;

const corrected = <Fields extends object>(
  entries: readonly Entry<Fields>[],
  { corrects, to }: { readonly corrects: string; readonly to: Partial<Fields> },
): readonly Entry<Fields>[] => entries.map((entry) => (entry.id === corrects ? { ...entry, ...to } : entry));

const without = <Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  { corrects }: { readonly corrects: string },
): readonly Entry[] => entries.filter(({ id }) => id !== corrects);

/** What the ledger makes of regulations, accountability and money: entries, never sums of what was said when. */
export const ledgerEntries = {
  RegulationMade: regulated,
  RegulationRevised: regulated,
  RegulationWithdrawn: following<LedgerRow, RegulationWithdrawn>((row) => ({
    regulationCount: row.regulationCount - 1,
  })),
  AccountabilityRecorded: following<LedgerRow, AccountabilityRecorded>((row, { id, data }) =>
    withEntries({ accountability: [...row.entries.accountability, { id, ...data }] }, row),
  ),
  AccountabilityCorrected: following<LedgerRow, AccountabilityCorrected>((row, { data }) =>
    withEntries({ accountability: corrected(row.entries.accountability, data) }, row),
  ),
  AccountabilityWithdrawn: following<LedgerRow, AccountabilityWithdrawn>((row, { data }) =>
    withEntries({ accountability: without(row.entries.accountability, data) }, row),
  ),
  MoneyRecovered: following<LedgerRow, MoneyRecovered>((row, { id, data }) =>
    withEntries({ recoveries: [...row.entries.recoveries, { id, ...data }] }, row),
  ),
  RecoveryCorrected: following<LedgerRow, RecoveryCorrected>((row, { data }) =>
    withEntries({ recoveries: corrected(row.entries.recoveries, data) }, row),
  ),
  RecoveryWithdrawn: following<LedgerRow, RecoveryWithdrawn>((row, { data }) =>
    withEntries({ recoveries: without(row.entries.recoveries, data) }, row),
  ),
};
