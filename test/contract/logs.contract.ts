import { type Moment, type RowQuery, type RowVersion, text, type View } from '#event-sourcing';
import * as fc from 'fast-check';
import { inOneStore } from './one-store.js';
import type { OpenedReadStore } from './read-store.contract.js';
import { building, instant } from './some-rows.js';

interface Happening {
  readonly who: string;
  readonly what: string;
}

const someHappenings: View<Happening> = {
  name: 'happenings',
  version: 1,
  seenThrough: 'everyone',
  log: true,
  types: undefined,
  key: ({ id }) => id,
  fold: (row) => row,
  columns: { who: text(({ who }) => who), what: text(({ what }) => what) },
  indexes: [['position'], ['who', 'position']],
};

type Entry = RowVersion & { readonly row: Happening };

/** Recording never falls; what happened may be recorded much later. */
const entries: fc.Arbitrary<Entry[]> = fc
  .array(
    fc.record({
      laterBy: fc.integer({ min: 0, max: 3 }),
      lag: fc.integer({ min: 0, max: 30 }),
      who: fc.constantFrom('ann', 'bob', 'eve'),
      what: fc.constantFrom('came', 'went'),
    }),
    { minLength: 1, maxLength: 80 },
  )
  .map((drawn) => {
    let recorded = 1_000;
    return drawn.map(({ laterBy, lag, ...row }, i) => {
      recorded += laterBy;
      return { key: `event-${999 - i}`, position: i + 1, effective: recorded - lag, recorded, row };
    });
  });

const moments = fc.record(
  {
    asOf: fc.integer({ min: 965, max: 1_200 }).map(instant),
    knownAt: fc.integer({ min: 995, max: 1_200 }).map(instant),
  },
  { requiredKeys: [] },
);

const filters = fc.record(
  {
    who: fc.constantFrom('ann', 'bob'),
    what: fc.constantFrom('came', 'went'),
    effectiveAt: fc.integer({ min: 970, max: 1_100 }).map((from) => ({ from })),
    recordedAt: fc.integer({ min: 1_000, max: 1_200 }).map((to) => ({ to })),
  },
  { requiredKeys: [] },
);

interface Asked {
  readonly moment: Moment;
  readonly filter: {
    readonly who?: string;
    readonly what?: string;
    readonly effectiveAt?: { readonly from: number };
    readonly recordedAt?: { readonly to: number };
  };
}

const isVisible = ({ asOf = '9', knownAt = '9' }: Moment, { effective, recorded }: Entry): boolean =>
  instant(effective) <= asOf && instant(recorded) <= knownAt;

const passes = (filter: Asked['filter'], { effective, recorded, row }: Entry): boolean => {
  const { who = row.who, what = row.what, effectiveAt = { from: 0 }, recordedAt = { to: Infinity } } = filter;
  return row.who === who && row.what === what && effective >= effectiveAt.from && recorded <= recordedAt.to;
};

const isShown =
  ({ moment, filter }: Asked) =>
  (entry: Entry): boolean =>
    isVisible(moment, entry) && passes(filter, entry);

export const describeLogs = (opening: () => Promise<OpenedReadStore>): void => {
  const withLog = inOneStore(opening, async (store, name, all: readonly Entry[]) => {
    const happenings = { ...someHappenings, name };
    const generation = await building(store, happenings as View);
    await store.commit([{ generation, from: '0', to: String(all.length), versions: all, ends: [] }]);
    await store.goLive(generation);
    return { store, happenings };
  });

  describe('a log', () => {
    it('shows what its filters and the moment allow, in the order of positions and page by page', async () => {
      await fc.assert(
        fc.asyncProperty(entries, moments, filters, fc.boolean(), (all, moment, filter, descending) =>
          withLog(all, async ({ store, happenings }) => {
            const shown = all.filter(isShown({ moment, filter })).map(({ position }) => String(position));
            const query: RowQuery = { ...moment, where: filter, sort: { column: 'position', descending }, limit: 7 };
            const found: string[] = [];
            for (let cursor: string | undefined, more = true; more;) {
              const { rows, next } = await store.list(happenings, { ...query, cursor });
              found.push(...rows.map(({ position }) => position));
              [cursor, more] = [next, next !== undefined];
            }
            expect(found).toEqual(descending ? shown.toReversed() : shown);
            const counted = await store.count(happenings, 'who', { ...moment, where: filter });
            expect([...counted.values()].reduce((sum, one) => sum + one, 0)).toBe(shown.length);
          }),
        ),
        { numRuns: 100 },
      );
    });

    it('finds one entry by its name, from its time on and for ever after', async () => {
      const row = { who: 'ann', what: 'came' };
      const all = [
        { key: 'first', position: 1, effective: 1_000, recorded: 2_000, row },
        { key: 'second', position: 2, effective: 1_500, recorded: 2_500, row },
      ];
      await withLog(all, async ({ store, happenings }) => {
        const found = async (moment: Moment) => (await store.find(happenings, 'first', moment))?.position;
        expect([
          await found({}),
          await found({ asOf: instant(1_000) }),
          await found({ asOf: instant(999) }),
          await found({ knownAt: instant(2_000) }),
          await found({ knownAt: instant(1_999) }),
        ]).toEqual(['1', '1', undefined, '1', undefined]);
        expect(await store.history(happenings, 'second')).toMatchObject([{ position: '2', row }]);
        expect((await store.list(happenings, { keys: ['second', 'first'] })).rows.map(({ key }) => key)).toEqual([
          'first',
          'second',
        ]);
      });
    });

    it('knows no column that neither it nor every log has', async () => {
      await withLog([], async ({ store, happenings }) => {
        const refused = { code: 'query.unknown-column', details: { column: 'open' } };
        await expect(store.list(happenings, { where: { open: 1 } })).rejects.toMatchObject(refused);
      });
    });
  });
};
