import { randomUUID } from 'node:crypto';
import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { constants } from 'node:sqlite';
import { type Append, type NewEvent, StoreUnavailable, systemClock } from '#event-sourcing';
import { type EventFile, openForAppending } from './event-file.js';
import { SqliteEventStore } from './sqlite-event-store.js';

const note = (stream: string, text: string): Append => {
  const id = randomUUID();
  const metadata = { commandId: id } as NewEvent['metadata'];
  return [{ stream, expected: 'any', events: [{ id, type: 'Noted', schemaVersion: 1, data: { text }, metadata }] }];
};

describe('given a store on a file that fails', () => {
  let dir: string;
  let file: EventFile;
  let store: SqliteEventStore;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'rectify-'));
    file = openForAppending(join(dir, 'events.db'));
    store = new SqliteEventStore(file, systemClock);
    await store.append([note('note-1', 'first')]);
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });

  const limitPages = (pages: number) => file.db.exec(`PRAGMA max_page_count = ${pages}`);
  const texts = async () => (await store.readAll('0', 100)).map(({ data }) => (data as { text: string }).text);

  describe('for want of room', () => {
    it('rejects the whole batch, stores nothing of it, and works again once there is room', async () => {
      limitPages(30);
      const batch = [note('note-1', 'small'), note('note-2', 'x'.repeat(1_000_000)), note('note-1', 'small too')];
      await expect(store.append(batch)).rejects.toThrow(StoreUnavailable);
      await expect(store.append(batch)).rejects.toThrow('full');
      expect(await texts()).toEqual(['first']);
      expect(await store.head()).toBe('1');

      limitPages(100_000);
      expect(await store.append(batch)).toMatchObject([
        { outcome: 'ok', versions: [2], positions: ['2'] },
        { outcome: 'ok', versions: [1], positions: ['3'] },
        { outcome: 'ok', versions: [3], positions: ['4'] },
      ]);
    });
  });

  describe.each(['events.db', 'events.db-wal', 'events.db.lock'])('because %s was taken away', (name) => {
    const taken = () => join(dir, 'taken');

    it('takes nothing more, tells the file, and goes on when it is back', async () => {
      renameSync(join(dir, name), taken());
      await expect(store.append([note('note-1', 'lost')])).rejects.toThrow(join(dir, name));
      await expect(store.head()).rejects.toThrow(StoreUnavailable);
      renameSync(taken(), join(dir, name));
      expect(await store.append([note('note-1', 'second')])).toMatchObject([{ outcome: 'ok', positions: ['2'] }]);
      expect(await texts()).toEqual(['first', 'second']);
    });

    it('takes nothing more when another one stands in its place', async () => {
      renameSync(join(dir, name), taken());
      writeFileSync(join(dir, name), '');
      await expect(store.append([note('note-1', 'lost')])).rejects.toThrow(StoreUnavailable);
      rmSync(join(dir, name));
      renameSync(taken(), join(dir, name));
    });
  });

  it('acknowledges nothing that was written while its file was taken away', async () => {
    const now = () => {
      renameSync(join(dir, 'events.db'), join(dir, 'taken'));
      return systemClock.now();
    };
    store = new SqliteEventStore(file, { now });
    await expect(store.append([note('note-1', 'lost')])).rejects.toThrow('events.db');
    renameSync(join(dir, 'taken'), join(dir, 'events.db'));
  });

  describe('to commit', () => {
    const refuseCommits = () =>
      file.db.setAuthorizer((action, what) =>
        action === constants.SQLITE_TRANSACTION && what === 'COMMIT' ? constants.SQLITE_DENY : constants.SQLITE_OK,
      );

    it('rejects this and every later append until it is opened anew, and goes on reading', async () => {
      let calls = 0;
      store.onAppended(() => calls++);
      refuseCommits();
      await expect(store.append([note('note-1', 'second')])).rejects.toThrow(StoreUnavailable);
      file.db.setAuthorizer(null);
      const later = store.append([note('note-1', 'third')]);
      await expect(later).rejects.toThrow(StoreUnavailable);
      await expect(later).rejects.toThrow('restart');
      expect(calls).toBe(0);
      expect(await texts()).toEqual(['first']);

      await store.close();
      file = openForAppending(join(dir, 'events.db'));
      store = new SqliteEventStore(file, systemClock);
      expect(await store.append([note('note-1', 'fourth')])).toMatchObject([{ versions: [2], positions: ['2'] }]);
    });
  });

  describe('because somebody else wrote into it', () => {
    it('stores nothing on top of what it does not know', async () => {
      file.db.exec(`INSERT INTO events VALUES (2, 'foreign', 'note-1', 2, 'Noted', 1, '2024', '{}', '{}')`);
      await expect(store.append([note('note-2', 'second')])).rejects.toThrow(StoreUnavailable);
      await expect(store.append([note('note-2', 'third')])).rejects.toThrow('restart');
    });
  });
});
