import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { SetClock } from './clock.js';
import { Command, type CommandClass, type Decider, on, onFacts } from './deciding/decider.js';
import { Engine } from './engine.js';
import { RuleBroken, StaleVersion, ViewBehind } from './errors.js';
import type { Event } from './event.js';
import type { EventStore } from './appending/event-store.js';
import { type Context, handling } from './deciding/handling.js';
import { integer, projection, type View } from './views/projection.js';
import type { ReadStore } from './views/read-store.js';
import type { Receipt } from './deciding/receipt.js';
import { commanded } from './testing/given-decider.js';

type Moved = Event<'Moved', { readonly by: number }>;

class Move extends Command {
  by!: number;
}
/** Takes from one account and gives to another, or neither. */
class Transfer extends Move {
  from!: string;
}
/** Moves as much as the view says is there. */
class Double extends Command {}
class Unheard extends Command {}

const move = ({ by }: Move, balance: number): Moved[] => {
  if (balance + by < 0) throw new RuleBroken('account.short', { balance, by });
  return by === 0 ? [] : [{ type: 'Moved', data: { by } }];
};

const double = (command: Double, balance: number, { by }: { readonly by: number }): Moved[] =>
  move({ ...command, by }, balance);

const account: Decider<number, Moved> = {
  category: 'account',
  initial: 0,
  evolve: (balance, { data }) => balance + data.by,
  decisions: [on(Move, move, 'Moved'), on(Transfer, move, 'Moved'), onFacts(Double, double, 'Moved')],
};

const folds = {
  version: 1,
  seenThrough: 'everyone',
  when: {
    Moved: (row: { balance: number } | undefined, { data }: Moved) => ({ balance: (row?.balance ?? 0) + data.by }),
  },
};
const balances = projection<{ balance: number }, Moved>({
  name: 'balances',
  ...folds,
  columns: { balance: integer((row) => row.balance) },
});
const pictures = projection<{ balance: number }, Moved>({ name: 'pictures', ...folds, fromStream: 'account' });

const accounts: Context = {
  name: 'accounts',
  deciders: [account],
  views: [balances, pictures] as View[],
  handlings: [
    handling(Transfer, {
      alongside: async (command, look) => ({
        before: [look.follow(command, Move, { id: command.from, by: -command.by })],
      }),
    }),
    handling(Double, {
      decide: double,
      facts: async (command, look) => {
        const row = await look.row(balances, command.id);
        const { state, version } = await look.state(account, command.id);
        return { by: row?.balance === state && version > 0 ? state : -1_000 };
      },
    }),
  ],
};

const digest = (text: string) => createHash('sha256').update(text).digest('hex');
const NOW = '2024-01-10T04:00:00.000Z';

let store: EventStore;
let readStore: ReadStore;
let engine: Engine;
/** Appends wait for it. */
let gate: Promise<void>;
let made = 0;
/** What the engine's observer heard of commands. */
let told: string[];

const gated = (): EventStore =>
  Object.assign(Object.create(store) as EventStore, {
    append: async (appends: Parameters<EventStore['append']>[0]) => {
      await gate;
      return store.append(appends);
    },
    readStream: (stream: string, after?: number) => store.readStream(stream, after),
    readAll: (after: string, limit: number) => store.readAll(after, limit),
    head: () => store.head(),
    onAppended: (wake: () => void) => store.onAppended(wake),
  });

beforeEach(async () => {
  gate = Promise.resolve();
  const clock = new SetClock(NOW);
  store = await openEventStore('memory:', { clock });
  readStore = await openReadStore('sqlite::memory:');
  told = [];
  const observer = {
    taken: ({ constructor }: Command, { repeated, events }: Receipt) =>
      void told.push(`${constructor.name} ${repeated ? 'repeated' : events.length}`),
    refused: ({ constructor }: Command, error: unknown) => void told.push(`${constructor.name} ${String(error)}`),
  };
  engine = new Engine({ store: gated(), readStore, clock, contexts: [accounts], digest, observer });
  await engine.start();
});
afterEach(async () => {
  await engine.stop();
  await readStore.close();
  await store.close();
});

const command = <C extends Command>(type: CommandClass<C>, fields: Partial<C>): C => {
  const commandId = engine.uuid(`command ${++made}`);
  const envelope = { issuedAt: NOW, commandId, commandHash: commandId, correlationId: commandId } as Partial<C>;
  return commanded(type, { ...envelope, ...fields });
};
const moved = (id: string, by: number) => command(Move, { id, by });
const stored = async (id: string) =>
  (await store.readStream(`account-${id}`)).map(({ data }) => (data as Moved['data']).by);

