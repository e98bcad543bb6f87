import type { Answer, Client } from './client.js';
import type { RunningServer } from './server.js';

interface Counted {
  readonly count: number;
  readonly ids: readonly string[];
}

const isCounted = (value: object): value is Counted => 'count' in value && 'ids' in value;

/** Every figure within an answer that says how many, wherever it stands. */
export const countedIn = (value: unknown): Counted[] => {
  if (value === null || typeof value !== 'object') return [];
  return [...(isCounted(value) ? [value] : []), ...Object.values(value).flatMap(countedIn)];
};

/** Resolves when everything that was stored is to be seen in the round's pages, reports and trail. */
export const shown = async ({ engine, admin }: RunningServer, roundId: string): Promise<void> => {
  const after = await engine.store.head();
  await Promise.all([`rounds/${roundId}/report?`, 'trail?limit=1&'].map((page) => admin.get(`${page}after=${after}`)));
};

export const statistics = (reader: Client, roundId: string, asOf: string): Promise<Answer['body']> =>
  reader.get(`rounds/${roundId}/statistics?asOf=${asOf}`);

/** The figures that the official report prints, as numbers. */
export const printedFigures = ({ issues, completed, closedRate, longTermRate, ...more }: Answer['body']) => ({
  issues: issues.count,
  closed: completed.count,
  closedRate: closedRate.percent,
  longTerm: more.byStatus['long-term'].count,
  longTermRate: longTermRate.percent,
  regulations: more.regulations.count,
});

/** The whole ledger of a round of up to 500 issues, in the order of their numbers. */
export const ledgerRows = async (reader: Client, roundId: string): Promise<Answer['body'][]> => {
  const { items } = await reader.get(`issues?roundId=${roundId}&limit=500`);
  return items;
};

/** As of 2023-11-30. */
export const asDelivered = {
  issues: 42,
  closed: 40,
  closedRate: 95.2,
  longTerm: 2,
  longTermRate: 4.8,
  regulations: 7,
};

/** Ids of the issues in each state, one state after the other. */
export const idsByState = ({ byStatus }: Answer['body']): string[] =>
  Object.values(byStatus as Record<string, Counted>).flatMap(({ ids }) => ids);

/** From the month of delivery to the spring after the reopening. */
export const monthEnds = [
  '2023-08-31',
  '2023-09-30',
  '2023-10-31',
  '2023-11-30',
  '2023-12-31',
  '2024-01-31',
  '2024-02-29',
];
