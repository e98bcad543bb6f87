import type { Moment, RowQuery, Versioned } from '#event-sourcing';
import * as fc from 'fast-check';
import { inOneStore } from './one-store.js';
import type { OpenedReadStore } from './read-store.contract.js';
import { type Change, change, gone, instant, issues as someIssues, type IssueRow, live } from './some-rows.js';

const STATES = ['open', 'closed', 'long-term'];

/** Time never falls within a key, and recording never falls at all; what happens may be recorded much later. */
const changes: fc.Arbitrary<Change[]> = fc
  .array(
    fc.record({
      key: fc.integer({ min: 0, max: 7 }),
      laterBy: fc.integer({ min: 0, max: 3 }),
      effectiveLag: fc.integer({ min: 0, max: 20 }),
      row: fc.option(
        fc.record({
          status: fc.constantFrom(...STATES),
          round: fc.constantFrom('r', 's'),
          number: fc.integer({ min: -1, max: 5 }),
        }),
        { nil: undefined, freq: 6 },
      ),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((drawn) => {
    let recorded = 1_000;
    const last = new Map<string, number>();
    return drawn.map(({ key: number, laterBy, effectiveLag, row }) => {
      recorded += laterBy;
      const key = `issue-${number}`;
      const effective = Math.max(last.get(key) ?? 0, recorded - effectiveLag);
      last.set(key, effective);
      return { key, effective, recorded, row };
    });
  });

const moments = fc.record(
  {
    asOf: fc.integer({ min: 975, max: 1_200 }).map(instant),
    knownAt: fc.integer({ min: 990, max: 1_200 }).map(instant),
  },
  { requiredKeys: [] },
);

/** Reads the changes from the start: what was true by asOf among what was recorded by knownAt. */
const visible = (
  all: readonly Change[],
  { asOf, knownAt }: Moment,
): Map<string, { row: IssueRow; position: number }> => {
  const rows = new Map<string, { row: IssueRow; position: number }>();
  all.forEach(({ key, effective, recorded, row }, i) => {
    if (asOf !== undefined && instant(effective) > asOf) return;
    if (knownAt !== undefined && instant(recorded) > knownAt) return;
    if (row) rows.set(key, { row, position: i + 1 });
    else rows.delete(key);
  });
  return rows;
};

const byNumberThenKey = (a: Versioned<IssueRow>, b: Versioned<IssueRow>): number =>
  a.row.number - b.row.number || (a.key < b.key ? -1 : 1);

export const describeMoments = (opening: () => Promise<OpenedReadStore>): void => {
  const withRows = inOneStore(opening, async (store, name, all: readonly Change[]) => {
    const issues = { ...someIssues, name };
    await live(store, all, issues);
    return { store, issues };
  });

  describe('rows as of a day and as known at a moment', () => {
    it('are those that reading the changes from the start gives', async () => {
      await fc.assert(
        fc.asyncProperty(changes, moments, fc.boolean(), (all, moment, descending) =>
          withRows(all, async ({ store, issues }) => {
            const wanted = visible(all, moment);
            const query: RowQuery = {
              ...moment,
              where: { round: 'r' },
              sort: { column: 'number', descending },
              limit: 500,
            };
            const found = await store.list(issues, query);
            const inOrder = [...found.rows].sort((a, b) => (descending ? -1 : 1) * byNumberThenKey(a, b));
            expect(found.rows).toEqual(inOrder);
            const expected = [...wanted].filter(([, { row }]) => row.round === 'r');
            expect(
              new Map(found.rows.map(({ key, row, position }) => [key, { row, position: Number(position) }])),
            ).toEqual(new Map(expected));
            for (const key of new Set(all.map((one) => one.key))) {
              expect((await store.find(issues, key, moment))?.row).toEqual(wanted.get(key)?.row);
            }
          }),
        ),
        { numRuns: 150 },
      );
    });

    it('have states that sum to the number of keys then there', async () => {
      await fc.assert(
        fc.asyncProperty(changes, moments, (all, moment) =>
          withRows(all, async ({ store, issues }) => {
            const wanted = [...visible(all, moment).values()];
            const counts = await store.count(issues, 'status', moment);
            expect([...counts.values()].reduce((sum, count) => sum + count, 0)).toBe(wanted.length);
            for (const status of STATES) {
              expect(counts.get(status) ?? 0).toBe(wanted.filter(({ row }) => row.status === status).length);
            }
            const inRound = await store.count(issues, 'status', { ...moment, where: { round: 's' } });
            expect([...inRound.values()].reduce((sum, count) => sum + count, 0)).toBe(
              wanted.filter(({ row }) => row.round === 's').length,
            );
          }),
        ),
        { numRuns: 80 },
      );
    });

    it('are found page by page, whatever the order and the size of a page', async () => {
      await fc.assert(
        fc.asyncProperty(
          changes,
          moments,
          fc.integer({ min: 1, max: 4 }),
          fc.constantFrom('number', 'status', undefined),
          (all, moment, limit, column) =>
            withRows(all, async ({ store, issues }) => {
              const seen: string[] = [];
              let cursor: string | undefined;
              do {
                const page = await store.list(issues, {
                  ...moment,
                  sort: column ? { column } : undefined,
                  limit,
                  cursor,
                });
                expect(page.rows.length).toBeLessThanOrEqual(limit);
                seen.push(...page.rows.map(({ key }) => key));
                cursor = page.next;
              } while (cursor);
              expect([...seen].sort()).toEqual([...visible(all, moment).keys()].sort());
            }),
        ),
        { numRuns: 80 },
      );
    });

    it('are found by a long scan as by a short one', async () => {
      const many = Array.from({ length: 6_000 }, (_, i) => change(`issue-${i}`, 10_000 + i, { number: i }));
      const closed = many.map(({ key }, i) => change(key, 20_000 + i, { number: i, status: 'closed' }));
      await withRows([...many, ...closed], async ({ store, issues }) => {
        for (const [time, there] of [
          [9_999, 0],
          [10_004, 5],
          [15_500, 5_501],
          [22_000, 6_000],
        ] as const) {
          const query = {
            asOf: instant(time),
            where: { round: 'r' },
            sort: { column: 'number', descending: true },
            limit: 3,
          };
          const { rows } = await store.list(issues, query);
          expect(rows.map(({ row }) => row.number)).toEqual([there - 1, there - 2, there - 3].filter((n) => n >= 0));
        }
        const open = await store.list(issues, {
          asOf: instant(24_999),
          where: { round: 'r', status: 'open' },
          sort: { column: 'number' },
        });
        expect(open.rows.map(({ key }) => key)).toEqual(many.slice(5_000, 5_050).map(({ key }) => key));
      });
    });
  });

  describe('a row that is gone', () => {
    it('is there before its end and again after its return, and its history keeps both lives', async () => {
      const all = [change('issue-1', 10), gone('issue-1', 20), change('issue-1', 30, { number: 2 })];
      await withRows(all, async ({ store, issues }) => {
        const at = async (time: number) => (await store.find(issues, 'issue-1', { asOf: instant(time) }))?.row.number;
        expect([await at(9), await at(10), await at(19), await at(20), await at(29), await at(30)]).toEqual([
          undefined,
          1,
          1,
          undefined,
          undefined,
          2,
        ]);
        expect((await store.history(issues, 'issue-1')).map(({ position }) => position)).toEqual(['1', '3']);
      });
    });
  });
};
