import { jest } from '@jest/globals';
import { type Event, type EventStore, HistoryDamaged, type Recorded } from '#event-sourcing';
import { guarded } from './guarded-store.js';
import { HistoryGuard } from './history-guard.js';
import type { Sealing } from './sealer.js';

const whole = { more: false };
const sealing = (more: Partial<Sealing> = {}): Sealing => ({
  open: async () => whole,
  await: async () => undefined,
  turn: async () => whole,
  close: async () => undefined,
  ...more,
});
const event = (version: number) => ({ stream: 'note-1', version, position: String(version) }) as Recorded<Event>;

/** A store that has lost the beginning of each stream. */
const truncated = (first: number) =>
  ({
    name: 'truncated',
    append: async () => [],
    readStream: async (_: string, after = 0) => [event(Math.max(first, after + 1))],
    head: async () => '9',
  }) as unknown as EventStore;

describe('the guard of a history', () => {
  const opened = async (store: EventStore, work = sealing()) => {
    const told: unknown[] = [];
    const guard = new HistoryGuard(work, () => store.head(), {
      everyMs: 60_000,
      onDamage: (damage) => told.push(damage.kind),
      onFailure: () => told.push('failure'),
    });
    await guard.open();
    return { guard, told, store: guarded(store, guard) };
  };

  it('takes a stream that does not begin where it should for damage, told once, and lets nothing be appended', async () => {
    const { guard, told, store } = await opened(truncated(4));
    await store.readStream('note-1', 3);
    expect(guard.damage).toBeUndefined();
    await store.readStream('note-1');
    await store.readStream('note-1', 1);
    expect(guard.damage).toEqual({
      kind: 'version-out-of-order',
      position: '4',
      stream: 'note-1',
      version: 4,
      expected: '1',
    });
    await expect(store.append([])).rejects.toThrow(HistoryDamaged);
    expect(told).toEqual(['version-out-of-order']);
    await guard.close();
  });

  it('goes on and tries again when it cannot be sealed, and says so when that lasts', async () => {
    let fails = true;
    const turn = async () => {
      if (fails) throw new Error('no answer');
      return whole;
    };
    const { guard, told, store } = await opened(truncated(1), sealing({ turn }));
    const now = jest.spyOn(performance, 'now');
    now.mockReturnValue(1_000);
    await guard.look();
    now.mockReturnValue(30_000);
    expect([guard.failure, await store.append([])]).toEqual([undefined, []]);
    now.mockReturnValue(31_001);
    await guard.look();
    expect([guard.failure, guard.damage]).toEqual(['no answer', undefined]);
    fails = false;
    await guard.look();
    expect([guard.failure, told]).toEqual([undefined, ['failure', 'failure']]);
    now.mockRestore();
    await guard.close();
  });
});
