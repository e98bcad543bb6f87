import {
  closeSync,
  copyFileSync,
  mkdtempSync,
  openSync,
  readdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Engine,
  type EventStore,
  integer,
  projection,
  type ReadStore,
  type View,
  type ViewsSetAside,
} from '#event-sourcing';
import { openEventStore } from '#event-store';
import { openReadStore } from '#read-store';
import { someEvents, to } from '../../../../test/contract/some-events.js';

const PAGE = 4096;
const EVENTS = 400;
const SOON_MS = 20_000;

const notes = projection<
  { readonly seen: number; readonly text: string },
  { readonly type: 'Noted'; readonly data: { readonly n: number } }
>({
  name: 'notes',
  version: 1,
  seenThrough: 'everyone',
  when: { Noted: (row, { data }) => ({ seen: (row?.seen ?? 0) + 1, text: '整改'.repeat(100) + data.n }) },
  columns: { seen: integer((row) => row.seen) },
  indexes: [['seen']],
});

/** Pages of nothing but one byte, all but the first, so that whatever is asked meets one. */
const overwritten = (file: string, pages: readonly number[]): void => {
  const handle = openSync(file, 'r+');
  for (const page of pages) writeSync(handle, Buffer.alloc(PAGE, 0xee), 0, PAGE, page * PAGE);
  closeSync(handle);
};

describe('a damaged file of views', () => {
  let folder: string;
  let log: EventStore;
  let views: ReadStore;
  let engine: Engine;
  let told: ViewsSetAside[];
  const file = () => join(folder, 'views.db');
  const started = async () => {
    views = await openReadStore(`sqlite:${file()}`);
    const observer = { viewsSetAside: (aside: ViewsSetAside) => void told.push(aside) };
    const contexts = [{ name: 'notes', deciders: [], views: [notes as View] }];
    engine = new Engine({ store: log, readStore: views, contexts, digest: (text) => text, observer });
    await engine.start();
  };
  const stopped = async () => {
    await engine.rest();
    await views.close();
  };
  const rows = async () => {
    await engine.seen(engine.views, await log.head(), SOON_MS);
    const { rows: found } = await engine.reader.list(notes, { limit: 500 });
    return found.map(({ key, row }) => `${key} ${row.seen} ${row.text.slice(200)}`);
  };
  const aside = () =>
    readdirSync(folder).filter((name) => name.startsWith('views.db.damaged-') && !/-(wal|shm)$/.test(name));

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-damaged-'));
    told = [];
    log = await openEventStore('memory:');
    for (const [n, event] of someEvents(EVENTS).entries()) await log.append([to(`note-${n}`, 'none', event)]);
    await started();
    await rows();
  });
  afterEach(async () => {
    await stopped();
    await log.close();
    rmSync(folder, { recursive: true });
  });

  it.each<[string, () => void]>([
    ['of which one page is another', () => overwritten(file(), [7])],
    ['that was cut', () => truncateSync(file(), 5 * PAGE + 11)],
    ['that is no database', () => writeFileSync(file(), 'views\n'.repeat(5_000))],
  ])('%s is set aside at the start, and the views are built anew', async (_, damage) => {
    const before = await rows();
    await stopped();
    damage();
    await started();
    expect([await rows(), before.length]).toEqual([before, EVENTS]);
    expect(told).toMatchObject([{ file: join(folder, aside()[0]!), why: expect.any(String) }]);
    expect(views.setAside).toEqual(told[0]);
  });

  it('is set aside as soon as a question meets the damage, and the views are built anew', async () => {
    const before = await rows();
    // Nothing of it is in the memory of a connection that was just opened.
    await stopped();
    await started();
    const pages = Array.from({ length: 60 }, (_, n) => n + 2);
    overwritten(file(), pages);
    await expect(engine.reader.list(notes, { limit: 500, sort: { column: 'seen' } })).rejects.toThrow(
      'the views file was damaged',
    );
    expect(await rows()).toEqual(before);
    expect([told.length, aside().length]).toEqual([1, 1]);
    await log.append([to('note-new', 'none', ...someEvents(1))]);
    expect(await rows()).toHaveLength(EVENTS + 1);
  });

  it('that is sound stays where it is, and so does one that is gone', async () => {
    await stopped();
    copyFileSync(file(), join(folder, 'copy.db'));
    await started();
    expect([(await rows()).length, told, aside(), views.setAside]).toEqual([EVENTS, [], [], undefined]);
    await stopped();
    for (const part of ['', '-wal', '-shm']) rmSync(file() + part, { force: true });
    await started();
    expect([(await rows()).length, told, aside()]).toEqual([EVENTS, [], []]);
  });
});
