import {
  everyRow,
  idOf,
  integer,
  projection,
  text,
  type Moment,
  type Recorded,
  type ViewReader,
} from '#event-sourcing';
import { regulationKey, titleKey } from '../../domain/issue/correction/same-regulation.js';
import type {
  IssueDelivered,
  RegulationCorrected,
  RegulationFields,
  RegulationMade,
  RegulationRevised,
  RegulationWithdrawn,
} from '../../domain/issue/events.js';
import { actOf, type Act } from '../act.js';
import { amend } from '../amend.js';
import { corrected, type Correctable } from '../issue/correctable.js';
import { numberOrder } from '../ledger/number-order.js';

/** `kind` is 制定 or 修订. */
export interface RegulationEntry extends Act, RegulationFields, Correctable<Partial<RegulationFields>> {}

/** The regulations of one issue: its stream alone knows the round, the number and the document. */
export interface IssueRegulations {
  readonly issueId: string;
  readonly roundId: string;
  readonly number: string;
  readonly regulations: readonly RegulationEntry[];
}

/** One regulation, as it was registered first; the same one registered on other issues is not another. */
export interface RegulationOfRound extends RegulationEntry {
  readonly issueId: string;
  readonly number: string;
  /** Where the same one is registered as well, by the ids of entry and issue. */
  readonly alsoOn: readonly { readonly id: string; readonly issueId: string; readonly number: string }[];
}

export const regulationEntry = (event: Recorded<RegulationMade> | Recorded<RegulationRevised>): RegulationEntry => ({
  ...actOf(event),
  kind: event.type === 'RegulationMade' ? 'made' : 'revised',
  title: event.data.title,
  documentNumber: event.data.documentNumber ?? '',
  date: event.data.date ?? null,
  corrections: [],
});

interface Keyed {
  readonly kind: 'made' | 'revised';
  readonly key: string;
}

const keysOf = ({ regulations: all }: IssueRegulations): string =>
  JSON.stringify(all.map(({ kind, title }): Keyed => ({ kind, key: titleKey(title) })));

type Registering = IssueDelivered | RegulationMade | RegulationRevised | RegulationCorrected | RegulationWithdrawn;

export const regulations = projection<IssueRegulations, Registering>({
  name: 'regulations',
  version: 3,
  seenThrough: 'issue',
  when: {
    IssueDelivered: (_, { stream, data: { roundId, number } }) => ({
      issueId: idOf(stream),
      roundId,
      number,
      regulations: [],
    }),
    RegulationMade: amend((row, event) => ({ regulations: [...row.regulations, regulationEntry(event)] })),
    RegulationRevised: amend((row, event) => ({ regulations: [...row.regulations, regulationEntry(event)] })),
    RegulationCorrected: amend((row, event) => ({ regulations: corrected(row.regulations, event) })),
    RegulationWithdrawn: amend((row, { data }) => ({
      regulations: row.regulations.filter(({ id }) => id !== data.corrects),
    })),
  },
  columns: {
    roundId: text((row) => row.roundId),
    count: integer((row) => row.regulations.length),
    numberOrder: integer((row) => numberOrder(row.number)),
    keys: text(keysOf),
  },
  indexes: [
    ['roundId', 'keys'],
    ['roundId', 'numberOrder'],
  ],
});

type Registration = Omit<RegulationOfRound, 'alsoOn'>;

const oneOf = ([first, ...others]: readonly Registration[]): RegulationOfRound => ({
  ...first!,
  alsoOn: others.map(({ id, issueId, number }) => ({ id, issueId, number })),
});

/** Each regulation once, in the order of the issues' numbers, those of one issue as they were registered. */
export const regulationsOfRound = async (
  reader: ViewReader,
  { roundId, asOf, knownAt }: Moment & { readonly roundId: string },
): Promise<RegulationOfRound[]> => {
  const rows = await everyRow(reader, regulations, {
    where: { roundId, count: { from: 1 } },
    sort: { column: 'numberOrder' },
    asOf,
    knownAt,
  });
  const registrations = rows.flatMap(({ row: { issueId, number, regulations } }) =>
    regulations.map((entry): Registration => ({ issueId, number, ...entry })),
  );
  return [...Map.groupBy(registrations, regulationKey).values()].map(oneOf);
};

/** 规范性文件: each counts once in its round, on however many issues it is registered and however its title is written. */
export interface DistinctRegulations {
  readonly regulations: number;
  readonly regulationsMade: number;
  /** Those that were not made in this round. */
  readonly regulationsRevised: number;
}

export const distinctRegulations = async (
  reader: ViewReader,
  { roundId, asOf, knownAt }: Moment & { readonly roundId: string },
): Promise<DistinctRegulations> => {
  const found = await reader.count(regulations, 'keys', { where: { roundId }, asOf, knownAt });
  const all = [...found.keys()].flatMap((keys) => JSON.parse(String(keys)) as Keyed[]);
  const made = new Set(all.filter(({ kind }) => kind === 'made').map(({ key }) => key));
  const both = new Set(all.map(({ key }) => key));
  return { regulations: both.size, regulationsMade: made.size, regulationsRevised: both.size - made.size };
};
