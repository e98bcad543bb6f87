import type { Answer, Client } from './client.js';
import type { RunningServer } from './server.js';

/** Resolves when everything that was stored is to be seen in the round's pages, reports and trail. */
export const shown = async ({ engine, admin }: RunningServer, roundId: string): Promise<void> => {
  const after = await engine.store.head();
  await Promise.all([`rounds/${roundId}/report?`, 'trail?limit=1&'].map((page) => admin.get(`${page}after=${after}`)));
};

export const statistics = (reader: Client, roundId: string, asOf: string): Promise<Answer['body']> =>
  reader.get(`rounds/${roundId}/statistics?asOf=${asOf}`);

/** The figures that the official report prints, as numbers. */
export const printedFigures = ({ issues, completed, closedRate, longTermRate, ...more }: Answer['body']) => ({
  issues,
  closed: completed,
  closedRate: closedRate.percent,
  longTerm: more.byStatus['long-term'],
  longTermRate: longTermRate.percent,
  regulations: more.regulations,
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

/** Ids of what one number of the statistics counts, page after page. */
export const behind = async (reader: Client, roundId: string, figure: string, asOf: string): Promise<string[]> => {
  const ids: string[] = [];
  let cursor = '';
  do {
    const page = await reader.get(
      `rounds/${roundId}/statistics/behind?figure=${figure}&asOf=${asOf}&limit=30${cursor}`,
    );
    ids.push(...page.items.map(({ id }: Answer['body']) => id));
    cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
  } while (cursor !== '');
  return ids;
};

/** Ids of the issues in each state, one state after the other. */
export const idsByState = async (reader: Client, roundId: string, asOf: string): Promise<string[]> => {
  const { byStatus } = await statistics(reader, roundId, asOf);
  const states = Object.keys(byStatus as Record<string, number>);
  return (await Promise.all(states.map((state) => behind(reader, roundId, state, asOf)))).flat();
};

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
