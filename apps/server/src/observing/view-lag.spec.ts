import { randomUUID } from 'node:crypto';
import { type EventStore, type NewEvent, type Position, type ReadStore, SetClock, type View } from '#event-sourcing';
import { openEventStore } from '#event-store';
import { COUNTED_AT_MOST, checkpointsOf, lagsOf } from './view-lag.js';

const GAP = 100;

/** The same events at positions with gaps between them. */
const sparse = (store: EventStore): EventStore => {
  const inner = (position: Position) => String(BigInt(position) / BigInt(GAP));
  const outer = (position: Position) => String(BigInt(position) * BigInt(GAP));
  return Object.assign(Object.create(store) as EventStore, {
    sparse: true,
    head: async () => outer(await store.head()),
    readAll: async (after: Position, limit: number) =>
      (await store.readAll(inner(after), limit)).map((event) => ({ ...event, position: outer(event.position) })),
  });
};

const views = ['first', 'second', 'third'].map((name) => ({ name }) as View);

describe('given five events, one a second', () => {
  const clock = new SetClock('2024-01-10T04:00:00.000Z');
  let store: EventStore;
  let reads: [Position, number][];

  const append = async (count: number) => {
    const events = Array.from({ length: count }, (): NewEvent => {
      const id = randomUUID();
      return { id, type: 'Noted', schemaVersion: 1, data: {}, metadata: { commandId: id } as NewEvent['metadata'] };
    });
    await store.append([[{ stream: 'note-1', expected: 'any', events }]]);
  };
  const counted = (inner: EventStore) =>
    Object.assign(Object.create(inner) as EventStore, {
      readAll: (after: Position, limit: number) => {
        reads.push([after, limit]);
        return inner.readAll(after, limit);
      },
    });
  const lags = async (of: EventStore, ...checkpoints: Position[]) => {
    const at = new Map(checkpoints.map((checkpoint, i) => [views[i]!.name, checkpoint]));
    const found = await lagsOf({ store: counted(of), clock }, await of.head(), at);
    return found.map(({ events, seconds }) => [events, seconds]);
  };

  beforeEach(async () => {
    reads = [];
    store = await openEventStore('memory:', { clock });
    for (let second = 1; second <= 5; second++) {
      clock.set(`2024-01-10T04:00:0${second}.000Z`);
      await append(1);
    }
    clock.set('2024-01-10T04:00:10.000Z');
  });

  it('has no lag where all are in the view, and the age of the oldest that is not', async () => {
    expect(await lags(store, '5', '3', '0')).toEqual([
      [0, 0],
      [2, 6],
      [5, 9],
    ]);
  });

  it('reads one event for each checkpoint that is behind, however many views are there', async () => {
    await lags(store, '3', '3', '5');
    expect(reads).toEqual([['3', 1]]);
  });

  it('counts events, not positions, where positions leave gaps', async () => {
    expect(await lags(sparse(store), '500', '300', '0')).toEqual([
      [0, 0],
      [2, 6],
      [5, 9],
    ]);
  });

  it('stops counting at the bound where it has to read', async () => {
    await append(COUNTED_AT_MOST);
    const [bounded] = await lags(sparse(store), '300');
    expect(bounded).toEqual([COUNTED_AT_MOST, 6]);
    expect(reads).toEqual([['300', COUNTED_AT_MOST]]);
    expect((await lags(store, '3'))[0]).toEqual([COUNTED_AT_MOST + 2, 6]);
  });

  it('is nothing for a view that is ahead of the head that was seen, and never negative by a clock set back', async () => {
    const ahead = await lagsOf({ store, clock }, '4', new Map([['first', '5']]));
    clock.set('2024-01-10T04:00:00.000Z');
    expect([...ahead, ...(await lagsOf({ store, clock }, '5', new Map([['first', '4']])))]).toEqual([
      { view: 'first', events: 0, seconds: 0 },
      { view: 'first', events: 1, seconds: 0 },
    ]);
  });

  it('asks the read store for the checkpoints, whoever moves them', async () => {
    const readStore = { checkpoint: async (name: string) => String(name.length) } as ReadStore;
    expect([...(await checkpointsOf({ readStore, storedViews: views }))]).toEqual([
      ['first', '5'],
      ['second', '6'],
      ['third', '5'],
    ]);
  });
});
