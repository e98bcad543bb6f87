import type { ReadStore, RowQuery } from '#event-sourcing';
import type { OpenedReadStore } from './read-store.contract.js';
import { change, commit, instant, issues, live } from './some-rows.js';

const many = Array.from({ length: 120 }, (_, i) =>
  change(`issue-${String(i).padStart(3, '0')}`, i + 1, { number: i % 7, status: i % 3 ? 'open' : 'closed' }),
);

export const describePages = (subject: () => OpenedReadStore): void => {
  const store = (): ReadStore => subject().store;
  const keys = async (query: RowQuery) => (await store().list(issues, query)).rows.map(({ key }) => key);

  describe('a list of rows', () => {
    it('filters by value, by set, by range and by part of a text', async () => {
      await live(store(), many);
      expect(await keys({ where: { number: 3, status: 'closed' } })).toEqual(
        many.filter(({ row }) => row!.number === 3 && row!.status === 'closed').map(({ key }) => key),
      );
      expect(await keys({ where: { number: [0, 6] }, limit: 500 })).toHaveLength(
        many.filter(({ row }) => [0, 6].includes(row!.number)).length,
      );
      expect(await keys({ where: { number: [] } })).toEqual([]);
      expect(await keys({ where: { number: { from: 2, to: 3 } }, limit: 500 })).toHaveLength(
        many.filter(({ row }) => row!.number >= 2 && row!.number <= 3).length,
      );
      expect(await keys({ where: { status: { contains: 'lose' } }, limit: 500 })).toHaveLength(40);
    });

    it('takes signs that match anything elsewhere as themselves', async () => {
      const rounds = ['100%', '100 percent', 'a_b', 'a-b', 'c\\d', "'; drop table x; --"];
      await live(
        store(),
        rounds.map((round, i) => change(`k${i}`, i + 1, { round })),
      );
      const containing = (contains: string) => keys({ where: { round: { contains } } });
      expect(await containing('100%')).toEqual(['k0']);
      expect(await containing('a_b')).toEqual(['k2']);
      expect(await containing('c\\d')).toEqual(['k4']);
      expect(await keys({ where: { round: rounds[5] } })).toEqual(['k5']);
    });

    it('gives 50 rows unless asked for others, and never more than 500', async () => {
      const lots = Array.from({ length: 600 }, (_, i) => change(`k${i}`, i + 1));
      await live(store(), lots);
      expect([
        (await keys({})).length,
        (await keys({ limit: 7 })).length,
        (await keys({ limit: 9_999 })).length,
      ]).toEqual([50, 7, 500]);
      await expect(store().list(issues, { limit: 0 })).rejects.toMatchObject({ code: 'query.bad-limit' });
    });

    it('shows only the rows asked for by name, in every order and at every moment', async () => {
      await live(store(), many);
      const some = ['issue-007', 'issue-003', 'issue-099', 'nobody'];
      const sort = { column: 'number', descending: true } as const;
      expect(await keys({ keys: some })).toEqual(['issue-003', 'issue-007', 'issue-099']);
      expect(await keys({ keys: some, sort })).toEqual(['issue-003', 'issue-099', 'issue-007']);
      expect(await keys({ keys: some, where: { status: 'closed' } })).toEqual(['issue-003', 'issue-099']);
      expect(await keys({ keys: some, asOf: instant(many[50]!.effective) })).toEqual(['issue-003', 'issue-007']);
      expect(await keys({ keys: [] })).toEqual([]);
      expect(await store().count(issues, 'status', { keys: some })).toEqual(
        new Map([
          ['closed', 2],
          ['open', 1],
        ]),
      );
    });

    it('goes on with a cursor when the rows asked for have become more', async () => {
      await live(store(), many);
      const sort = { column: 'number' } as const;
      const first = await store().list(issues, { keys: ['issue-000', 'issue-001', 'issue-002'], sort, limit: 2 });
      const more = ['issue-000', 'issue-001', 'issue-002', 'issue-003'];
      const rest = await store().list(issues, { keys: more, sort, limit: 2, cursor: first.next });
      expect([...first.rows, ...rest.rows].map(({ key }) => key)).toEqual(more);
    });

    it('refuses columns that nobody declared', async () => {
      await live(store(), many);
      const refused = { code: 'query.unknown-column', details: { column: 'doc' } };
      await expect(store().list(issues, { where: { doc: 'x' } })).rejects.toMatchObject(refused);
      await expect(store().list(issues, { sort: { column: 'doc' } })).rejects.toMatchObject(refused);
      await expect(store().count(issues, 'doc', {})).rejects.toMatchObject(refused);
    });
  });

  describe('the cursor of a page', () => {
    const byNumber: RowQuery = { where: { round: 'r' }, sort: { column: 'number', descending: true }, limit: 10 };

    it('leads through every row once while other rows come and go', async () => {
      const all = [...many];
      let generation = await live(store(), all);
      const seen: string[] = [];
      let cursor: string | undefined;
      do {
        const page = await store().list(issues, { ...byNumber, cursor });
        seen.push(...page.rows.map(({ key }) => key).filter((key) => key.startsWith('issue-')));
        cursor = page.next;
        all.push(change(`other-${all.length}`, all.length + 1, { number: all.length % 9 }));
        generation = await commit(store(), generation, all);
      } while (cursor);
      expect(seen).toHaveLength(many.length);
      expect(new Set(seen).size).toBe(many.length);
    });

    it('is refused when it is malformed or belongs to another question', async () => {
      await live(store(), many);
      const { next } = await store().list(issues, byNumber);
      const json = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const [question, key] = JSON.parse(Buffer.from(next!, 'base64url').toString()) as [string, string];
      const bad = [
        '',
        'x',
        json({}),
        json(null),
        json([question]),
        json([question, key, 'three']),
        json([question, key, 1, 2]),
      ];
      for (const cursor of bad) {
        await expect(store().list(issues, { ...byNumber, cursor })).rejects.toMatchObject({ code: 'query.bad-cursor' });
      }
      await expect(store().list(issues, { ...byNumber, where: {}, cursor: next })).rejects.toMatchObject({
        code: 'query.bad-cursor',
      });
    });
  });
};
