import { openEventStore } from '#event-store';
import { SetClock } from './clock.js';
import { ClockGuard, type ClockHeld } from './clock-guard.js';
import { ClockImplausible, type EventStore, type NewEvent } from './index.js';

const at = (day: string) => `${day}T08:00:00.000Z`;
const HOUR = 3_600;
const DAY = 24 * HOUR;

let clock: SetClock;
let uptime: number;
let stored: EventStore;
let guard: ClockGuard;
let store: EventStore;
let written = 0;

const open = async (): Promise<void> => {
  guard = new ClockGuard(stored, { clock, uptime: () => uptime });
  await guard.open();
  store = guard.over(stored);
};

const note = (to = store) => {
  const id = `e${++written}`;
  const metadata = { commandId: id } as NewEvent['metadata'];
  return to.append([
    [{ stream: 'note-1', expected: 'any', events: [{ id, type: 'Noted', schemaVersion: 1, data: {}, metadata }] }],
  ]);
};

/** Time passes, for the clock and for what has been measured since the start. */
const pass = (seconds: number): void => {
  uptime += seconds;
  set(seconds);
};
/** Somebody sets the clock. */
const set = (seconds: number): void => clock.set(new Date(Date.parse(clock.now()) + seconds * 1_000).toISOString());

const held = async (): Promise<ClockHeld | undefined> => (await guard.standing()).held;

beforeEach(async () => {
  clock = new SetClock(at('2026-11-30'));
  uptime = 1_000;
  stored = await openEventStore('memory:', { clock });
  await open();
  await note();
});

describe('given a clock that is set ahead while the program runs', () => {
  it('stores nothing from the first append on, and goes on by itself when the clock is right again', async () => {
    set(400 * DAY);
    await expect(note()).rejects.toThrow(ClockImplausible);
    expect(await held()).toEqual({ wall: at('2028-01-04'), expected: at('2026-11-30'), since: 'running' });
    pass(10 * DAY);
    await expect(note()).rejects.toThrow(ClockImplausible);
    set(-400 * DAY);
    expect((await note())[0]).toMatchObject({ outcome: 'ok', versions: [2] });
    expect((await stored.readStream('note-1')).map(({ recordedAt }) => recordedAt)).toEqual([
      at('2026-11-30'),
      at('2026-12-10'),
    ]);
  });

  it('goes on when somebody has accepted it by an event of that time', async () => {
    set(2 * HOUR);
    await expect(note()).rejects.toThrow(ClockImplausible);
    await note(stored);
    expect(await held()).toBeUndefined();
    await note();
  });

  it('stays quiet within an hour, for a machine that slept, and for time that passes without an append', async () => {
    set(HOUR);
    await note();
    pass(3 * DAY);
    await note();
    for (let day = 0; day < 500; day++) {
      pass(DAY);
      await guard.standing();
    }
    await note();
    expect(await guard.standing()).toEqual({ held: undefined });
  });
});

describe('given a clock that is behind', () => {
  it('takes what people do, under the time of the newest event, and tells how far it is behind', async () => {
    set(-2 * HOUR);
    await note();
    expect(await guard.standing()).toEqual({ held: undefined, behindMs: 2 * HOUR * 1_000 });
    pass(2 * HOUR);
    expect(await guard.standing()).toEqual({ held: undefined });
  });
});

describe('given a start', () => {
  it('stores nothing when the clock is more than 400 days ahead of the newest event', async () => {
    set(401 * DAY);
    await open();
    await expect(note()).rejects.toThrow(ClockImplausible);
    expect(await held()).toEqual({ wall: at('2028-01-05'), expected: at('2026-11-30'), since: 'start' });
    set(-401 * DAY);
    await note();
  });

  it('goes on when somebody has accepted it', async () => {
    set(401 * DAY);
    await open();
    await note(stored);
    expect((await note())[0]).toMatchObject({ outcome: 'ok', versions: [3] });
  });

  it('takes what people do after an ordinary long stop, and over an empty store', async () => {
    set(399 * DAY);
    await open();
    await note();
    stored = await openEventStore('memory:', { clock });
    set(9_000 * DAY);
    await open();
    await note();
  });
});
