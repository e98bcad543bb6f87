import { randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store';
import { Command, type Decider, on } from './decider.js';
import { underAuthority } from './authority.js';
import { AuthorityMoved, ConcurrencyConflict, KeyReused, Overloaded, RuleBroken, StaleVersion } from '../errors.js';
import type { Event } from '../event.js';
import type { Append, EventStore } from '../appending/event-store.js';
import { FoldedStates } from './folded-states.js';
import { GroupCommit } from '../appending/group-commit.js';
import { JointPlan } from './joint-plan.js';
import { Transact } from './transact.js';

type Added = Event<'Added', { readonly by: number; readonly total: number }>;

class Add extends Command {
  by!: number;
}

const add = ({ by }: Add, total: number): Added[] => {
  if (total + by < 0) throw new RuleBroken('counter.below-zero', { total, by });
  return by === 0 ? [] : [{ type: 'Added', data: { by, total: total + by } }];
};

const counter: Decider<number, Added> = {
  category: 'counter',
  initial: 0,
  evolve: (total, { data }) => total + data.by,
  decisions: [on(Add, add, 'Added')],
};

const actor = { id: 'account-1', personId: 'person-1', name: '张三', roles: [], client: 'spec' };

const adding = (by: number, fields: Partial<Add> = {}) => {
  const commandId = randomUUID();
  const command = Object.assign(new Add(), {
    id: 'a',
    by,
    actor,
    issuedAt: '2024-01-10T04:00:00.000Z',
    commandId,
    commandHash: `hash of ${by}`,
    correlationId: commandId,
    ...fields,
  });
  return { decider: counter, decide: counter.decisions[0]!.decide as never, command };
};

const through = (store: EventStore, changes: Partial<EventStore>): EventStore => ({
  name: store.name,
  exclusive: store.exclusive,
  append: (appends) => store.append(appends),
  readStream: (stream, after) => store.readStream(stream, after),
  readAll: (after, limit) => store.readAll(after, limit),
  head: () => store.head(),
  onAppended: (wake) => store.onAppended(wake),
  close: () => store.close(),
  ...changes,
});

/** A store in which somebody else appends first, as often as told. */
const contended = (store: EventStore, losses: number): EventStore =>
  through(store, {
    append: async (appends: readonly Append[]) => {
      if (losses-- > 0) await over(store).execute(adding(100));
      return store.append(appends);
    },
  });

/** A store in which somebody else does this just before the first append. */
const meeting = <T>(store: EventStore, act: () => Promise<T>) => {
  let done: Promise<T> | undefined;
  const append = async (appends: readonly Append[]) => {
    done ??= act();
    await done;
    return store.append(appends);
  };
  return { store: through(store, { append, exclusive: false }), first: () => done! };
};

const someRight = {
  type: 'RoleGranted',
  schemaVersion: 1,
  data: { role: 'leader' },
  metadata: {
    actor,
    effectiveAt: '2024-01-01T00:00:00.000Z',
    correlationId: 'c',
    causationId: 'c',
    command: 'GrantRole',
    commandId: 'c',
    commandHash: 'c',
  },
};

/** A store to which other processes append as well. */
const shared = (store: EventStore): EventStore => through(store, { exclusive: false });

const over = (store: EventStore, states = new FoldedStates(100)) => new Transact(store, new GroupCommit(store), states);

/** The same, with what it tells of lost races: whether each was followed by another try. */
const watchedOver = (store: EventStore) => {
  const races: boolean[] = [];
  const raceLost = (again: boolean) => void races.push(again);
  return {
    races,
    transact: new Transact(store, new GroupCommit(store), new FoldedStates(100), { observer: { raceLost } }),
  };
};

const three = () => [adding(1), adding(10, { id: 'b' }), adding(2)];

describe('given a counter', () => {
  let store: EventStore;
  let transact: Transact;
  const totals = async () => (await store.readStream('counter-a')).map(({ data }) => (data as Added['data']).total);

  beforeEach(async () => {
    store = await openEventStore('memory:');
    transact = over(store);
    await transact.execute(adding(5));
  });

  it('stores what was decided and answers with a receipt', async () => {
    const bound = adding(3);
    const receipt = await transact.execute(bound);
    const [event] = await store.readStream('counter-a', 1);
    expect(receipt).toEqual({
      id: 'a',
      stream: 'counter-a',
      version: 2,
      position: '2',
      commandId: bound.command.commandId,
      events: [{ id: event!.id, type: 'Added' }],
      repeated: false,
    });
    expect(event).toMatchObject({ data: { by: 3, total: 8 }, metadata: { actor, command: 'Add' } });
  });

  it('stores nothing when the thing is so already, or a rule says no', async () => {
    expect(await transact.execute(adding(0))).toMatchObject({ version: 1, position: '1', events: [] });
    await expect(transact.execute(adding(-6))).rejects.toThrow(RuleBroken);
    expect(await totals()).toEqual([5]);
  });

  it('lets commands that come together take turns', async () => {
    await Promise.all(Array.from({ length: 50 }, () => transact.execute(adding(1))));
    expect((await totals()).at(-1)).toBe(55);
  });

  it('refuses commands once too many wait for their turn, and lets none of the others slip past', async () => {
    const group = new GroupCommit(store, { queue: 3, batch: 100 });
    const narrow = new Transact(store, group, new FoldedStates(100));
    const outcomes = await Promise.allSettled(Array.from({ length: 9 }, () => narrow.execute(adding(1))));
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual([
      ...Array(4).fill(true),
      ...Array(5).fill(false),
    ]);
    expect(outcomes.slice(4).every((one) => 'reason' in one && one.reason instanceof Overloaded)).toBe(true);
    expect(await totals()).toEqual([5, 6, 7, 8, 9]);
    expect(await narrow.execute(adding(1))).toMatchObject({ version: 6 });
  });

  describe('and somebody else who appends first', () => {
    it.each([1, 2, 3])('decides again on the newest state after %i lost races', async (losses) => {
      const receipt = await over(contended(store, losses)).execute(adding(1));
      expect(receipt).toMatchObject({ version: losses + 2, repeated: false });
      expect((await totals()).at(-1)).toBe(5 + 100 * losses + 1);
    });

    it('gives up after the fourth, with nothing of its own stored', async () => {
      await expect(over(contended(store, 4)).execute(adding(1))).rejects.toThrow(ConcurrencyConflict);
      expect(await totals()).toEqual([5, 105, 205, 305, 405]);
    });

    it('tells of each race that it lost, and whether it goes on', async () => {
      const { races, transact: mine } = watchedOver(contended(store, 5));
      await expect(mine.execute(adding(1))).rejects.toThrow(ConcurrencyConflict);
      await mine.executeAll([adding(1), adding(1, { id: 'b' })]);
      await expect(mine.execute(adding(-999))).rejects.toThrow(RuleBroken);
      expect(races).toEqual([true, true, true, false, true]);
    });

    it('refuses on the newest state only, when others may have moved the stream on', async () => {
      const mine = over(shared(store));
      await mine.load(counter, 'counter-a');
      await transact.execute(adding(10));
      expect(await mine.execute(adding(-12))).toMatchObject({ version: 3 });
      await expect(mine.execute(adding(-4))).rejects.toThrow('counter.below-zero');
    });

    it('finds a request that another process has taken', async () => {
      const mine = over(shared(store));
      await mine.load(counter, 'counter-a');
      await transact.execute(adding(10));
      const first = await transact.execute(adding(20, { commandId: '00000000-0000-4000-8000-00000000abcd' }));
      const again = adding(20, { commandId: first.commandId });
      expect(await mine.execute(again)).toEqual({ ...first, repeated: true });
      expect(await totals()).toEqual([5, 15, 35]);
    });

    it('answers with the first receipt when another process takes the same request at the same moment', async () => {
      const command = adding(20);
      const meanwhile = meeting(store, () => over(shared(store)).execute(adding(20, command.command)));
      const receipt = await over(meanwhile.store).execute(command);
      expect(receipt).toEqual({ ...(await meanwhile.first()), repeated: true });
      expect(await totals()).toEqual([5, 25]);
    });

    it('answers so for commands that are taken together, too', async () => {
      const commands = three();
      const meanwhile = meeting(store, () => over(shared(store)).executeAll(commands));
      const receipts = await over(meanwhile.store).executeAll(commands);
      const first = await meanwhile.first();
      expect(receipts.map(({ events }) => events)).toEqual(first.map(({ events }) => events));
      expect(receipts.every(({ repeated }) => repeated)).toBe(true);
    });
  });

  describe('and an actor whose right stands in a stream of its own', () => {
    const seen = { stream: 'account-1', version: 1 };
    const change = (version: number | 'none') =>
      store.append([[{ stream: seen.stream, expected: version, events: [{ ...someRight, id: randomUUID() }] }]]);
    beforeEach(() => change('none'));

    it('takes the command while the right is as it was seen', async () => {
      expect(await transact.execute(adding(1, { authority: seen }))).toMatchObject({ version: 2 });
      const both = [adding(1, { authority: seen }), adding(1, { id: 'b', authority: seen })];
      expect(await transact.executeAll(both)).toHaveLength(2);
    });

    it('stores nothing once the right has changed, however often it might try again', async () => {
      await change(1);
      const before = await store.head();
      await expect(transact.execute(adding(1, { authority: seen }))).rejects.toThrow(AuthorityMoved);
      const both = [adding(1), adding(1, { id: 'b', authority: seen })];
      await expect(transact.executeAll(both)).rejects.toThrow(AuthorityMoved);
      expect(await store.head()).toBe(before);
    });

    it('answers a request that comes again, whatever became of the right', async () => {
      const first = await transact.execute(adding(1, { authority: seen }));
      await change(1);
      const again = adding(1, { commandId: first.commandId, authority: seen });
      expect(await over(store).execute(again)).toMatchObject({ repeated: true, version: first.version });
    });

    it('is looked at again by whoever may, and the command taken under it', async () => {
      await change(1);
      let renewed = 0;
      const { command, ...bound } = adding(1, { authority: seen });
      command.renewAuthority = async () => {
        renewed++;
        return { authority: { ...seen, version: 2 } };
      };
      await underAuthority(command, (again) => transact.execute({ ...bound, command: again }));
      expect(renewed).toBe(1);
      command.renewAuthority = async () => Promise.reject(new RuleBroken('rights.denied'));
      const other = adding(1, { authority: seen, renewAuthority: command.renewAuthority });
      await expect(underAuthority(other.command, (command) => transact.execute({ ...other, command }))).rejects.toThrow(
        'rights.denied',
      );
    });
  });

  describe('and a request that comes again', () => {
    it.each([
      ['remembered', () => transact],
      ['read anew', () => over(store)],
    ])('answers with the first receipt from what is %s', async (_, by) => {
      const first = await transact.execute(adding(1));
      await transact.execute(adding(2));
      const again = adding(1, { commandId: first.commandId, expectedVersion: 1 });
      expect(await by().execute(again)).toEqual({ ...first, repeated: true });
      expect(await totals()).toEqual([5, 6, 8]);
    });

    it('refuses another body under the same key, also in another stream', async () => {
      const { commandId } = await transact.execute(adding(1));
      await expect(transact.execute(adding(2, { commandId }))).rejects.toThrow(KeyReused);
      await expect(transact.execute(adding(2, { commandId, id: 'b' }))).rejects.toThrow(KeyReused);
      expect(await store.head()).toBe('2');
    });
  });

  describe('and a version that the client saw', () => {
    it('takes it when it is the newest, and refuses it when it is not', async () => {
      await expect(transact.execute(adding(1, { expectedVersion: 0 }))).rejects.toThrow(StaleVersion);
      await expect(transact.execute(adding(1, { expectedVersion: 2 }))).rejects.toThrow(StaleVersion);
      expect(await transact.execute(adding(1, { expectedVersion: 1 }))).toMatchObject({ version: 2 });
    });

    it('refuses it when it is overtaken in a race', async () => {
      const racing = over(contended(store, 1)).execute(adding(1, { expectedVersion: 1 }));
      await expect(racing).rejects.toThrow(StaleVersion);
      expect(await totals()).toEqual([5, 105]);
    });
  });

  describe('and a day on which the fact happened', () => {
    const effective = async () => (await store.readStream('counter-b')).map(({ metadata }) => metadata.effectiveAt);
    const happened = (effectiveOn?: string, issuedAt = '2024-01-10T04:00:00.000Z') =>
      transact.execute(adding(1, { id: 'b', effectiveOn, issuedAt }));

    it('dates it from the start of that day in Shanghai, or from now', async () => {
      await happened('2023-11-30');
      await happened('2024-01-10');
      await happened();
      expect(await effective()).toEqual([
        '2023-11-29T16:00:00.000Z',
        '2024-01-09T16:00:00.000Z',
        '2024-01-10T04:00:00.000Z',
      ]);
    });

    it('refuses a day ahead of now, in Shanghai', async () => {
      await expect(happened('2024-01-11')).rejects.toMatchObject({ code: 'effective.ahead-of-now' });
      await happened('2024-01-11', '2024-01-10T16:00:00.000Z');
      expect(await effective()).toEqual(['2024-01-10T16:00:00.000Z']);
    });

    it('refuses a day before the last, and goes on from the last moment of the same day', async () => {
      await happened();
      await happened('2024-01-10');
      await happened(undefined, '2024-01-10T03:59:59.999Z');
      await expect(happened('2024-01-09')).rejects.toMatchObject({ code: 'effective.before-last' });
      expect(await effective()).toEqual(Array(3).fill('2024-01-10T04:00:00.000Z'));
    });
  });

  describe('and more streams than states may be kept', () => {
    it('keeps those used last and reads the others anew', async () => {
      const states = new FoldedStates(2);
      transact = over(store, states);
      for (const id of ['a', 'b', 'a', 'c']) await transact.execute(adding(1, { id }));
      expect(['a', 'b', 'c'].map((id) => states.get(`counter-${id}`)?.state)).toEqual([7, undefined, 1]);
      await transact.execute(adding(1, { id: 'b' }));
      expect(states.get('counter-b')?.state).toBe(2);
      expect(states.get('counter-a')).toBeUndefined();
    });
  });

  describe('and commands to be taken together', () => {
    it('lets each see those before it and stores them in one append', async () => {
      const receipts = await transact.executeAll(three());
      expect(receipts.map(({ stream, events }) => [stream, events.length])).toEqual([
        ['counter-a', 1],
        ['counter-b', 1],
        ['counter-a', 1],
      ]);
      expect(await totals()).toEqual([5, 6, 8]);
      expect(await transact.execute(adding(1))).toMatchObject({ version: 4 });
      expect(await transact.execute(adding(1, { id: 'b' }))).toMatchObject({ version: 2 });
    });

    it('stores none of them when one is refused', async () => {
      await expect(transact.executeAll([...three(), adding(-9)])).rejects.toThrow('counter.below-zero');
      expect(await store.head()).toBe('1');
      await transact.execute(adding(1));
      expect(await totals()).toEqual([5, 6]);
    });

    it('stores nothing when they are only rehearsed', async () => {
      await transact.draft(new JointPlan(), three());
      await expect(transact.draft(new JointPlan(), [adding(-3), adding(-3)])).rejects.toThrow('counter.below-zero');
      expect(await store.head()).toBe('1');
    });

    it('stores nothing again when they are repeated', async () => {
      const commands = three();
      const first = await transact.executeAll(commands);
      for (const by of [transact, over(store)]) {
        const again = await by.executeAll(commands);
        expect(again.map(({ events }) => events)).toEqual(first.map(({ events }) => events));
        expect(again.every(({ repeated }) => repeated)).toBe(true);
      }
      expect(await store.head()).toBe('4');
    });

    it('decides all of them again after a lost race', async () => {
      await over(contended(store, 3)).executeAll(three());
      expect(await totals()).toEqual([5, 105, 205, 305, 306, 308]);
      await expect(over(contended(store, 4)).executeAll(three())).rejects.toThrow(ConcurrencyConflict);
    });
  });
});
