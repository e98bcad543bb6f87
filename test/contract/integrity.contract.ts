import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  comparePositions,
  type Event,
  type EventStore,
  HistoryDamaged,
  type Recorded,
  systemClock,
} from '#event-sourcing';
import { openEventStore } from '#event-store';
import { type Damage, guarded, HistoryGuard, leafOf, Sealer, TileFolder, verifyHistory } from '#integrity';
import { tempDir } from '../support/temp-dir.js';
import { appendOne, someEvent, someEvents, to } from './some-events.js';

/** Who owns the machine of the store can do this; events are counted from 0. */
export interface Tampering {
  /** Another digit in the data of an event. */
  readonly change: (index: number) => Promise<void>;
  /** What stands at two places changes places. */
  readonly swap: (one: number, other: number) => Promise<void>;
  readonly removeLast: () => Promise<void>;
}

export interface Watched {
  readonly store: EventStore;
  readonly tamper: Tampering;
  readonly close: () => Promise<void>;
}

type ReadLog = ConstructorParameters<typeof Sealer>[0];

/** A log of these events, as far as a log is read. */
const readingOnly = (events: readonly Recorded<Event>[], { sparse }: EventStore): ReadLog => ({
  sparse,
  head: async () => events.at(-1)!.position,
  readAll: async (after, limit) =>
    events.filter(({ position }) => comparePositions(position, after) > 0).slice(0, limit),
});

const STREAMS = 7;
const EVENTS = 700;
const LAST = EVENTS - 1;

