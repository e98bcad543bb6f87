import { createHash, randomUUID } from 'node:crypto';
import { Engine, type EventStore, projection, type ReadStore, type View, type ViewReader } from '#event-sourcing';
import { commanded } from '#event-sourcing/testing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { Add, added, type Added, counterOf } from './counter.fixture.js';
import { Views } from './views.js';

const counter = counterOf(added);

const totalled = (name: string, more: { readonly fromStream?: string } = {}) =>
  projection<{ readonly total: number }, Added>({
    name,
    version: 1,
    seenThrough: 'everyone',
    when: { Added: (row, { data }) => ({ total: (row?.total ?? 0) + data.by }) },
    ...more,
  });
const lists = totalled('lists');
const totals = totalled('totals');
const pictures = totalled('pictures', { fromStream: 'counter' });
const all = [lists, totals, pictures] as View[];

/** Stands a millisecond later each time it is looked at, until it is told to stand still. */
const ticking = () => {
  let now = Date.parse('2024-01-10T04:00:00.000Z');
  return {
    step: 1,
    now: function () {
      return new Date((now += this.step)).toISOString();
    },
  };
};

describe('a paper made of three views', () => {
  let store: EventStore;
  let readStore: ReadStore;
  let engine: Engine;
  let views: Views;
  const clock = ticking();
  beforeEach(async () => {
    store = await openEventStore('memory:', { clock });
    readStore = await openReadStore('sqlite::memory:');
    const contexts = [{ name: 'counting', deciders: [counter], views: all }];
    const digest = (text: string) => createHash('sha256').update(text).digest('hex');
    engine = new Engine({ store, readStore, clock, contexts, digest });
    await engine.start();
    views = new Views(engine);
    await engine.seen(all, await add());
  });
  afterEach(async () => {
    clock.step = 1;
    await engine.stop();
    await readStore.close();
    await store.close();
  });

  const add = async () => {
    const commandId = randomUUID();
    const { position } = await engine.execute(
      commanded(Add, { id: 'a', by: 1, issuedAt: clock.now(), commandId, commandHash: commandId }),
    );
    return position;
  };
  const of = async (reader: ViewReader, view: View) =>
    ((await reader.find(view, 'a'))?.row as { total: number } | undefined)?.total;

  /** Something is stored, and shown, between the looks at the first view and at the others. */
  const paper = async (reader: ViewReader) => {
    const list = await of(reader, lists as View);
    await engine.seen(all, await add());
    return { list, total: await of(reader, totals as View), picture: await of(reader, pictures as View) };
  };

  it('contradicts itself when it is asked for view by view', async () => {
    expect(await views.ask(all, {}, paper)).toMatchObject({ list: 1, total: 2, picture: 2 });
  });

  it('tells one position of all when it is asked for at once', async () => {
    expect(await views.askAtOnce(all, {}, paper)).toMatchObject({ list: 2, total: 2, picture: 2 });
  });

  it('contains what was stored in the same instant as something that came while it was read', async () => {
    clock.step = 0;
    await engine.seen(all, await add());
    const seen = await views.askAtOnce(all, {}, async (reader) => {
      const made = await paper(reader);
      clock.step = 1;
      return made;
    });
    expect(seen).toMatchObject({ list: 3, total: 3, picture: 3 });
  });

  it('is read once when nothing is stored meanwhile, with all that had been stored when it was asked for', async () => {
    await add();
    const readers: ViewReader[] = [];
    const found = await views.askAtOnce(all, {}, async (reader) => {
      readers.push(reader);
      return { list: await of(reader, lists as View), total: await of(reader, totals as View) };
    });
    expect([found.list, found.total, readers.length]).toEqual([2, 2, 1]);
  });

  it('shows no version of a row that came later, and no later moment than was asked for', async () => {
    const [first] = await readStore.history(lists as View, 'a');
    await engine.seen(all, await add());
    const seen = await views.askAtOnce(all, {}, async (reader) => {
      const then = await reader.find(lists as View, 'a', { knownAt: first!.recordedAt });
      await engine.seen(all, await add());
      const history = await reader.history(lists as View, 'a');
      const { rows } = await reader.list(lists as View, {});
      return { earlier: then!.row, versions: history.length, listed: rows.map(({ row }) => row) };
    });
    expect(seen).toMatchObject({ earlier: { total: 1 }, versions: 3, listed: [{ total: 3 }] });
  });
});
