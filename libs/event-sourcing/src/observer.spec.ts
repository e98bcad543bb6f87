import { Command } from './deciding/decider.js';
import { toldSafely, watched } from './observer.js';
import type { Receipt } from './deciding/receipt.js';

class Note extends Command {}

const flush = { durationMs: 1, appends: 1, events: 1, conflicts: 0, failed: 0 };

describe('given an observer', () => {
  it('is told as itself, and need not care for everything', () => {
    class Counting {
      readonly told: unknown[] = [];
      flushed(one: unknown): void {
        this.told.push(one);
      }
    }
    const counting = new Counting();
    const observer = toldSafely(counting);
    observer.flushed(flush);
    observer.overloaded();
    expect(counting.told).toEqual([flush]);
    expect(() => toldSafely().viewsResumed()).not.toThrow();
  });

  it('stops nothing when it throws', () => {
    const observer = toldSafely({
      flushed: () => {
        throw new Error('the watcher');
      },
    });
    expect(() => observer.flushed(flush)).not.toThrow();
  });
});

describe('given commands that are watched', () => {
  const commands = [new Note(), new Note()];
  const receipts = commands.map((_, i) => ({ version: i }) as Receipt);
  let told: unknown[][];
  const observer = {
    taken: (command: Command, receipt: Receipt) => void told.push(['taken', command, receipt]),
    refused: (command: Command, error: unknown) => void told.push(['refused', command, error]),
  };
  beforeEach(() => (told = []));

  it('tells each with its receipt', async () => {
    expect(await watched(observer, commands, () => Promise.resolve(receipts))).toBe(receipts);
    expect(told).toEqual([
      ['taken', commands[0], receipts[0]],
      ['taken', commands[1], receipts[1]],
    ]);
  });

  it('tells each as refused when they are refused together, and throws on', async () => {
    const error = new Error('no');
    await expect(watched(observer, commands, () => Promise.reject(error))).rejects.toBe(error);
    expect(told).toEqual([
      ['refused', commands[0], error],
      ['refused', commands[1], error],
    ]);
  });
});
