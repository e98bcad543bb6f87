import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { openEventStore } from '#event-store';
import { GroupCommit } from '../appending/group-commit.js';
import type { EventStore } from '../appending/event-store.js';
import { Command, type CommandClass, type Decider, on } from './decider.js';
import { RuleBroken } from '../errors.js';
import { type Event, inOrderOfDays, type Recorded } from '../event.js';
import { FoldedStates } from './folded-states.js';
import { commanded } from '../testing/given-decider.js';
import { Transact } from './transact.js';

type Kept =
  | Event<'Begun', object>
  | Event<'Noted', { readonly text: string }>
  | Event<'NoteCorrected', { readonly corrects: string; readonly text: string }>
  | Event<'Ended', object>;

interface Book {
  readonly open: boolean;
  readonly notes: readonly { readonly id: string; readonly text: string }[];
}

class Begin extends Command {}
class Note extends Command {
  static readonly inAnyOrder = true;
  text!: string;
}
class CorrectNote extends Command {
  static readonly puttingRight = ({ id }: Recorded, { corrects }: CorrectNote): boolean => id === corrects;
  corrects!: string;
  text!: string;
}
class End extends Command {}

const mustBeOpen = (open: boolean): void => {
  if (!open) throw new RuleBroken('book.not-open', {});
};

const note = ({ text }: Note, { open, notes }: Book): Kept[] => {
  mustBeOpen(open);
  return notes.some((one) => one.text === text) ? [] : [{ type: 'Noted', data: { text } }];
};
const correct = ({ corrects, text }: CorrectNote): Kept[] => [{ type: 'NoteCorrected', data: { corrects, text } }];
const end = (_: End, { open }: Book): Kept[] => {
  mustBeOpen(open);
  return [{ type: 'Ended', data: {} }];
};

const fold = (book: Book, { id, type, data }: Recorded<Kept>): Book => {
  if (type === 'Begun' || type === 'Ended') return { ...book, open: type === 'Begun' };
  if (type === 'Noted') return { ...book, notes: [...book.notes, { id, text: data.text }] };
  const { corrects, text } = data;
  return { ...book, notes: book.notes.map((one) => (one.id === corrects ? { id: corrects, text } : one)) };
};

const books: Decider<Book, Kept> = {
  category: 'book',
  initial: { open: false, notes: [] },
  evolve: fold,
  decisions: [
    on(Begin, (): Kept[] => [{ type: 'Begun', data: {} }], 'Begun'),
    on(Note, note, 'Noted'),
    on(CorrectNote, correct, 'NoteCorrected'),
    on(End, end, 'Ended'),
  ],
};

const bound = <C extends Command>(type: CommandClass<C>, fields: Partial<C> = {}) => ({
  decider: books,
  decide: books.decisions.find(({ command }) => command === type)!.decide as never,
  command: commanded(type, { commandId: randomUUID(), issuedAt: '2024-01-31T04:00:00.000Z', ...fields }),
});
const noting = (text: string, effectiveOn?: string) => bound(Note, { text, effectiveOn });

const over = (store: EventStore, states = new FoldedStates(100)) => new Transact(store, new GroupCommit(store), states);

