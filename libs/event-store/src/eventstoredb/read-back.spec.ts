import type { ResolvedEvent } from '@eventstore/db-client';
import type { EventReader } from './event-reader.js';
import { ReadBack } from './read-back.js';

const event = (streamId: string, revision: number): ResolvedEvent =>
  ({ event: { streamId, revision: BigInt(revision) } }) as ResolvedEvent;

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('what was just written, read back', () => {
  const asked: string[] = [];
  /** A log of one event at each position; its first read takes until it is let go, and shows the log's beginning only. */
  const over = (log: readonly ResolvedEvent[], firstShown = log.length) => {
    const { promise: held, resolve: letGo } = Promise.withResolvers<void>();
    const reader = {
      log: async (from: bigint, count: number) => {
        const shown = asked.push(`log from ${from}`) === 1 ? log.slice(0, firstShown) : log;
        await held;
        return shown.slice(Number(from), Number(from) + count);
      },
      streamAsStored: async (stream: string, after: number) => {
        asked.push(`${stream} behind ${after}`);
        return [event(stream, after)];
      },
    };
    return { readBack: new ReadBack(reader as unknown as EventReader), letGo };
  };
  beforeEach(() => asked.splice(0));

  it('comes with one read of the log for all that came while another was in the air', async () => {
    const log = [event('a', 0), event('b', 4), event('c', 2), event('a', 1)];
    const { readBack, letGo } = over(log, 1);
    const first = readBack.behind('a', 0, 0n);
    while (asked.length === 0) await nextTurn();
    const later = [readBack.behind('a', 1, 3n), readBack.behind('b', 4, 1n), readBack.behind('c', 2, 2n)];
    letGo();
    expect(await first).toEqual([log[0]]);
    expect(await Promise.all(later)).toEqual([[log[3]], [log[1]], [log[2]]]);
    expect(asked).toEqual(['log from 0', 'log from 1']);
  });

  it('comes with the read in the air where that shows it already', async () => {
    const log = [event('a', 0), event('b', 4), event('c', 2)];
    const { readBack, letGo } = over(log);
    const first = readBack.behind('a', 0, 0n);
    while (asked.length === 0) await nextTurn();
    const later = [readBack.behind('c', 2, 2n), readBack.behind('d', 0, 3n), readBack.behind('b', 4, 1n)];
    letGo();
    expect(await first).toEqual([log[0]]);
    expect(await Promise.all(later)).toEqual([[log[2]], [event('d', 0)], [log[1]]]);
    expect(asked).toEqual(['log from 0', 'log from 3', 'd behind 0']);
  });

  it('comes with one read of the log for all that came together', async () => {
    const log = [event('a', 0), event('b', 4)];
    const { readBack, letGo } = over(log);
    letGo();
    const both = [readBack.behind('a', 0, 0n), readBack.behind('b', 4, 1n)];
    expect(await Promise.all(both)).toEqual([[log[0]], [log[1]]]);
    expect(asked).toEqual(['log from 0']);
  });

  it('comes from the stream itself where the log shows another event at the place', async () => {
    const { readBack, letGo } = over([event('b', 0)]);
    letGo();
    expect(await readBack.behind('a', 0, 0n)).toEqual([event('a', 0)]);
    expect(asked).toEqual(['log from 0', 'a behind 0']);
  });

  it('fails with the read of the log, and not for those who come later', async () => {
    const reader = { log: () => Promise.reject(new Error('no answer')) };
    const readBack = new ReadBack(reader as unknown as EventReader);
    await expect(readBack.behind('a', 0, 0n)).rejects.toThrow('no answer');
    Object.assign(reader, { log: async () => [event('a', 0)] });
    expect(await readBack.behind('a', 0, 0n)).toEqual([event('a', 0)]);
  });
});
