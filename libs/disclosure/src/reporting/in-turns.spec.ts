import { inTurns } from './in-turns.js';

const busy = (ms: number): void => {
  const until = performance.now() + ms;
  while (performance.now() < until);
};

describe('work on a long list', () => {
  it('keeps the order of the results', async () => {
    expect(await inTurns([3, 1, 2], async (each) => each * 2)).toEqual([6, 2, 4]);
    expect(await inTurns([], () => 1)).toEqual([]);
  });

  it('lets what else is waiting have its turns', async () => {
    let turns = 0;
    const other = setInterval(() => turns++, 1);
    await inTurns(Array.from({ length: 100 }), () => busy(2));
    clearInterval(other);
    expect(turns).toBeGreaterThan(5);
  });

  it('ends with the first failure', async () => {
    const taken: number[] = [];
    const work = inTurns([1, 2, 3], (each) => {
      taken.push(each);
      if (each === 2) throw new Error('two');
    });
    await expect(work).rejects.toThrow('two');
    expect(taken).toEqual([1, 2]);
  });
});