describe('a fact told behind later ones', () => {
  let store: EventStore;
  let transact: Transact;
  const texts = async (through = over(store)): Promise<string[]> =>
    ((await through.load(books, 'book-x')).state as Book).notes.map(({ text }) => text);
  const lateOnes = async () =>
    (await store.readStream('book-x')).filter(({ metadata }) => metadata.outOfOrder).map(({ version }) => version);

  beforeEach(async () => {
    store = await openEventStore('memory:');
    transact = over(store);
    await transact.execute(bound(Begin, { effectiveOn: '2024-01-02' }));
    await transact.execute(noting('of the 10th', '2024-01-10'));
  });

  it('stands on its day, and is marked', async () => {
    await transact.execute(noting('of the 5th', '2024-01-05'));
    await transact.execute(noting('of the 12th', '2024-01-12'));
    expect(await lateOnes()).toEqual([3]);
    expect(await texts()).toEqual(['of the 5th', 'of the 10th', 'of the 12th']);
    expect(await texts(transact)).toEqual(await texts());
  });

  it('is refused on a day before it could be, with the first on which it could', async () => {
    await expect(transact.execute(noting('early', '2024-01-01'))).rejects.toMatchObject({
      code: 'effective.too-early',
      details: { field: 'effectiveOn', effectiveOn: '2024-01-01', earliest: '2024-01-02', because: 'book.not-open' },
    });
    await transact.execute(noting('early', '2024-01-02'));
    expect(await texts()).toEqual(['early', 'of the 10th']);
  });

  it('is refused when it cannot be told any more', async () => {
    await transact.execute(bound(End, { effectiveOn: '2024-01-20' }));
    await expect(transact.execute(noting('too late', '2024-01-05'))).rejects.toMatchObject({ code: 'book.not-open' });
  });

  it('is nothing when it is there already', async () => {
    expect((await transact.execute(noting('of the 10th', '2024-01-05'))).events).toEqual([]);
  });

  it('leaves what changes the state behind the last fact of all', async () => {
    await transact.execute(noting('of the 5th', '2024-01-05'));
    await expect(transact.execute(bound(End, { effectiveOn: '2024-01-09' }))).rejects.toMatchObject({
      code: 'effective.before-last',
      details: { earliest: '2024-01-10' },
    });
  });

  it('is put right on its day', async () => {
    const { events } = await transact.execute(noting('of the 5th', '2024-01-05'));
    await transact.execute(bound(CorrectNote, { corrects: events[0]!.id, text: 'better' }));
    const [late, correction] = (await store.readStream('book-x')).slice(-2);
    expect(correction!.metadata).toMatchObject({ outOfOrder: true, effectiveAt: late!.metadata.effectiveAt });
    expect(await texts(transact)).toEqual(['better', 'of the 10th']);
  });

  it('is taken together with others, each of which sees those before it', async () => {
    const begun = bound(Begin, { id: 'y', effectiveOn: '2024-01-03' });
    await transact.executeAll([noting('of the 5th', '2024-01-05'), begun, noting('of the 3rd', '2024-01-03')]);
    expect(await lateOnes()).toEqual([3, 4]);
    expect(await texts(transact)).toEqual(['of the 3rd', 'of the 5th', 'of the 10th']);
    await expect(
      transact.executeAll([noting('of the 6th', '2024-01-06'), noting('early', '2024-01-01')]),
    ).rejects.toMatchObject({ code: 'effective.too-early' });
    expect(await texts(transact)).toHaveLength(3);
  });

  it('reaches a process that had folded the stream before', async () => {
    const elsewhere = over({
      ...store,
      exclusive: false,
      readStream: (...asked) => store.readStream(...asked),
    } as EventStore);
    await elsewhere.load(books, 'book-x');
    await transact.execute(noting('of the 5th', '2024-01-05'));
    expect(await texts(elsewhere)).toEqual(['of the 5th', 'of the 10th']);
  });

  it('leaves every process with what folding the stream in the order of days gives', async () => {
    const day = fc.integer({ min: 2, max: 30 }).map((n) => `2024-01-${String(n).padStart(2, '0')}`);
    const step = fc.record({ day: fc.option(day, { nil: undefined }), together: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const id = randomUUID();
        await transact.execute(bound(Begin, { id, effectiveOn: '2024-01-02' }));
        for (const [n, { day: effectiveOn, together }] of steps.entries()) {
          const one = bound(Note, { id, text: `${n}`, effectiveOn });
          const taken = together
            ? transact.executeAll([one, bound(Note, { id, text: `${n}+`, effectiveOn })])
            : transact.execute(one);
          await taken;
        }
        const events = (await store.readStream(`book-${id}`)) as Recorded<Kept>[];
        const times = inOrderOfDays(events).map(({ metadata }) => metadata.effectiveAt);
        expect(times).toEqual([...times].sort());
        const wanted = inOrderOfDays(events).reduce(fold, books.initial);
        for (const one of [transact, over(store)]) {
          const folded = await one.load(books, `book-${id}`);
          expect(folded.state).toEqual(wanted);
          expect([folded.version, folded.lastEffectiveAt]).toEqual([events.length, times.at(-1)]);
        }
      }),
      { numRuns: 50 },
    );
  });
});
