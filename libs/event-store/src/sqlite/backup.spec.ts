import { existsSync, mkdtempSync, rmSync, writeFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, NewEvent } from '#event-sourcing';
import { backupEventStore, openEventStore, openEventStoreReadOnly } from '../open-event-store.js';

const EVENTS = 3_000;
const event = (id: string): NewEvent => ({
  id,
  type: 'Noted',
  schemaVersion: 1,
  data: { text: '整改'.repeat(200) },
  metadata: { commandId: id } as NewEvent['metadata'],
});
const events = (from: number) => Array.from({ length: EVENTS }, (_, i) => event(`id-${from + i}`));

describe('given a store with events', () => {
  let dir: string;
  let url: string;
  let store: EventStore;

  beforeEach(async () => {
    dir = mkdtempSync(join(tmpdir(), 'rectify-'));
    url = `sqlite:${join(dir, 'events.db')}`;
    store = await openEventStore(url);
    await store.append([[{ stream: 'note-1', expected: 'none', events: events(1) }]]);
  });
  afterEach(async () => {
    await store.close();
    rmSync(dir, { recursive: true });
  });

  it('copies what stood there at the start, while appends go on between its steps', async () => {
    const remaining: number[] = [];
    let appended: Promise<unknown> | undefined;
    await backupEventStore(url, join(dir, 'copy.db'), ({ remainingPages }) => {
      remaining.push(remainingPages);
      appended ??= store.append([[{ stream: 'note-2', expected: 'none', events: events(EVENTS + 1) }]]);
    });
    await appended;
    expect(statSync(join(dir, 'copy.db')).mode & 0o777).toBe(0o600);
    const copy = await openEventStoreReadOnly(`sqlite:${join(dir, 'copy.db')}`);
    expect(await copy.head()).toBe(String(EVENTS));
    expect(await copy.readAll('0', EVENTS * 2)).toEqual(await store.readStream('note-1'));
    await copy.close();
    expect(await store.head()).toBe(String(2 * EVENTS));
    expect(remaining.length).toBeGreaterThan(2);
    expect(remaining.at(-1)).toBe(0);
    expect(remaining).toEqual([...remaining].sort((a, b) => b - a));
  });

  it('never overwrites a file', async () => {
    const target = join(dir, 'copy.db');
    writeFileSync(target, 'mine');
    await expect(backupEventStore(url, target)).rejects.toThrow('exists already');
  });

  it('leaves nothing half done behind when it fails', async () => {
    const target = join(dir, 'copy.db');
    const failing = backupEventStore(url, target, () => {
      throw new Error('stopped by the caller');
    });
    await expect(failing).rejects.toThrow('stopped by the caller');
    expect(existsSync(target)).toBe(false);
    expect(existsSync(`${target}.unfinished`)).toBe(false);
  });
});
