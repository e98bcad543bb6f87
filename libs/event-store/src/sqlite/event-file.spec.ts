import { chmodSync, existsSync, mkdtempSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { openEventStore, openEventStoreReadOnly } from '../open-event-store.js';
import { type EventFile, mustBeDurable, openForAppending } from './event-file.js';

const INSERT = `INTO events VALUES (?, ?, ?, ?, 'Noted', 1, '2024-01-10T04:00:00.000Z', '{}', '{}')`;

describe('given an event file', () => {
  let dir: string;
  let file: string;
  let opened: EventFile | undefined;

  const close = () => {
    if (opened?.db.isOpen) opened.db.close();
    opened?.lock.release();
    opened = undefined;
  };

  beforeEach(() => {
    dir = mkdtempSync(join(tmpdir(), 'rectify-'));
    file = join(dir, 'new', 'folder', 'events.db');
    opened = openForAppending(file);
  });
  afterEach(() => {
    close();
    rmSync(dir, { recursive: true });
  });

  describe('and any other connection to it', () => {
    let raw: DatabaseSync;

    beforeEach(() => {
      raw = new DatabaseSync(file);
      raw.prepare(`INSERT ${INSERT}`).run(1, 'id-1', 'note-1', 1);
    });
    afterEach(() => raw.close());

    it.each(['UPDATE events SET data = 1', 'UPDATE events SET position = 7', 'UPDATE OR REPLACE events SET id = 2'])(
      'refuses %s',
      (sql) => expect(() => raw.exec(sql)).toThrow('never updated'),
    );

    it.each(['DELETE FROM events', 'DELETE FROM events WHERE position = 1'])('refuses %s', (sql) =>
      expect(() => raw.exec(sql)).toThrow('never deleted'),
    );

    it.each([
      ['position', [1, 'id-2', 'note-2', 1]],
      ['id', [2, 'id-1', 'note-2', 1]],
      ['version', [2, 'id-2', 'note-1', 1]],
    ])('refuses to replace an event by one of the same %s', (_, row) => {
      expect(() => raw.prepare(`REPLACE ${INSERT}`).run(...row)).toThrow('never replaced');
      expect(() => raw.prepare(`INSERT OR REPLACE ${INSERT}`).run(...row)).toThrow('never replaced');
      expect(() => raw.prepare(`INSERT ${INSERT} ON CONFLICT DO UPDATE SET data = '1'`).run(...row)).toThrow('never');
      expect(raw.prepare('SELECT position, id, stream, version, data FROM events').all()).toEqual([
        { position: 1, id: 'id-1', stream: 'note-1', version: 1, data: '{}' },
      ]);
    });
  });

  it('is read by its owner alone, as is what stands beside it', () => {
    expect(existsSync(`${file}-wal`)).toBe(true);
    for (const path of [file, `${file}-wal`, `${file}-shm`]) expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('keeps the mode that it was given since', () => {
    close();
    chmodSync(file, 0o640);
    opened = openForAppending(file);
    expect(statSync(file).mode & 0o777).toBe(0o640);
  });

  it('is written in WAL mode with full synchronisation', () => {
    expect(opened!.db.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'wal' });
    expect(opened!.db.prepare('PRAGMA synchronous').get()).toEqual({ synchronous: 2 });
  });

  it('is refused when its connection is not durable', () => {
    opened!.db.exec('PRAGMA synchronous = NORMAL');
    expect(() => mustBeDurable(opened!.db, file)).toThrow('synchronous=FULL');
    opened!.db.exec('PRAGMA synchronous = FULL; PRAGMA journal_mode = DELETE');
    expect(() => mustBeDurable(opened!.db, file)).toThrow('delete');
  });

  it('is refused a second time in the same process, also by another name', async () => {
    symlinkSync(file, join(dir, 'link.db'));
    for (const name of [file, join(dir, 'link.db')]) {
      await expect(openEventStore(`sqlite:${name}`)).rejects.toThrow(`pid ${process.pid}`);
    }
    close();
    await (await openEventStore(`sqlite:${join(dir, 'link.db')}`)).close();
  });

  it('is refused when a newer Rectify wrote it, and left as it is', async () => {
    opened!.db.exec('PRAGMA user_version = 999');
    close();
    await expect(openEventStore(`sqlite:${file}`)).rejects.toThrow('schema 999');
    await expect(openEventStoreReadOnly(`sqlite:${file}`)).rejects.toThrow('schema 999');
    const raw = new DatabaseSync(file);
    expect(raw.prepare('PRAGMA user_version').get()).toEqual({ user_version: 999 });
    raw.close();
  });

  it('is refused when it is a database of something else, and left as it is', async () => {
    const other = join(dir, 'other.db');
    const raw = new DatabaseSync(other);
    raw.exec('CREATE TABLE guests (name TEXT)');
    await expect(openEventStore(`sqlite:${other}`)).rejects.toThrow('not an event store');
    expect(raw.prepare('PRAGMA journal_mode').get()).toEqual({ journal_mode: 'delete' });
    expect(raw.prepare('SELECT name FROM sqlite_schema').all()).toEqual([{ name: 'guests' }]);
    raw.close();
  });

  it('is refused when it is no database at all', async () => {
    const text = join(dir, 'text.db');
    writeFileSync(text, 'no database, '.repeat(100));
    await expect(openEventStore(`sqlite:${text}`)).rejects.toThrow(text);
  });

  it('cannot be read before it exists', async () => {
    await expect(openEventStoreReadOnly(`sqlite:${dir}/missing.db`)).rejects.toThrow('missing.db');
  });
});
