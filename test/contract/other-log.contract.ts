import {
  Engine,
  type EventStore,
  forwarded,
  OtherLog,
  type ReadStore,
  subscribe,
  type View,
  ViewRunner,
} from '#event-sourcing';
import { openReadStore } from '#read-store';
import { eventually } from '../support/eventually.js';
import type { Opened, Subject } from './event-store.contract.js';
import { someEvent, someEvents, to } from './some-events.js';
import { tallies } from './tallies.view.js';

const SOON_MS = 20_000;
const MINUTE_LATER = '2024-01-10T04:01:00.000Z';

/** Events of three streams, one after the other. */
const fill = async (store: EventStore, count: number): Promise<void> => {
  for (const [n, event] of someEvents(count).entries()) await store.append([to(`note-${n % 3}`, 'any', event)]);
};

/** What a copy of last night is: the first events as they are, or as much like them as the store lets one write. */
const copied = async (from: EventStore, target: EventStore, count: number): Promise<void> => {
  const events = await from.readAll('0', count);
  if (target.restore) return target.restore('0', events);
  for (const { stream, id, data } of events) await target.append([to(stream, 'any', someEvent(data, id))]);
};

/** As if another log had taken the place of the one under the running program. */
const replaceable = (
  first: EventStore,
): { readonly store: EventStore; readonly replaceBy: (by: EventStore) => void } => {
  let now = first;
  const store = new Proxy(forwarded(first), { get: (_, property) => Reflect.get(forwarded(now), property) as unknown });
  return { store, replaceBy: (by) => (now = by) };
};

export const describeOtherLogs = (subject: Subject, openAnother: () => Promise<Opened>): void => {
  let another: Opened;
  let views: ReadStore;
  let discarded: string[];
  const log = () => subject.store();

  const followed = async (store: EventStore) => {
    const observer = { viewsDiscarded: (names: readonly string[]) => discarded.push(...names) };
    const runner = new ViewRunner(store, views, [tallies as View], { observer });
    await runner.start();
    await runner.waitFor(['tallies'], await store.head(), SOON_MS);
    await runner.stop();
  };
  const rows = async () =>
    (await views.list(tallies, {})).rows.map(({ key, row, position }) => `${key} ${row.folded} @${position}`);
  /** The rows of views that never knew another log. */
  const trueRows = async (store: EventStore) => {
    const known = views;
    views = await openReadStore('sqlite::memory:');
    await followed(store);
    const told = await rows();
    await views.close();
    views = known;
    return told;
  };

  describe('views that were made of another log', () => {
    beforeEach(async () => {
      discarded = [];
      views = await openReadStore('sqlite::memory:');
      await fill(log(), 7);
      await followed(log());
      subject.clock.set(MINUTE_LATER);
      another = await openAnother();
    });
    afterEach(async () => {
      await views.close();
      await another.close();
    });

    it('are kept where it is the same one, though it has gone on', async () => {
      await fill(log(), 2);
      await followed(log());
      expect([discarded, (await views.open(tallies as View))[0]!.number]).toEqual([[], 1]);
      expect(await rows()).toEqual(await trueRows(log()));
    });

    it('are made anew where the log is an older copy, and where that has gone on past them', async () => {
      await copied(log(), another.store, 4);
      await followed(another.store);
      expect([discarded, await rows()]).toEqual([['tallies'], await trueRows(another.store)]);
      await followed(log());
      await fill(another.store, 6);
      discarded = [];
      await followed(another.store);
      expect([discarded, await rows()]).toEqual([['tallies'], await trueRows(another.store)]);
    });

    it('are made anew where the log is quite another, or empty', async () => {
      await followed(another.store);
      expect([discarded, await rows()]).toEqual([['tallies'], []]);
      await followed(log());
      await fill(another.store, 9);
      discarded = [];
      await followed(another.store);
      expect([discarded, await rows()]).toEqual([['tallies'], await trueRows(another.store)]);
    });

    it('are not shown under a running program, which takes nothing more either', async () => {
      const { store, replaceBy } = replaceable(log());
      const context = { name: 'notes', deciders: [], views: [tallies as View] };
      const engine = new Engine({ store, readStore: views, contexts: [context], digest: (text) => text });
      await engine.start();
      expect((await engine.reader.list(tallies, {})).rows).toHaveLength(3);
      expect(await engine.viewsOfLog.differing(engine.storedViews)).toBeUndefined();
      await copied(log(), another.store, 4);
      replaceBy(another.store);
      await eventually(async () => (await engine.viewsOfLog.differing(engine.storedViews)) !== undefined);
      await expect(engine.reader.list(tallies, {})).rejects.toThrow(OtherLog);
      // Also once the other log has gone on past the views.
      await fill(another.store, 6);
      await expect(engine.reader.find(tallies, '0')).rejects.toThrow(OtherLog);
      await expect(engine.commits.append(to('note-0', 'any', someEvent()))).rejects.toThrow(OtherLog);
      await engine.stop();
      expect(await rows()).toEqual(await trueRows(log()));
    });

    it('and readers of the log are told rather than given what does not follow', async () => {
      const { store, replaceBy } = replaceable(log());
      const stop = new AbortController();
      const events = subscribe(store, '0', { signal: stop.signal, pollMs: 5 });
      expect((await events.next()).value).toHaveLength(7);
      await fill(another.store, 9);
      replaceBy(another.store);
      await expect(events.next().then(({ value }) => (value.length > 0 ? value : events.next()))).rejects.toThrow(
        OtherLog,
      );
      stop.abort();
    });
  });
};
