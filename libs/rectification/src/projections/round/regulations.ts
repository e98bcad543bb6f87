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

export const regulations = projection<IssueRegulations, IssueDelivered | RegulationMade | RegulationRevised>({
  name: 'regulations',
  version: 1,
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
  },
  indexes: [['roundId', 'numberOrder']],
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