describe('a command with a preparation', () => {
  beforeEach(() => engine.execute(moved('a', 10)));

  it('is stored together with what its preparation adds, and answered with its own receipt', async () => {
    const transfer = command(Transfer, { id: 'b', from: 'a', by: 4 });
    const receipt = await engine.execute(transfer);
    expect([await stored('a'), await stored('b')]).toEqual([[10, -4], [4]]);
    expect(receipt).toMatchObject({ id: 'b', stream: 'account-b', version: 1, commandId: transfer.commandId });
    expect(receipt.position).toBe(await store.head());
  });

  it('leaves nothing behind when either part is refused', async () => {
    await expect(engine.execute(command(Transfer, { id: 'b', from: 'a', by: 11 }))).rejects.toMatchObject({
      code: 'account.short',
    });
    await expect(engine.execute(command(Transfer, { id: 'b', from: 'a', by: -1 }))).rejects.toMatchObject({
      code: 'account.short',
    });
    expect([await stored('a'), await stored('b')]).toEqual([[10], []]);
  });

  it('sent twice is taken once, in all of its parts', async () => {
    const transfer = () =>
      command(Transfer, { id: 'b', from: 'a', by: 4, commandId: engine.uuid('x'), commandHash: 'h' });
    const first = await engine.execute(transfer());
    expect(await engine.execute(transfer())).toEqual({ ...first, repeated: true });
    expect([await stored('a'), await stored('b')]).toEqual([[10, -4], [4]]);
  });

  it('hands on who, when, why and in which course, under an id of its own', async () => {
    const told = { reason: '调剂', onBehalfOf: '办公室', effectiveOn: '2024-01-10' };
    const transfer = command(Transfer, { id: 'b', from: 'a', by: 4, ...told });
    await engine.execute(transfer);
    const [, part] = await store.readStream('account-a');
    expect(part!.metadata).toMatchObject({
      actor: transfer.actor,
      reason: '调剂',
      onBehalfOf: '办公室',
      command: 'Move',
      correlationId: transfer.correlationId,
      causationId: transfer.commandId,
    });
    expect(part!.metadata.commandId).not.toBe(transfer.commandId);
  });

  it('sees what was stored a moment ago, in the stream and in the views', async () => {
    for (const balance of [20, 40, 80]) {
      await engine.execute(command(Double, { id: 'a' }));
      expect((await engine.lookup.state(account, 'a')).state).toBe(balance);
    }
    expect(await engine.lookup.state(account, 'nobody')).toEqual({ state: 0, version: 0, position: '0' });
    expect(await engine.lookup.row(balances, 'nobody')).toBeUndefined();
    expect(await engine.lookup.row(pictures, 'a')).toEqual({ balance: 80 });
  });
});

describe('a command that nobody decides', () => {
  it('is named', async () => {
    await expect(engine.execute(command(Unheard, { id: 'a' }))).rejects.toThrow('nobody decides Unheard');
    expect(engine.commands).toEqual([Move, Transfer, Double]);
  });
});

describe('several commands together', () => {
  it('are taken in order, each seeing what those before it decided', async () => {
    const receipts = await engine.executeAll([moved('a', 5), moved('b', 1), moved('a', -5), moved('a', 0)]);
    expect(receipts.map(({ stream, version, events }) => [stream, version, events.length])).toEqual([
      ['account-a', 1, 1],
      ['account-b', 1, 1],
      ['account-a', 2, 1],
      ['account-a', 2, 0],
    ]);
    expect([await stored('a'), await stored('b')]).toEqual([[5, -5], [1]]);
  });

  it('are all refused with the one that is, and can be decided anew without it', async () => {
    const together = [moved('a', 5), moved('b', 1), moved('a', -6)];
    await expect(engine.executeAll(together)).rejects.toMatchObject({ details: { balance: 5, by: -6 } });
    expect(await store.head()).toBe('0');
    await engine.executeAll(together.slice(0, 2));
    expect([await stored('a'), await stored('b')]).toEqual([[5], [1]]);
  });

  it('are all refused when one names a version that has passed', async () => {
    await engine.execute(moved('a', 5));
    const stale = command(Move, { id: 'a', by: 1, expectedVersion: 7 });
    await expect(engine.executeAll([moved('b', 1), stale])).rejects.toThrow(StaleVersion);
    expect(await stored('b')).toEqual([]);
  });

  it('rehearsed store nothing, leave no trace, and are refused as they would be', async () => {
    await engine.execute(moved('a', 5));
    const fitting = [moved('a', -5), moved('c', 2)];
    await engine.rehearse(fitting);
    await engine.rehearse(fitting);
    await expect(engine.rehearse([moved('c', 2), moved('a', -6)])).rejects.toMatchObject({ code: 'account.short' });
    expect(await store.head()).toBe('1');
    expect(await engine.lookup.state(account, 'a')).toMatchObject({ state: 5, version: 1 });
    expect((await engine.executeAll(fitting)).map(({ repeated }) => repeated)).toEqual([false, false]);
  });
});

