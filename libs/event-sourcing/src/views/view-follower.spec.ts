import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import type { Event, NewEvent } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { projection, type View } from './projection.js';
import type { ReadStore } from './read-store.js';
import { asRecorded } from '../testing/given-decider.js';
import { ViewRunner } from './view-runner.js';

type Counted = Event<'Counted', { readonly by: number }>;

let made = 0;
const counted = (by: number): NewEvent => {
  const { metadata } = asRecorded('sum-0', { type: 'Counted', data: { by } }, 1);
  const id = `00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`;
  return { id, type: 'Counted', schemaVersion: 1, data: { by }, metadata };
};
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('while the read store takes batches, the follower', () => {
  let store: EventStore;
  let readStore: ReadStore;
  let runner: ViewRunner;
  let folded: number[];

  const sums = (name: string, avoided?: number): View<{ total: number }> =>
    projection<{ total: number }, Counted>({
      name,
      version: 1,
      seenThrough: 'everyone',
      when: {
        Counted: (row, { data, position }) => {
          if (data.by === avoided) throw new Error(`${avoided} is not a number I count`);
          folded.push(Number(position));
          return { total: (row?.total ?? 0) + data.by };
        },
      },
    });

  /** Two rows take turns, and only one of them is remembered. */
  const running = async (...views: View<{ total: number }>[]) => {
    runner = new ViewRunner(store, readStore, views as View[], { batch: 2, cachedRows: 1 });
    await runner.start();
  };
  const totals = async (view: View<{ total: number }>, key: string) =>
    (await readStore.history(view, key)).map(({ row }) => row.total);
  const states = () => runner.status().map(({ view, state, checkpoint }) => `${view} ${state} ${checkpoint}`);

  beforeEach(async () => {
    folded = [];
    store = await openEventStore('memory:');
    readStore = await openReadStore('sqlite::memory:');
    for (let i = 1; i <= 9; i++) {
      await store.append([[{ stream: `sum-${i % 2}`, expected: 'any', events: [counted(i)] }]]);
    }
  });
  afterEach(async () => {
    await runner.stop();
    await readStore.close();
    await store.close();
  });

  it('folds the next one from the rows that are on their way', async () => {
    const commit = readStore.commit.bind(readStore);
    const waiting: (() => void)[] = [];
    readStore.commit = async (writes) => {
      await new Promise<void>((resolve) => waiting.push(resolve));
      return commit(writes);
    };
    const view = sums('one');
    await running(view);
    while (folded.length < 6) await nextTurn();
    for (let turn = 0; turn < 10; turn++) await nextTurn();
    expect(folded).toHaveLength(6);
    expect(waiting).toHaveLength(3);
    while (states()[0] !== 'one live 9') {
      waiting.shift()?.();
      await nextTurn();
    }
    expect(folded).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(await totals(view, '1')).toEqual([1, 4, 9, 16, 25]);
    expect(await totals(view, '0')).toEqual([2, 6, 12, 20]);
  });

  it('forgets those behind it too when one is lost, and folds all of them again', async () => {
    const commit = readStore.commit.bind(readStore);
    let commits = 0;
    readStore.commit = async (writes) => {
      await nextTurn();
      if ((commits += 1) === 2) throw new Error('disk full');
      return commit(writes);
    };
    const view = sums('one');
    await running(view);
    await runner.waitFor(['one'], '9', 10_000);
    expect(folded).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 3, 4, 5, 6, 7, 8, 9]);
    expect(await totals(view, '1')).toEqual([1, 4, 9, 16, 25]);
    expect(await totals(view, '0')).toEqual([2, 6, 12, 20]);
  });

  it('stops a log at the event whose row would stand under another name', async () => {
    await running({ ...sums('log'), log: true });
    while (!states()[0]!.includes('failed')) await nextTurn();
    expect(runner.status()).toMatchObject([{ checkpoint: '0', error: expect.stringContaining('under the id') }]);
  });

  it('stops a view at the event that it cannot fold, with the batch before it stored', async () => {
    const bad = sums('bad', 4);
    await running(sums('good'), bad);
    await runner.waitFor(['good'], '9', 10_000);
    expect(states()).toEqual(['good live 9', 'bad failed 3']);
    expect(await readStore.open(bad as View)).toMatchObject([{ checkpoint: '3', live: false }]);
  });
});
