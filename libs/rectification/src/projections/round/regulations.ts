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
import type { IssueDelivered, RegulationMade, RegulationRevised } from '../../domain/issue/events.js';
import { actOf, type Act } from '../act.js';
import { amend } from '../amend.js';
import { regulationKey } from './regulation-key.js';
import { numberOrder } from '../ledger/number-order.js';

export interface RegulationEntry extends Act {
  /** 制定 / 修订 */
  readonly kind: 'made' | 'revised';
  readonly title: string;
  readonly documentNumber: string;
  readonly date: string | null;
}

/** The regulations of one issue: its stream alone knows the round, the number and the document. */
export interface IssueRegulations {
  readonly issueId: string;
  readonly roundId: string;
  readonly number: string;
  readonly regulations: readonly RegulationEntry[];
}

export interface RegulationOfRound extends RegulationEntry {
  readonly issueId: string;
  readonly number: string;
}

export const regulationEntry = (event: Recorded<RegulationMade> | Recorded<RegulationRevised>): RegulationEntry => ({
  ...actOf(event),
  kind: event.type === 'RegulationMade' ? 'made' : 'revised',
  title: event.data.title,
  documentNumber: event.data.documentNumber ?? '',
  date: event.data.date ?? null,
});

interface Keyed {
  readonly kind: 'made' | 'revised';
  readonly key: string;
}

const keysOf = ({ regulations: all }: IssueRegulations): string =>
  JSON.stringify(all.map(({ kind, title }): Keyed => ({ kind, key: regulationKey(title) })));

export const regulations = projection<IssueRegulations, IssueDelivered | RegulationMade | RegulationRevised>({
  name: 'regulations',
  version: 2,
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

/** In the order of the issues' numbers, those of one issue as they were registered. */
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
  return rows.flatMap(({ row: { issueId, number, regulations } }) =>
    regulations.map((entry) => ({ issueId, number, ...entry })),
  );
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
