import type { Moment, Page, Versioned, ViewReader } from '#event-sourcing';
import { plans, type PlanRow } from '../plan/plans.js';
import { findRound, listRounds, type RoundsQuery, type RoundView } from './rounds.js';

/** A round with where its plan stands. */
export interface RoundWithPlan extends RoundView {
  /** null before its first edition. */
  readonly plan: PlanRow | null;
}

const withPlan = async (
  reader: ViewReader,
  round: Versioned<RoundView>,
  moment: Moment,
): Promise<Versioned<RoundWithPlan>> => ({
  ...round,
  row: { ...round.row, plan: (await reader.find(plans, round.key, moment))?.row ?? null },
});

export const findRoundWithPlan = async (
  reader: ViewReader,
  { id, asOf, knownAt }: Moment & { readonly id: string },
): Promise<Versioned<RoundWithPlan> | undefined> => {
  const round = await findRound(reader, { id, asOf, knownAt });
  return round && withPlan(reader, round, { asOf, knownAt });
};

export const listRoundsWithPlans = async (reader: ViewReader, query: RoundsQuery): Promise<Page<RoundWithPlan>> => {
  const { rows, ...page } = await listRounds(reader, query);
  const { asOf, knownAt } = query;
  return { ...page, rows: await Promise.all(rows.map((round) => withPlan(reader, round, { asOf, knownAt }))) };
};
