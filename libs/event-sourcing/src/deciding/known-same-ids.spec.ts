import { randomUUID } from 'node:crypto';
import { openEventStore } from '#event-store';
import { forwarded } from '../appending/forwarded.js';
import type { EventStore } from '../appending/event-store.js';
import { GroupCommit } from '../appending/group-commit.js';
import { RuleBroken } from '../errors.js';
import type { Event } from '../event.js';
import { Command, type Decider, on } from './decider.js';
import { FoldedStates } from './folded-states.js';
import { KnownSameIds } from './known-same-ids.js';
import type { SameIds } from './same-ids.js';
import { Transact } from './transact.js';

type Signed = Event<'Signed', { readonly person: string }>;
type Merged = Event<'Merged', { readonly from: string; readonly into: string }>;

class Sign extends Command {
  person!: string;
}

/** Nobody signs twice. */
const paper: Decider<readonly string[], Signed> = {
  category: 'paper',
  initial: [],
  evolve: (persons, { data }) => [...persons, data.person],
  decisions: [
    on(
      Sign,
      ({ person }: Sign, persons: readonly string[]): Signed[] => {
        if (persons.includes(person)) throw new RuleBroken('paper.signed-already');
        return [{ type: 'Signed', data: { person } }];
      },
      'Signed',
    ),
  ],
};

const mergers: Decider<SameIds, Merged> = {
  category: 'mergers',
  initial: new Map(),
  evolve: (same, { data }) => new Map([...same, [data.from, data.into]]),
  decisions: [],
  asRecorded: true,
};

const actor = { id: 'account-1', personId: 'person-1', name: '张三', roles: [], client: 'spec' };

const signing = (person: string, id = 'one') => {
  const commandId = randomUUID();
  const about = { id, person, actor, issuedAt: '2024-01-10T04:00:00.000Z' };
  const command = Object.assign(new Sign(), about, { commandId, commandHash: person, correlationId: commandId });
  return { decider: paper, decide: paper.decisions[0]!.decide as never, command };
};

describe.each(['alone', 'together'] as const)('where other processes append as well, a command taken %s', (how) => {
  let store: EventStore;
  let reads: string[];
  let appends: number;
  let transact: Transact;

  const asShared = (sideBySide?: boolean): EventStore => ({
    ...forwarded(store),
    exclusive: false,
    sideBySide,
    append: (all) => {
      appends += 1;
      return store.append(all);
    },
    readStream: (stream, after) => {
      reads.push(stream);
      return store.readStream(stream, after);
    },
  });
  const over = (shared: EventStore) => {
    const states = new FoldedStates(100);
    const sameIds = new KnownSameIds(shared, states, { decider: mergers, id: 'all', of: (same) => same });
    return new Transact(shared, new GroupCommit(shared), states, { sameIds });
  };
  const sign = (person: string, id?: string) =>
    how === 'alone'
      ? transact.execute(signing(person, id))
      : transact.executeAll([signing(person, id), signing('witness', `beside-${randomUUID()}`)]);
  /** By another process. */
  const merge = async (from: string, into: string) => {
    const { command } = signing('nobody');
    const { commandId, commandHash, correlationId } = command;
    const metadata = { actor, effectiveAt: command.issuedAt, correlationId, causationId: commandId, command: 'Merge' };
    const told = { ...metadata, commandId, commandHash };
    const event = { id: randomUUID(), type: 'Merged', schemaVersion: 1, data: { from, into }, metadata: told };
    await store.append([[{ stream: 'mergers-all', expected: 'any', events: [event] }]]);
  };
  const persons = async () =>
    (await store.readStream('paper-one')).map(({ data }) => (data as { person: string }).person);
  const readsOfMergers = () => reads.filter((stream) => stream === 'mergers-all').length;

  beforeEach(async () => {
    store = await openEventStore('memory:');
    [reads, appends] = [[], 0];
    transact = over(asShared());
  });
  afterEach(() => store.close());

  it.each([
    ['while nobody was ever merged', 0],
    ['after mergers', 2],
  ])('costs no read of who is whom, %s', async (_, count) => {
    for (let n = 0; n < count; n++) await merge(`x${n}`, `y${n}`);
    await sign('a');
    expect(readsOfMergers()).toBe(1);
    for (let n = 0; n < 20; n++) await sign(`p${n}`);
    expect([readsOfMergers(), appends]).toEqual([1, 21]);
  });

  it('is decided again when somebody was merged since that was read, and not stored where it is refused then', async () => {
    await sign('b');
    await merge('b', 'a');
    await expect(sign('a')).rejects.toThrow('paper.signed-already');
    expect(await persons()).toEqual(['b']);
    await sign('c');
    expect([await persons(), readsOfMergers() <= 3]).toEqual([['b', 'c'], true]);
  });

  it('asks before, where a store would have to look before each append', async () => {
    transact = over(asShared(true));
    await sign('b');
    await merge('b', 'a');
    await expect(sign('a')).rejects.toThrow('paper.signed-already');
    expect([await persons(), appends]).toEqual([['b'], 1]);
  });
});
