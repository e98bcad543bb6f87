import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StoreUnavailable } from '#event-sourcing';
import { Room } from './room.js';

const TIB_IN_MIB = 1_048_576;

describe('the room that is left', () => {
  let dataDirectory: string;
  beforeAll(() => {
    dataDirectory = mkdtempSync(join(tmpdir(), 'rectify-room-'));
  });
  afterAll(() => rmSync(dataDirectory, { recursive: true }));

  const at = { durationMs: 1, appends: 1, events: 1, conflicts: 0 };
  const refused = (cause: object) => ({ ...at, failed: 1, error: new StoreUnavailable('full', { cause }) });
  const stored = { ...at, failed: 0 };

  it('is short below the bound, of the data and of the SQLite file, and names both with the numbers', async () => {
    const databaseUrl = `sqlite:${dataDirectory}/rectify.db`;
    expect(await new Room({ dataDirectory, databaseUrl, leastFreeMib: 0 }).left()).toEqual({
      fine: true,
      short: [],
      full: false,
    });
    const { fine, short } = await new Room({ dataDirectory, databaseUrl, leastFreeMib: 1024 * TIB_IN_MIB }).left();
    expect([fine, short.map(({ of }) => of)]).toEqual([false, ['data', 'events']]);
    expect(short[0]!.freeMib).toBeGreaterThan(0);
  });

  it('is none from an append that found none until one is taken, or a minute has passed where no disk is seen', async () => {
    let now = 0;
    const room = new Room({ dataDirectory, databaseUrl: 'postgres://x/y', leastFreeMib: 0 }, () => now);
    const isFull = async () => (await room.left()).full;
    room.flushed(refused({ code: '53100' }));
    expect(await room.left()).toMatchObject({ fine: false, full: true });
    room.flushed({ ...at, failed: 0, conflicts: 1 });
    expect(await isFull()).toBe(true);
    room.flushed(stored);
    expect(await isFull()).toBe(false);
    room.flushed(refused({ code: 'ENOSPC' }));
    now = 59_000;
    expect(await isFull()).toBe(true);
    now = 61_000;
    expect(await isFull()).toBe(false);
  });

  it('is there again with a free disk under the SQLite file, and is not asked about other failures', async () => {
    const room = new Room({ dataDirectory, databaseUrl: `sqlite:${dataDirectory}/rectify.db`, leastFreeMib: 0 });
    room.flushed(refused({ errcode: 13 }));
    expect((await room.left()).full).toBe(false);
    const remote = new Room({ dataDirectory, databaseUrl: 'postgres://x/y', leastFreeMib: 0 });
    remote.flushed(refused({ code: '57P01' }));
    expect((await remote.left()).full).toBe(false);
  });
});