/** What is promised of a stored history, the same for every store. */
export const describeIntegrity = (name: string, open: () => Promise<Watched>): void => {
  describe(`a history of three tiles in ${name}`, () => {
    let watched: Watched;
    let dir: Awaited<ReturnType<typeof tempDir>>;
    let guard: HistoryGuard;
    let store: EventStore;
    const folder = () => join(dir.path, 'tree');
    const opened = async () => {
      const sealer = new Sealer(watched.store, TileFolder.open(folder()), systemClock);
      guard = new HistoryGuard(sealer, () => watched.store.head(), { everyMs: 60_000 });
      await guard.open();
      store = guarded(watched.store, guard);
    };
    const verified = () =>
      verifyHistory({ log: watched.store, tiles: TileFolder.open(folder()), evidenceOf: () => [] });
    const damage = async (): Promise<Damage | undefined> => (await verified()).damage;
    const damagedAtStart = async (): Promise<Damage | undefined> => {
      await guard.close();
      await opened();
      return guard.damage;
    };
    const eventAt = async (index: number): Promise<Recorded<Event>> =>
      (await watched.store.readAll('0', EVENTS + 10))[index]!;
    const placeOf = ({ position, stream, version }: Recorded<Event>) => ({ position, stream, version });
    const append = (count: number, from = 0) =>
      store.append(
        Array.from({ length: count }, (_, i) => to(`note-${(from + i) % STREAMS}`, 'any', someEvent({ n: from + i }))),
      );

    beforeEach(async () => {
      dir = await tempDir();
      watched = await open();
      await opened();
      await append(EVENTS);
      guard.lead();
      await guard.look();
    });
    afterEach(async () => {
      await guard.close();
      await watched.close();
      await dir.remove();
    });

    it('is sealed as a whole, and found to be as it was', async () => {
      expect(await verified()).toMatchObject({ events: EVENTS, sealed: EVENTS, root: guard.head!.root });
      expect(await damage()).toBeUndefined();
      expect(await damagedAtStart()).toBeUndefined();
    });

    it('has a salt in each event, and the leaves of what is read back', async () => {
      const events = await watched.store.readAll('0', EVENTS);
      const salts = new Set(events.map(({ metadata }) => metadata.salt));
      expect([salts.size, [...salts].every((salt) => /^[\w-]{22}$/.test(salt!))]).toEqual([EVENTS, true]);
      const leaves = TileFolder.open(folder()).leaves(0, EVENTS);
      expect(leaves).toEqual(events.map((event, index) => leafOf(event, index)));
    });

    it('tells the event in which one digit was changed, with its place and both hashes', async () => {
      await watched.tamper.change(300);
      const event = await eventAt(300);
      expect(await damage()).toEqual({
        kind: 'event-differs',
        index: 300,
        ...placeOf(event),
        expected: TileFolder.open(folder()).leaves(300, 301)[0]!.toString('hex'),
        found: leafOf(event, 300).toString('hex'),
      });
    });

    it('tells the first of two events that changed places', async () => {
      await watched.tamper.swap(260, 266);
      expect(await damage()).toMatchObject({ kind: 'event-differs', index: 260 });
    });

    it('tells at the next start what changed at the end, takes nothing more, and tells it again', async () => {
      await watched.tamper.change(LAST);
      const there = { kind: 'event-differs', index: LAST, ...placeOf(await eventAt(LAST)) };
      expect(await damagedAtStart()).toMatchObject(there);
      await expect(append(1)).rejects.toThrow(HistoryDamaged);
      expect(await damagedAtStart()).toMatchObject(there);
      expect(await damage()).toMatchObject(there);
    });

    it('tells at the next start that it ends before its tree does, and never seals it anew', async () => {
      await watched.tamper.removeLast();
      expect(await damagedAtStart()).toMatchObject({ kind: 'event-missing', index: LAST });
      guard.lead();
      await guard.look();
      expect(TileFolder.open(folder()).head!.size).toBe(EVENTS);
      expect(await damage()).toMatchObject({ kind: 'event-missing', index: LAST });
    });

    it('says whether it is an older copy of the log under a newer tree, another log, or one with a difference', async () => {
      const under = async (other: ReadLog) =>
        new Sealer(other, TileFolder.open(folder()), systemClock)
          .open()
          .then(({ damage: found }) => found && { log: found.log, index: found.index });
      expect(await under(watched.store)).toBeUndefined();
      const empty = await openEventStore('memory:');
      expect(await under(empty)).toEqual({ log: 'ends-early', index: 0 });
      await empty.close();
      for (const count of [100, 400, LAST]) {
        const events = await watched.store.readAll('0', count);
        expect(await under(readingOnly(events, watched.store))).toEqual({ log: 'ends-early', index: count });
        const changed = events.with(0, { ...events[0]!, data: {} }).with(count - 1, { ...events.at(-1)!, data: {} });
        expect(await under(readingOnly(changed, watched.store))).toMatchObject({ log: 'another' });
      }
      await watched.tamper.change(LAST);
      expect(await under(watched.store)).toEqual({ log: undefined, index: LAST });
    });

    it('tells of an event that was changed before it was sealed, and seals what stands before it', async () => {
      await append(3, EVENTS);
      await watched.tamper.change(EVENTS + 1);
      await guard.look();
      const event = await eventAt(EVENTS + 1);
      expect(guard.damage).toMatchObject({ kind: 'not-as-appended', ...placeOf(event) });
      expect(TileFolder.open(folder()).head!.size).toBe(EVENTS + 1);
      await expect(appendOne(store, to('note-0', 'any', ...someEvents(1)))).rejects.toThrow(HistoryDamaged);
      expect(await damagedAtStart()).toMatchObject({ kind: 'not-as-appended', ...placeOf(event) });
      expect(await damage()).toMatchObject({ kind: 'not-as-appended', ...placeOf(event) });
    });

    it('tells of an event that was acknowledged and is gone before it was sealed', async () => {
      await append(1, EVENTS);
      await watched.tamper.removeLast();
      await guard.look();
      expect(guard.damage).toMatchObject({ kind: 'event-missing', stream: `note-${EVENTS % STREAMS}` });
    });

    it.each([
      ['level-0', 300, 'tile-differs'],
      ['level-1', 0, 'tile-differs'],
      ['positions', 0, 'tile-differs'],
      ['head.json', 0, 'head-differs'],
    ])('tells of one byte that was changed in %s, and does not blame the events', async (file, record, kind) => {
      const path = join(folder(), file);
      const bytes = readFileSync(path);
      bytes[record * 32 + 7]! ^= 1;
      writeFileSync(path, bytes);
      expect(await damage().catch((error: { damage: Damage }) => error.damage)).toMatchObject({ kind });
    });

    it('goes on after a kill in the middle of sealing, and comes to the same tree', async () => {
      const { root } = guard.head!;
      const bytes = readFileSync(join(folder(), 'level-0'));
      await guard.close();
      rmSync(folder(), { recursive: true });
      await opened();
      // What a kill leaves: leaves without a head, and half of one.
      const tiles = TileFolder.open(folder());
      const events = await watched.store.readAll('0', 10);
      tiles.append(
        events.map((event, i) => ({ hash: leafOf(event, i), position: event.position })),
        systemClock.now(),
      );
      tiles.close();
      writeFileSync(join(folder(), 'level-0'), bytes.subarray(0, 32 * 500 + 5));
      expect(await damagedAtStart()).toBeUndefined();
      guard.lead();
      await guard.look();
      expect([guard.head!.size, guard.head!.root]).toEqual([EVENTS, root]);
      expect(await damage()).toBeUndefined();
    });
  });
};
