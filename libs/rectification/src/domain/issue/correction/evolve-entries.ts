import type { Folds, Recorded } from '#event-sourcing';
import type {
  AccountabilityRecorded,
  EntryEvent,
  MoneyRecovered,
  RegulationMade,
  RegulationRevised,
} from '../events.js';
import type { Issue } from '../state.js';

type Entered = EntryEvent | RegulationMade | RegulationRevised | AccountabilityRecorded | MoneyRecovered;

const registered = (issue: Issue, event: Recorded<RegulationMade> | Recorded<RegulationRevised>): Issue => {
  const kind = event.type === 'RegulationMade' ? 'made' : 'revised';
  return { ...issue, regulations: [...issue.regulations, { id: event.id, ...event.data, kind }] };
};

const amended = <Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  id: string,
  change: (entry: Entry) => Entry,
): readonly Entry[] => entries.map((entry) => (entry.id === id ? change(entry) : entry));

const withdrawn =
  (entries: 'regulations' | 'accountability' | 'recoveries') =>
  (issue: Issue, { data: { corrects: id } }: Recorded<EntryEvent>): Issue => ({
    ...issue,
    [entries]: issue[entries].filter((entry) => entry.id !== id),
    withdrawn: [...issue.withdrawn, { id, entries }],
  });

/** Entries are known by the id of the event that entered them, through all corrections. */
export const entryFolds: Folds<Issue, Entered> = {
  RegulationMade: registered,
  RegulationRevised: registered,
  RegulationCorrected: (issue, { data: { corrects, to } }) => ({
    ...issue,
    regulations: amended(issue.regulations, corrects, (one) => {
      const { documentNumber = '', date = null, ...rest } = { ...one, ...to };
      return { ...rest, documentNumber: documentNumber || undefined, date: date ?? undefined };
    }),
  }),
  RegulationWithdrawn: withdrawn('regulations'),
  AccountabilityRecorded: (issue, { id, data }) => ({
    ...issue,
    accountability: [...issue.accountability, { id, ...data }],
  }),
  AccountabilityCorrected: (issue, { data: { corrects, to } }) => ({
    ...issue,
    accountability: amended(issue.accountability, corrects, (one) => ({ ...one, ...to })),
  }),
  AccountabilityWithdrawn: withdrawn('accountability'),
  MoneyRecovered: (issue, { id, data: { amount } }) => ({
    ...issue,
    recoveries: [...issue.recoveries, { id, amount }],
  }),
  RecoveryCorrected: (issue, { data: { corrects, to } }) => ({
    ...issue,
    recoveries: amended(issue.recoveries, corrects, (one) => ({ ...one, ...to })),
  }),
  RecoveryWithdrawn: withdrawn('recoveries'),
};
