import { everyRow, type ViewReader } from '#event-sourcing';
import type { LedgerRow } from '../ledger/ledger-row.js';
import { ledger } from '../ledger/ledger.js';
import { tallied, tallyOf } from '../ledger/tally.js';
import { issueFigures, type IssueFigures } from './issue-figures.js';
import { rounds } from './rounds.js';
import type { OfRound } from './statistics.js';

export const groupings = ['area', 'heading', 'leadUnit'] as const;
export type Grouping = (typeof groupings)[number];

export interface GroupFigures extends IssueFigures {
  readonly area?: string;
  readonly heading?: string;
  /** null: not assigned yet. */
  readonly leadUnit?: LedgerRow['leadUnit'];
}

type Label = Pick<GroupFigures, 'area' | 'heading' | 'leadUnit'>;

const labels: Readonly<Record<Grouping, (row: LedgerRow) => Label>> = {
  area: ({ area }) => ({ area }),
  heading: ({ area, heading }) => ({ area, heading }),
  leadUnit: ({ leadUnit }) => ({ leadUnit }),
};

/** One group for each label, in the order of first appearance; undefined of a round that is not there. */
export const roundGroups = async (
  reader: ViewReader,
  by: Grouping,
  { roundId, asOf, knownAt }: OfRound,
): Promise<GroupFigures[] | undefined> => {
  const round = await reader.find(rounds, roundId, { asOf, knownAt });
  if (!round) return undefined;
  const found = await everyRow(reader, ledger, { where: { roundId }, sort: { column: 'numberOrder' }, asOf, knownAt });
  const groups = Map.groupBy(found, ({ row }) => JSON.stringify(labels[by](row)));
  return [...groups.values()].map((group) => {
    const tallies = group.map(({ row }) => [tallied(tallyOf(row)), 1] as const);
    return { ...labels[by](group[0]!.row), ...issueFigures(tallies, round.row.countingRule) };
  });
};
