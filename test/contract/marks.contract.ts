import type { ReadStore, View } from '#event-sourcing';
import type { OpenedReadStore } from './read-store.contract.js';
import { building, change, commit, issues, live, writesOf } from './some-rows.js';

const all = [change('a', 1), change('b', 2)];

export const describeMarks = (subject: () => OpenedReadStore): void => {
  const store = (): ReadStore => subject().store;
  const keys = async () => (await store().list(issues, {})).rows.map(({ key }) => key);

  describe('the mark of a checkpoint', () => {
    it('moves with it, and is told of live views only', async () => {
      const generation = await commit(store(), await building(store()), all, 1);
      expect(await store().reached('issues')).toBeUndefined();
      await store().goLive(await commit(store(), generation, all));
      expect(await store().reached('issues')).toEqual({ position: '2', mark: 'of 2' });
      expect(await store().open(issues as View)).toMatchObject([{ checkpoint: '2', mark: 'of 2', current: true }]);
    });

    it('is missing where a program stored none: the view answers, and another is built beside it', async () => {
      const generation = await building(store());
      const { mark, ...unmarked } = writesOf(all, 0, 2);
      expect(mark).toBe('of 2');
      await store().commit([{ generation, from: '0', to: '2', ...unmarked }]);
      await store().goLive({ ...generation, checkpoint: '2' });
      expect(await store().reached('issues')).toEqual({ position: '2', mark: undefined });
      expect(await store().open(issues as View)).toMatchObject([
        { checkpoint: '2', live: true, current: false },
        { checkpoint: '0', live: false, current: true },
      ]);
      expect(await keys()).toEqual(['a', 'b']);
    });
  });

  describe('a view that is discarded', () => {
    it('has no rows and no checkpoint left, and begins again', async () => {
      await live(store(), all);
      await store().begin(issues as View);
      await store().discard(issues as View);
      expect(await keys()).toEqual([]);
      expect(await store().reached('issues')).toEqual({ position: '0' });
      expect(await store().open(issues as View)).toMatchObject([{ checkpoint: '0', live: false, current: true }]);
      expect(await store().reached('issues')).toBeUndefined();
      await live(store(), all.slice(0, 1));
      expect(await keys()).toEqual(['a']);
    });
  });
};
