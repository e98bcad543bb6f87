import { CheckpointMoved, type ReadStore, RowRefused, type View } from '#event-sourcing';
import type { OpenedReadStore } from './read-store.contract.js';
import { building, change, commit, issues, people, writesOf } from './some-rows.js';

const all = [change('a', 1), change('b', 2), change('a', 3, { status: 'closed' })];

export const describeCommits = (subject: () => OpenedReadStore): void => {
  const store = (): ReadStore => subject().store;
  const twoViews = async () => {
    const [first, second] = [await building(store()), await building(store(), people)];
    const write = { from: '0', to: '3', ...writesOf(all, 0, 3) };
    return [
      { generation: first, ...write },
      { generation: second, ...write },
    ] as const;
  };
  const checkpointOf = async (view: View) => (await building(store(), view)).checkpoint;
  const rowsOf = async (view: View) => store().load(await building(store(), view), ['a', 'b']);

  describe('a commit of several views', () => {
    it('moves rows and checkpoints together', async () => {
      await store().commit(await twoViews());
      expect([await checkpointOf(issues as View), await checkpointOf(people)]).toEqual(['3', '3']);
      expect((await rowsOf(people)).get('a')).toEqual({ position: 3, row: all[2]!.row });
    });

    it('leaves neither rows nor checkpoints when a later view is refused', async () => {
      const [first, second] = await twoViews();
      const wrong = { ...second, versions: [{ ...second.versions[0]!, row: { self: 1n } }] };
      await expect(store().commit([first, wrong])).rejects.toThrow(RowRefused);
      expect([await checkpointOf(issues as View), await checkpointOf(people)]).toEqual(['0', '0']);
      expect((await rowsOf(issues as View)).size).toBe(0);
    });

    it('leaves nothing when the engine itself fails half way', async () => {
      const [first, second] = await twoViews();
      const twice = { ...second, versions: [second.versions[0]!, second.versions[0]!] };
      await expect(store().commit([first, twice])).rejects.toThrow();
      expect(await checkpointOf(issues as View)).toBe('0');
      expect((await rowsOf(issues as View)).size).toBe(0);
    });

    it('is refused as a whole when another projector moved one of the checkpoints', async () => {
      const [first, second] = await twoViews();
      await store().commit([second]);
      await expect(store().commit([first, second])).rejects.toThrow(CheckpointMoved);
      expect([await checkpointOf(issues as View), await checkpointOf(people)]).toEqual(['0', '3']);
      expect((await rowsOf(issues as View)).size).toBe(0);
    });

    it('may be asked for while the one before it is being taken, and comes behind it', async () => {
      const generation = await building(store());
      const commits = [0, 1, 2].map((from) =>
        store().commit([{ generation, from: String(from), to: String(from + 1), ...writesOf(all, from, from + 1) }]),
      );
      await Promise.all(commits);
      expect(await checkpointOf(issues as View)).toBe('3');
      expect((await rowsOf(issues as View)).get('a')).toEqual({ position: 3, row: all[2]!.row });
    });

    it('is not taken when the one before it, which is still being taken, is not', async () => {
      const generation = await building(store());
      const [first] = writesOf(all, 0, 1).versions;
      const twice = { generation, from: '0', to: '1', versions: [first!, first!], ends: [] };
      const behind = { generation, from: '1', to: '2', ...writesOf(all, 1, 2) };
      const [lost, refused] = await Promise.allSettled([store().commit([twice]), store().commit([behind])]);
      expect(lost.status).toBe('rejected');
      expect(refused).toMatchObject({ status: 'rejected', reason: { name: 'CheckpointMoved', found: '0' } });
      await store().commit([{ ...behind, from: '0', ...writesOf(all, 0, 2) }]);
      expect(await checkpointOf(issues as View)).toBe('2');
    });

    it('names the position of a row whose column is not of its type', async () => {
      const generation = await building(store());
      const versions = [{ ...writesOf(all, 0, 1).versions[0]!, row: { round: 'r', status: 'open', number: 1.5 } }];
      await expect(store().commit([{ generation, from: '0', to: '1', versions, ends: [] }])).rejects.toMatchObject({
        view: 'issues',
        position: 1,
      });
    });
  });

  describe('the checkpoint of a process', () => {
    it('begins at the beginning and moves only from where it is', async () => {
      expect(await store().checkpoint('outbox')).toBe('0');
      await store().saveCheckpoint('outbox', '0', { position: '12', mark: 'of 12' });
      await expect(store().saveCheckpoint('outbox', '0', { position: '13' })).rejects.toThrow(CheckpointMoved);
      expect(await store().checkpoint('outbox')).toBe('12');
      expect(await store().reached('outbox')).toEqual({ position: '12', mark: 'of 12' });
    });
  });

  describe('a store opened again', () => {
    it('goes on where it was, with the open rows', async () => {
      const { reopen } = subject();
      if (!reopen) return;
      await commit(store(), await building(store()), all, 2);
      const again = await reopen();
      const generation = await building(again);
      expect(generation.checkpoint).toBe('2');
      expect([...(await again.load(generation, ['a', 'b', 'c'])).keys()]).toEqual(['a', 'b']);
      await again.goLive(await commit(again, generation, all, 3));
      expect((await again.history(issues, 'a')).map(({ row }) => row.status)).toEqual(['open', 'closed']);
    });
  });
};
