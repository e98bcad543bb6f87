import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { ViewBehind } from '../errors.js';
import type { Event, NewEvent, Position } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { integer, projection, text, type View } from './projection.js';
import type { ReadStore } from './read-store.js';
import { asRecorded } from '../testing/given-decider.js';
import { ViewRunner } from './view-runner.js';

type Counted = Event<'Counted', { readonly by: number }> | Event<'Removed', Record<string, never>>;
interface Sum {
  readonly total: number;
  readonly word: string;
}

const sums = (name: string, more: Partial<View<Sum>> = {}): View<Sum> => ({
  ...projection<Sum, Counted>({
    name,
    version: 1,
    seenThrough: 'everyone',
    when: {
      Counted: (row, { data }) => (data.by === 0 ? row : { total: (row?.total ?? 0) + data.by, word: `by ${data.by}` }),
      Removed: () => undefined,
    },
    columns: { total: integer((row) => row.total), word: text((row) => row.word) },
    indexes: [['total']],
  }),
  ...more,
});

/** Folds like the others until it meets the number it cannot take. */
const superstitious = (name: string, avoided = 13): View<Sum> => {
  const plain = sums(name);
  return {
    ...plain,
    fold: (row, event) => {
      if ((event.data as { by?: number }).by === avoided) throw new Error(`${avoided} is not a number I count`);
      return plain.fold(row, event);
    },
  };
};

const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
let made = 0;
const counted = (by: number): NewEvent => {
  const { metadata } = asRecorded('sum-0', { type: 'Counted', data: { by } }, 1);
  return { id: id(++made), type: 'Counted', schemaVersion: 1, data: { by }, metadata };
};
const removed = (): NewEvent => ({ ...counted(0), type: 'Removed', data: {} });

const SOON_MS = 10_000;

