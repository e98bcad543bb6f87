import { type Folds, personsBehind, type Recorded } from '#event-sourcing';
import type {
  AccountabilityRecorded,
  EntryEvent,
  IssueEvent,
  MoneyRecovered,
  RegulationMade,
  RegulationRevised,
} from '../events.js';

/** What somebody may have entered on an issue beside progress, evidence and the request for closure. */
type Recording = 'delivery' | 'regulation' | 'accountability' | 'recovery' | 'extension';

/** What was entered, by the id of the event that entered it; as it stands after all corrections. */
type Entry<Fields> = Fields & { readonly id: string };

type RegisteredRegulation = Entry<RegulationMade['data'] & { readonly kind: 'made' | 'revised' }>;

export interface Entered {
  readonly regulations: readonly RegisteredRegulation[];
  readonly accountability: readonly Entry<AccountabilityRecorded['data']>[];
  /** Fen, one entry a recovery. */
  readonly recoveries: readonly Entry<MoneyRecovered['data']>[];
  /** Entries that are no longer among their like. */
  readonly withdrawn: readonly Entry<{ readonly entries: 'regulations' | 'accountability' | 'recoveries' }>[];
  /** Persons by what they entered, over the issue's whole life: reopening makes nobody impartial. */
  readonly recorders: Readonly<Record<Recording, ReadonlySet<string>>>;
  /** Raised by every fact that changes the content. */
  readonly contentVersion: number;
}

export const none: ReadonlySet<string> = new Set();

export const nothingEntered: Entered = {
  regulations: [],
  accountability: [],
  recoveries: [],
  withdrawn: [],
  recorders: { delivery: none, regulation: none, accountability: none, recovery: none, extension: none },
  contentVersion: 0,
};

export const also = (persons: ReadonlySet<string>, ...others: readonly string[]): ReadonlySet<string> =>
  others.every((person) => persons.has(person)) ? persons : new Set([...persons, ...others]);

/** Counts the facts that change what deciders are shown. */
export const content =
  <State extends Entered, E extends Recorded<IssueEvent>>(fold: (state: State, event: E) => State) =>
  (state: State, event: E): State => ({ ...fold(state, event), contentVersion: state.contentVersion + 1 });

export const recordedBy = (
  { recorders }: Entered,
  what: Recording,
  { metadata }: Recorded<IssueEvent>,
): Pick<Entered, 'recorders'> => ({
  recorders: { ...recorders, [what]: also(recorders[what], ...personsBehind(metadata)) },
});

/** Of what was entered, corrected or withdrawn: by whom, too. */
const entered = <E extends Recorded<IssueEvent>>(what: Recording, fold: (state: Entered, event: E) => Entered) =>
  content<Entered, E>((state, event) => fold({ ...state, ...recordedBy(state, what, event) }, event));

type EnteredEvent = EntryEvent | RegulationMade | RegulationRevised | AccountabilityRecorded | MoneyRecovered;

const registered = (state: Entered, event: Recorded<RegulationMade> | Recorded<RegulationRevised>): Entered => {
  const kind = event.type === 'RegulationMade' ? 'made' : 'revised';
  return { ...state, regulations: [...state.regulations, { id: event.id, ...event.data, kind }] };
};

const amended = <Entry extends { readonly id: string }>(
  entries: readonly Entry[],
  id: string,
  change: (entry: Entry) => Entry,
): readonly Entry[] => entries.map((entry) => (entry.id === id ? change(entry) : entry));

const withdrawn =
  (entries: 'regulations' | 'accountability' | 'recoveries') =>
  (state: Entered, { data: { corrects: id } }: Recorded<EntryEvent>): Entered => ({
    ...state,
    [entries]: state[entries].filter((entry) => entry.id !== id),
    withdrawn: [...state.withdrawn, { id, entries }],
  });

/** Entries are known by the id of the event that entered them, through all corrections. */
export const entryFolds: Folds<Entered, EnteredEvent> = {
  RegulationMade: entered('regulation', registered),
  RegulationRevised: entered('regulation', registered),
  RegulationCorrected: entered('regulation', (state, { data: { corrects, to } }) => ({
    ...state,
    regulations: amended(state.regulations, corrects, (one) => {
      const { documentNumber = '', date = null, ...rest } = { ...one, ...to };
      return { ...rest, documentNumber: documentNumber || undefined, date: date ?? undefined };
    }),
  })),
  RegulationWithdrawn: entered('regulation', withdrawn('regulations')),
  AccountabilityRecorded: entered('accountability', (state, { id, data }) => ({
    ...state,
    accountability: [...state.accountability, { id, ...data }],
  })),
  AccountabilityCorrected: entered('accountability', (state, { data: { corrects, to } }) => ({
    ...state,
    accountability: amended(state.accountability, corrects, (one) => ({ ...one, ...to })),
  })),
  AccountabilityWithdrawn: entered('accountability', withdrawn('accountability')),
  MoneyRecovered: entered('recovery', (state, { id, data: { amount } }) => ({
    ...state,
    recoveries: [...state.recoveries, { id, amount }],
  })),
  RecoveryCorrected: entered('recovery', (state, { data: { corrects, to } }) => ({
    ...state,
    recoveries: amended(state.recoveries, corrects, (one) => ({ ...one, ...to })),
  })),
  RecoveryWithdrawn: entered('recovery', withdrawn('recoveries')),
};
