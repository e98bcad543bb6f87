import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { openEventStore } from '#event-store';
import { cancellable, unlessCancelled } from './cancelling.js';
import { commit } from './importing.js';
import { deliver } from './output.js';

const LEDGER = join(process.cwd(), '..', 'shared', 'data', 'ledger-42.xlsx');
const facts = {
  title: '第三轮',
  organisation: '示范区党工委',
  team: '市委第七巡察组',
  inspectedFrom: '2023-04-12',
  inspectedTo: '2023-06-13',
  deliveredOn: '2023-08-29',
} as const;
const cancelled = { code: 'cli.cancelled' };
const pressCtrlC = () => process.emit('SIGINT');

describe('a command that Ctrl-C ends', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-cancel-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is told so once, and listens for nothing when it is over', async () => {
    const before = process.listenerCount('SIGINT');
    const work = cancellable((signal) => unlessCancelled(signal, pause(60_000, undefined, { ref: false })));
    pressCtrlC();
    await expect(work).rejects.toMatchObject(cancelled);
    expect(await cancellable(async () => 'done')).toBe('done');
    expect(process.listenerCount('SIGINT')).toBe(before);
  });

  it('makes no database while an import reads its file', async () => {
    const db = join(folder, 'r.db');
    const work = commit(LEDGER, { ...facts, db: `sqlite:${db}` });
    pressCtrlC();
    await expect(work).rejects.toMatchObject(cancelled);
    expect(existsSync(db)).toBe(false);
  });

  it('leaves nothing of an import that is being checked', async () => {
    const db = join(folder, 'r.db');
    const work = commit(LEDGER, { ...facts, db: `sqlite:${db}` }).catch((error: unknown) => error);
    while (!readdirSync(folder).some((name) => name.includes('views'))) await pause(2);
    pressCtrlC();
    expect(await work).toMatchObject(cancelled);
    const store = await openEventStore(`sqlite:${db}`);
    expect(await store.head()).toBe('0');
    await store.close();
  });
});

describe('a file that is written', () => {
  it('is there whole, or as it was', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'rectify-out-'));
    const out = join(folder, 'a.md');
    await deliver({ mediaType: 'text/markdown', bytes: new TextEncoder().encode('全文') }, out);
    expect(readdirSync(folder)).toEqual(['a.md']);
    writeFileSync(join(folder, 'file'), '');
    const nowhere = deliver({ mediaType: 'text/markdown', bytes: new Uint8Array() }, join(folder, 'file', 'b.md'));
    await expect(nowhere).rejects.toMatchObject({ code: 'cli.cannot-write' });
    expect(readdirSync(folder)).toEqual(['a.md', 'file']);
    rmSync(folder, { recursive: true, force: true });
  });
});