describe('a view runner', () => {
  let store: EventStore;
  let readStore: ReadStore;
  let runner: ViewRunner;

  beforeEach(async () => {
    store = await openEventStore('memory:');
    readStore = await openReadStore('sqlite::memory:');
  });
  afterEach(async () => {
    await runner.stop();
    await readStore.close();
    await store.close();
  });

  const append = async (stream: string, ...events: NewEvent[]): Promise<Position> => {
    await store.append([[{ stream, expected: 'any', events }]]);
    return store.head();
  };
  const running = async (views: readonly View<Sum>[], options?: ConstructorParameters<typeof ViewRunner>[3]) => {
    runner = new ViewRunner(store, readStore, views as View[], options);
    await runner.start();
  };
  const caughtUp = async (...names: string[]) => runner.waitFor(names, await store.head(), SOON_MS);
  const totals = async (view: View<Sum>) =>
    Object.fromEntries((await readStore.list(view, {})).rows.map(({ key, row }) => [key, row.total]));
  const states = () => runner.status().map(({ view, state, checkpoint }) => `${view} ${state} ${checkpoint}`);

  describe('with views at the head', () => {
    it('folds what was there and what comes, each event into every view', async () => {
      const [one, two] = [sums('one'), sums('two')];
      await append('sum-a', counted(1), counted(2));
      await running([one, two]);
      await caughtUp('one', 'two');
      await append('sum-b', counted(5));
      await caughtUp('one', 'two');
      expect([await totals(one), await totals(two)]).toEqual([
        { a: 3, b: 5 },
        { a: 3, b: 5 },
      ]);
      expect(states()).toEqual(['one live 3', 'two live 3']);
    });

    it('keeps each change as a version, none for an event that changes nothing, and ends a row that is gone', async () => {
      const view = sums('one');
      await append('sum-a', counted(1), counted(0), counted(2), removed(), counted(7));
      await running([view]);
      await caughtUp('one');
      expect((await readStore.history(view, 'a')).map(({ row, position }) => [row.total, position])).toEqual([
        [1, '1'],
        [3, '3'],
        [7, '5'],
      ]);
    });

    it('gives the same versions whatever the size of a batch and of the memory for rows', async () => {
      for (let i = 0; i < 60; i++) await append(`sum-${i % 5}`, i % 11 === 10 ? removed() : counted(i % 4));
      const histories: unknown[] = [];
      for (const [batch, cachedRows] of [
        [1_000, 1_000],
        [1, 1],
        [7, 2],
      ] as const) {
        await readStore.close();
        readStore = await openReadStore('sqlite::memory:');
        await running([sums('one')], { batch, cachedRows });
        await caughtUp('one');
        histories.push(await Promise.all(['0', '1', '2', '3', '4'].map((key) => readStore.history(sums('one'), key))));
        await runner.stop();
      }
      expect(histories[1]).toEqual(histories[0]);
      expect(histories[2]).toEqual(histories[0]);
    });

    it('finds a row again that was made under the id of its own event', async () => {
      const log = sums('log', { key: (event) => (event.data as { of?: string }).of ?? event.id });
      const first = counted(1);
      const later = { ...counted(2), data: { by: 2, of: first.id } };
      const latest = { ...counted(4), data: { by: 4, of: first.id } };
      await append('sum-a', first, later);
      await running([log]);
      await caughtUp('log');
      await append('sum-a', latest);
      await caughtUp('log');
      expect(await totals(log)).toEqual({ [first.id]: 7 });
    });

    it('tells listeners how far each view has come', async () => {
      await running([sums('one')]);
      const moved: [string, Position][] = [];
      runner.onCommitted((views) => moved.push(...views));
      await append('sum-a', counted(1));
      await caughtUp('one');
      expect(moved.at(-1)).toEqual(['one', '1']);
    });

    it('refuses to wait for a position that does not come', async () => {
      await running([sums('one')]);
      await expect(runner.waitFor(['one'], '99', 20)).rejects.toThrow(ViewBehind);
    });
  });

  describe('with a view whose fold throws', () => {
    it('stops that view before the event, keeps the rows up to it, and lets the others go on', async () => {
      const [good, bad] = [sums('good'), superstitious('bad')];
      await append('sum-a', counted(1), counted(13), counted(2));
      await running([good, bad]);
      await caughtUp('good');
      expect(await totals(good)).toEqual({ a: 16 });
      expect(states()).toEqual(['good live 3', 'bad failed 1']);
      expect(runner.status()[1]!.error).toBe('13 is not a number I count');
    });

    it('fails those who wait for it at once', async () => {
      await append('sum-a', counted(13));
      await running([superstitious('bad')]);
      await expect(runner.waitFor(['bad'], '1', SOON_MS * 100)).rejects.toThrow(ViewBehind);
    });

    it('still answers up to the event, and goes on after a restart with a fold that takes it', async () => {
      const bad = superstitious('bad');
      await running([bad, sums('good')]);
      await append('sum-a', counted(1));
      await caughtUp('bad', 'good');
      await append('sum-a', counted(13), counted(2));
      await caughtUp('good');
      expect(await totals(bad)).toEqual({ a: 1 });
      expect(states()).toEqual(['bad failed 1', 'good live 3']);
      await runner.stop();
      await running([sums('bad'), sums('good')]);
      await caughtUp('bad');
      expect(await totals(bad)).toEqual({ a: 16 });
    });

    it('takes a row that cannot be stored, or has no key, as such a fold', async () => {
      const unfit = sums('unfit', { columns: { total: integer((row) => (row.total === 3 ? 0.5 : row.total)) } });
      const keyless = sums('keyless', {
        key: (event) => {
          if (event.version === 3) throw new Error('no key for the third');
          return 'all';
        },
      });
      await append('sum-a', counted(1), counted(2), counted(4));
      await running([sums('good'), unfit, keyless]);
      await caughtUp('good');
      expect(states()).toEqual(['good live 3', 'unfit failed 1', 'keyless failed 2']);
    });

    it('is told once, with the event that it stands before', async () => {
      const told: unknown[][] = [];
      await append('sum-a', counted(1), counted(13));
      const viewFailed = (...failed: unknown[]) => void told.push(failed);
      await running([sums('good'), superstitious('bad')], { observer: { viewFailed } });
      await caughtUp('good');
      await append('sum-a', counted(2));
      await caughtUp('good');
      expect(told).toEqual([['bad', '2', new Error('13 is not a number I count')]]);
    });
  });

  describe('rebuilding a view', () => {
    it('leaves the same rows and versions, and tells how far it is', async () => {
      const view = sums('one');
      for (let i = 0; i < 30; i++) await append(`sum-${i % 3}`, i % 7 === 6 ? removed() : counted(i));
      await running([view], { batch: 8 });
      await caughtUp('one');
      const before = await Promise.all(['0', '1', '2'].map((key) => readStore.history(view, key)));
      const progress: string[] = [];
      await runner.rebuild('one', (at, head) => progress.push(`${at} of ${head}`));
      expect(await Promise.all(['0', '1', '2'].map((key) => readStore.history(view, key)))).toEqual(before);
      expect(progress).toContain('8 of 30');
      expect(runner.status()).toMatchObject([{ view: 'one', generation: 2, state: 'live', checkpoint: '30' }]);
    });

    it('lets the live rows follow new events meanwhile, and never answers from before them', async () => {
      const view = sums('one');
      for (let i = 0; i < 50; i++) await append('sum-a', counted(1));
      await running([view], { batch: 5 });
      await caughtUp('one');
      const answers: (number | undefined)[] = [];
      const more = async () => {
        await append('sum-a', counted(1));
        await caughtUp('one');
        answers.push((await totals(view))['a']);
      };
      const rebuilt = runner.rebuild('one');
      for (let i = 0; i < 10; i++) await more();
      await rebuilt;
      await more();
      expect(answers).toEqual([51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61]);
    });

    it('fails when the fold throws, and leaves the live view as it was', async () => {
      let strict = false;
      const plain = sums('one');
      const view: View<Sum> = {
        ...plain,
        fold: (row, event) => {
          if (strict && event.version === 2) throw new Error('strict now');
          return plain.fold(row, event);
        },
      };
      await append('sum-a', counted(1), counted(2));
      await running([view]);
      await caughtUp('one');
      strict = true;
      await expect(runner.rebuild('one')).rejects.toThrow('strict now');
      expect(states()).toEqual(['one live 2', 'one failed 1']);
      expect(await totals(view)).toEqual({ a: 3 });
    });

    it('is refused for a view that nobody has', async () => {
      await running([sums('one')]);
      await expect(runner.rebuild('two')).rejects.toThrow('two');
    });
  });

  describe('when the version of a view rose', () => {
    it('answers from the old rows until the new ones are complete', async () => {
      const old = sums('one');
      await append('sum-a', counted(1), counted(2));
      await running([old]);
      await caughtUp('one');
      await runner.stop();
      const doubled = sums('one', {
        version: 2,
        seenThrough: 'everyone',
        fold: (row, event) => old.fold(row, event) && { total: 99, word: 'new' },
      });
      await append('sum-a', counted(4));
      await running([doubled]);
      await caughtUp('one');
      expect(await totals(doubled)).toEqual({ a: 99 });
      expect(runner.status()).toMatchObject([{ version: 2, generation: 2, state: 'live', checkpoint: '3' }]);
    });
  });

  describe('when a store fails for a while', () => {
    it('says so, tries again, and loses nothing', async () => {
      const view = sums('one');
      let broken = true;
      const reads: Position[] = [];
      const flaky: EventStore = {
        ...store,
        name: store.name,
        onAppended: (wake) => store.onAppended(wake),
        head: () => store.head(),
        readAll: (after, limit) => {
          reads.push(after);
          return broken ? Promise.reject(new Error('disk on leave')) : store.readAll(after, limit);
        },
      };
      await append('sum-a', counted(1));
      const told: string[] = [];
      const observer = {
        viewsHalted: (error: unknown) => void told.push(String(error)),
        viewsResumed: () => void told.push('resumed'),
      };
      runner = new ViewRunner(flaky, readStore, [view as View], { observer });
      await runner.start();
      while (reads.length < 3) await new Promise((resolve) => setImmediate(resolve));
      expect(runner.status()[0]).toMatchObject({ state: 'building', error: 'disk on leave' });
      broken = false;
      await caughtUp('one');
      expect(await totals(view)).toEqual({ a: 1 });
      await runner.stop();
      expect(told).toEqual(['Error: disk on leave', 'resumed']);
    });

    it('folds a batch again whose commit was lost', async () => {
      const view = sums('one');
      const commit = readStore.commit.bind(readStore);
      let failures = 2;
      readStore.commit = (writes) => (failures-- > 0 ? Promise.reject(new Error('disk full')) : commit(writes));
      await append('sum-a', counted(1), counted(2));
      await running([view]);
      await caughtUp('one');
      await append('sum-a', counted(4));
      await caughtUp('one');
      expect((await readStore.history(view, 'a')).map(({ row }) => row.total)).toEqual([1, 3, 7]);
    });
  });

  describe('beside another runner on the same rows', () => {
    it('takes over where the other one stands, and no event counts twice', async () => {
      const view = sums('one');
      await running([view], { batch: 2 });
      const other = new ViewRunner(store, readStore, [view as View], { batch: 3 });
      await other.start();
      for (let i = 0; i < 20; i++) await append('sum-a', counted(1));
      await caughtUp('one');
      await other.waitFor(['one'], '20', SOON_MS);
      await other.stop();
      expect(await totals(view)).toEqual({ a: 20 });
      expect(await readStore.history(view, 'a')).toHaveLength(20);
    });
  });
});
