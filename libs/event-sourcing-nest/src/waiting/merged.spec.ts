import { merged } from './merged.js';

const sequence = async function* (...items: string[]): AsyncGenerator<string> {
  yield* items;
};

const all = async (...sequences: AsyncGenerator<string>[]): Promise<string[]> =>
  Array.fromAsync(merged(sequences, (item) => item));

describe('sequences merged', () => {
  it('are one in order, with what several hold as often as they hold it', async () => {
    expect(await all(sequence('a', 'd'), sequence('b', 'd', 'e'), sequence('c'))).toEqual([
      'a',
      'b',
      'c',
      'd',
      'd',
      'e',
    ]);
  });

  it('may be empty, or none', async () => {
    expect(await all(sequence(), sequence('a'), sequence())).toEqual(['a']);
    expect(await all()).toEqual([]);
  });

  it('are read no further than asked', async () => {
    const read: number[] = [];
    const counted = (async function* () {
      for (let n = 1; n < 10; n++) {
        read.push(n);
        yield String(n);
      }
    })();
    for await (const item of merged([counted], (one) => one)) if (item === '2') break;
    expect(read).toEqual([1, 2]);
  });
});
