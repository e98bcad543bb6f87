import { text, type ReadStore, type View } from '#event-sourcing';
import type { OpenedReadStore } from './read-store.contract.js';
import { building, change, commit, type IssueRow, issues, live } from './some-rows.js';

const all = [change('a', 1), change('b', 2), change('a', 3, { status: 'closed' })];

export const describeGenerations = (subject: () => OpenedReadStore): void => {
  const store = (): ReadStore => subject().store;
  const listed = async (view: View<IssueRow> = issues) =>
    (await store().list(view, {})).rows.map(({ key, row }) => `${key} ${row.status}`);

  describe('a view that was never there', () => {
    it('has no answers until it goes live', async () => {
      const generation = await commit(store(), await building(store()), all);
      expect(generation).toMatchObject({ version: 1, live: false, current: true });
      expect(await listed()).toEqual([]);
      expect(await store().find(issues, 'a')).toBeUndefined();
      expect(await store().checkpoint('issues')).toBe('0');
      await store().goLive(generation);
      expect(await listed()).toEqual(['a closed', 'b open']);
      expect(await store().checkpoint('issues')).toBe('3');
    });
  });

  describe('a view built anew', () => {
    it('answers from the old rows until the new ones go live', async () => {
      const old = await live(store(), all);
      const fresh = await commit(store(), await store().begin(issues as View), all, 2);
      expect(await listed()).toEqual(['a closed', 'b open']);
      await commit(store(), old, [...all, change('c', 4)]);
      expect(await listed()).toEqual(['a closed', 'b open', 'c open']);
      const switched = await store().goLive(await commit(store(), fresh, [...all, change('c', 4)]));
      expect(switched).toMatchObject({ number: fresh.number, live: true, checkpoint: '4' });
      expect(await listed()).toEqual(['a closed', 'b open', 'c open']);
      expect(await store().open(issues as View)).toHaveLength(1);
    });

    it('keeps answering while it is being switched', async () => {
      await live(store(), all);
      for (let switches = 0; switches < 5; switches++) {
        const fresh = await commit(store(), await store().begin(issues as View), all);
        const switched = new AbortController();
        const switching = store()
          .goLive(fresh)
          .finally(() => switched.abort());
        // How often it is asked before the switch is done is the machine's business; once it always is.
        do {
          expect(await listed()).toEqual(['a closed', 'b open']);
          await new Promise((resolve) => setImmediate(resolve));
        } while (!switched.signal.aborted);
        await switching;
        expect(await listed()).toEqual(['a closed', 'b open']);
      }
    });

    it('has the same rows and versions when it was written in other batches', async () => {
      await live(store(), all);
      const before = [await store().history(issues, 'a'), await store().history(issues, 'b')];
      let fresh = await store().begin(issues as View);
      for (const to of [1, 2, 3]) fresh = await commit(store(), fresh, all, to);
      await store().goLive(fresh);
      expect([await store().history(issues, 'a'), await store().history(issues, 'b')]).toEqual(before);
    });

    it('drops an unfinished earlier attempt', async () => {
      await live(store(), all);
      const first = await store().begin(issues as View);
      await store().begin(issues as View);
      await expect(
        store().goLive(await commit(store(), first, all).catch(() => ({ ...first, number: 99 }))),
      ).rejects.toThrow();
      expect(await listed()).toEqual(['a closed', 'b open']);
    });
  });

  describe('a view whose version rose', () => {
    const raised: View<IssueRow> = {
      ...issues,
      version: 2,
      columns: { ...issues.columns, again: text((row) => row.status) },
    };

    it('answers as before until the new version is live', async () => {
      await live(store(), all);
      const opened = await store().open(raised as View);
      expect(opened).toMatchObject([
        { version: 1, live: true, current: false, checkpoint: '3' },
        { version: 2, live: false, current: true, checkpoint: '0' },
      ]);
      expect(await listed(raised)).toEqual(['a closed', 'b open']);
      await store().goLive(await commit(store(), opened[1]!, all));
      expect((await store().list(raised, { where: { again: 'closed' } })).rows.map(({ key }) => key)).toEqual(['a']);
    });

    it('resumes what was built of this version, and drops what was built of another', async () => {
      await commit(store(), await building(store()), all, 2);
      expect((await building(store())).checkpoint).toBe('2');
      expect(await building(store(), raised as View)).toMatchObject({ version: 2, checkpoint: '0' });
    });
  });
};
