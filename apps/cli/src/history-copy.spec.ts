import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type Event, type EventStore, HistoryRefused, type NewEvent, type Recorded, SetClock } from '#event-sourcing';
import { openEventStore, openEventStoreReadOnly } from '#event-store';
import { copyHistory } from './history-copy.js';

const EVENTS = 2_500;
const STREAMS = 7;
const actor = { id: 'a', personId: 'p', name: '张三', roles: [], client: 'spec' };

const event = (n: number): NewEvent => ({
  id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  type: 'Noted',
  schemaVersion: 2,
  data: { n, text: '整改\u0000\ud800', b: 1, a: { d: null, c: [1.5] } },
  metadata: {
    actor,
    effectiveAt: `2023-01-01T00:00:${String(n % 60).padStart(2, '0')}.000Z`,
    correlationId: `c${n}`,
    causationId: `d${n}`,
    command: 'Note',
    commandId: `k${n}`,
    commandHash: 'h',
  },
});

describe('a history of several batches', () => {
  let folder: string;
  let source: EventStore;
  let target: EventStore;
  let all: Recorded<Event>[];
  const targetUrl = () => `sqlite:${join(folder, 'target.db')}`;
  const reopened = async () => {
    await target.close();
    return (target = await openEventStore(targetUrl()));
  };

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-copy-'));
    const url = `sqlite:${join(folder, 'source.db')}`;
    const clock = new SetClock('2020-01-01T00:00:00.000Z');
    const writer = await openEventStore(url, { clock });
    for (let n = 0; n < EVENTS; n += 500) {
      clock.set(`2020-01-0${1 + n / 500}T00:00:00.000Z`);
      const numbers = Array.from({ length: 500 }, (_, i) => n + i);
      await writer.append(numbers.map((i) => [{ stream: `note-${i % STREAMS}`, expected: 'any', events: [event(i)] }]));
    }
    await writer.close();
    source = await openEventStoreReadOnly(url);
    all = await source.readAll('0', EVENTS + 1);
    target = await openEventStore(targetUrl());
  });
  afterEach(async () => {
    await source.close();
    await target.close();
    rmSync(folder, { recursive: true });
  });

  /** The target, whose third batch never comes. */
  const interrupted = (): EventStore => {
    let batches = 0;
    const restore: EventStore['restore'] = async (behind, events) => {
      if (++batches === 3) throw new Error('killed');
      await target.restore!(behind, events);
    };
    return Object.assign(Object.create(target) as EventStore, {
      head: () => target.head(),
      readAll: (after: string, limit: number) => target.readAll(after, limit),
      restore,
    });
  };

  it('arrives with ids, order, both clocks, metadata and positions', async () => {
    const done: number[] = [];
    const copied = await copyHistory(source, target, (at) => done.push(at));
    expect(copied).toMatchObject({ events: EVENTS, resumedBehind: 0, positionsKept: true });
    expect(copied.targetSha256).toMatch(/^[0-9a-f]{64}$/);
    expect(copied.targetSha256).toBe(copied.sourceSha256);
    expect(done).toEqual([1_000, 2_000, 2_500]);
    expect(await (await reopened()).readAll('0', EVENTS + 1)).toEqual(all);
  });

  it('goes on where it was broken off, and is then the same', async () => {
    await expect(copyHistory(source, interrupted())).rejects.toThrow('killed');
    expect(await (await reopened()).head()).toBe('2000');
    expect(await copyHistory(source, target)).toMatchObject({ events: EVENTS, resumedBehind: 2_000 });
    expect(await target.readAll('0', EVENTS + 1)).toEqual(all);
    expect(await copyHistory(source, target)).toMatchObject({ events: EVENTS, resumedBehind: EVENTS });
  });

  it('goes to no target that holds something else, or more', async () => {
    await target.append([[{ stream: 'note-0', expected: 'none', events: [event(0)] }]]);
    const differs = { code: 'cli.copy-target-differs' };
    await expect(copyHistory(source, target)).rejects.toMatchObject({ ...differs, details: { position: '1' } });
    expect(await target.head()).toBe('1');
  });

  it('goes to no target that went on by itself after the copy', async () => {
    await copyHistory(source, target);
    await target.append([[{ stream: 'note-9', expected: 'none', events: [event(EVENTS)] }]]);
    await expect(copyHistory(source, target)).rejects.toMatchObject({
      details: { position: String(EVENTS + 1) },
    });
  });

  it('goes to no target that would set its own time of recording', async () => {
    const memory = await openEventStore('memory:');
    await expect(copyHistory(source, memory)).rejects.toMatchObject({ code: 'cli.copy-not-kept' });
  });

  it.each([
    ['data', `replace(data, '"n":1234,', '"n":4321,')`],
    ['recorded_at', `'2020-01-03T00:00:00.001Z'`],
    ['metadata', `replace(metadata, '张三', '李四')`],
  ])('is told from a target whose %s was tampered with', async (column, value) => {
    await copyHistory(source, target);
    await target.close();
    const db = new DatabaseSync(join(folder, 'target.db'));
    db.exec(`DROP TRIGGER events_are_never_updated; UPDATE events SET ${column} = ${value} WHERE position = 1235`);
    db.close();
    target = await openEventStore(targetUrl());
    await expect(copyHistory(source, target)).rejects.toMatchObject({
      code: 'cli.copy-target-differs',
      details: { position: '1235' },
    });
  });

  it('is not taken for equal when the target stored something else than it was given', async () => {
    const forging = Object.assign(interrupted(), {
      restore: (behind: string, events: readonly Recorded<Event>[]) =>
        target.restore!(
          behind,
          events.map((one) => (one.version === 100 ? { ...one, schemaVersion: 3 } : one)),
        ),
    });
    await expect(copyHistory(source, forging)).rejects.toMatchObject({ code: 'cli.copy-unequal' });
  });

  it('is refused as a whole by the store where it does not follow', async () => {
    const [first, second, third] = all;
    await expect(target.restore!('1', [first!])).rejects.toThrow(HistoryRefused);
    for (const wrong of [
      [first!, first!],
      [first!, { ...second!, version: 2 }],
      [first!, { ...second!, recordedAt: '2019-12-31T00:00:00.000Z' }],
      [first!, { ...second!, id: first!.id }],
    ])
      await expect(target.restore!('0', wrong)).rejects.toThrow(HistoryRefused);
    expect(await target.head()).toBe('0');
    await target.restore!('0', [first!, second!, third!]);
    expect(await target.readAll('0', 9)).toEqual([first, second, third]);
  });
});
