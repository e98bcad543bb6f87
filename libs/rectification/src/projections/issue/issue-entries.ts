import type { Recorded } from '#event-sourcing';
import type {
  AccountabilityCorrected,
  AccountabilityWithdrawn,
  RecoveryCorrected,
  RecoveryWithdrawn,
  RegulationWithdrawn,
} from '../../domain/issue/events.js';
import { actOf } from '../act.js';
import { corrected } from './correctable.js';
import type { WithdrawnEntry } from './entry-rows.js';
import type { IssueRow } from './issue-detail.js';

type Entries = WithdrawnEntry['of'];

const withdrawnFrom =
  (of: Entries) =>
  (
    row: IssueRow,
    event: Recorded<RegulationWithdrawn> | Recorded<AccountabilityWithdrawn> | Recorded<RecoveryWithdrawn>,
  ): Partial<IssueRow> => {
    const entries: readonly WithdrawnEntry['entry'][] = row[of];
    const entry = entries.find(({ id }) => id === event.data.corrects);
    if (!entry) return {};
    return {
      [of]: entries.filter((one) => one !== entry),
      withdrawn: [...row.withdrawn, { of, entry, withdrawn: actOf(event) } as WithdrawnEntry],
    };
  };

export const regulationWithdrawn = withdrawnFrom('regulations');
export const accountabilityWithdrawn = withdrawnFrom('accountability');
export const recoveryWithdrawn = withdrawnFrom('recoveries');

export const accountabilityCorrected = (
  row: IssueRow,
  event: Recorded<AccountabilityCorrected>,
): Partial<IssueRow> => ({
  accountability: corrected(row.accountability, event),
});

export const recoveryCorrected = (row: IssueRow, event: Recorded<RecoveryCorrected>): Partial<IssueRow> => ({
  recoveries: corrected(row.recoveries, event),
});