describe('a reader who has seen a position', () => {
  it('finds it in the views', async () => {
    const { position } = await engine.execute(moved('a', 3));
    await engine.seen([balances as View], position);
    expect((await engine.reader.find(balances, 'a'))?.row).toEqual({ balance: 3 });
  });

  it('is told when the view does not reach it in time, by how far', async () => {
    await engine.execute(moved('a', 3));
    const late = engine.seen([balances as View], '2', 1);
    await expect(late).rejects.toThrow(ViewBehind);
    await expect(late).rejects.toMatchObject({ view: 'balances', wanted: '2' });
  });

  it('waits for nothing when he has seen none, and for no view that is folded when asked', async () => {
    await engine.seen([balances as View], undefined, 1);
    await engine.seen([pictures as View], '99', 1);
    await engine.execute(moved('a', 3));
    expect((await engine.reader.find(pictures, 'a'))?.row).toEqual({ balance: 3 });
  });
});

describe('an engine that is observed', () => {
  it('tells how each command ended that was asked for, and not what a preparation adds', async () => {
    const first = moved('a', 10);
    await engine.execute(first);
    await engine.execute(first);
    await engine.execute(moved('a', 0));
    await engine.execute(command(Transfer, { id: 'b', from: 'a', by: 4 }));
    await engine.execute(moved('a', -99)).catch(() => undefined);
    await engine.execute(command(Unheard, { id: 'a' })).catch(() => undefined);
    expect(told).toEqual([
      'Move 1',
      'Move repeated',
      'Move 0',
      'Transfer 1',
      'Move RuleBroken: account.short',
      'Unheard Error: nobody decides Unheard',
    ]);
  });

  it('tells of commands taken together one by one, refused or not, and nothing of a rehearsal', async () => {
    await engine.executeAll([moved('a', 1), moved('b', 2)]);
    await engine.executeAll([moved('a', 1), moved('b', -9)]).catch(() => undefined);
    await engine.rehearse([moved('a', 1)]);
    expect(told).toEqual(['Move 1', 'Move 1', ...Array(2).fill('Move RuleBroken: account.short')]);
  });

  it('says how many streams it holds folded', async () => {
    expect(engine.cachedStates).toBe(0);
    await engine.executeAll([moved('a', 1), moved('b', 2)]);
    expect(engine.cachedStates).toBe(2);
  });
});

describe('an engine that is stopped', () => {
  it('has stored all that was accepted by then', async () => {
    let open = () => {};
    gate = new Promise((resolve) => (open = resolve));
    const sent = Array.from({ length: 20 }, (_, i) => engine.execute(moved(`n${i}`, i + 1)));
    while (engine.commits.waiting < 19) await new Promise((resolve) => setImmediate(resolve));
    let stopped = false;
    const stopping = engine.stop().then(() => (stopped = true));
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(stopped).toBe(false);
    open();
    await stopping;
    expect(await store.head()).toBe('20');
    expect((await Promise.all(sent)).map(({ version }) => version)).toEqual(Array(20).fill(1));
  });
});

describe('a UUID made from a text', () => {
  it('has the form of RFC 9562 version 8, and is the same for the same text only', () => {
    const seen = new Map<string, string>();
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const uuid = engine.uuid(text);
        expect(uuid).toMatch(/^[\da-f]{8}-[\da-f]{4}-8[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
        expect(engine.uuid(text)).toBe(uuid);
        expect(seen.get(uuid) ?? text).toBe(text);
        seen.set(uuid, text);
      }),
    );
  });

  it('never changes from one version of the program to the next: stored ids rest on it', () => {
    expect(engine.uuid('巡察整改')).toBe('0a544b9f-dfd8-8bf8-a3e7-3dba4a72516d');
  });
});
