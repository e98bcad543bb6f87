import * as fc from 'fast-check';
import { GrowingList } from './growing-list.js';

const empty = GrowingList.by<string, 'whole' | 'letter'>({ whole: (one) => one, letter: (one) => one[0] ?? '' });
const listOf = (...entries: readonly string[]) => entries.reduce((list, one) => list.with(one), empty);

describe('a growing list', () => {
  it('finds the first entry of a value, and counts the different ones', () => {
    const list = listOf('a1', 'b1', 'a2');
    expect([...list]).toEqual(['a1', 'b1', 'a2']);
    expect([list.first('letter', 'a'), list.first('whole', 'a2'), list.first('whole', 'c')]).toEqual([
      'a1',
      'a2',
      undefined,
    ]);
    expect([list.size, list.different('letter'), list.different('whole')]).toEqual([3, 2, 3]);
  });

  it('stays as it is when it is continued, also in two ways', () => {
    const list = listOf('a1');
    const [one, other] = [list.with('b1'), list.with('c1')];
    expect([[...list], [...one], [...other]]).toEqual([['a1'], ['a1', 'b1'], ['a1', 'c1']]);
    expect([list, one, other].map((each) => each.first('letter', 'b'))).toEqual([undefined, 'b1', undefined]);
    expect(list.different('letter')).toBe(1);
  });

  it('answers another list with entries changed', () => {
    const list = listOf('a1', 'b1');
    const changed = list.changed((one) => one.replace('b', 'a'));
    expect([list.different('letter'), changed.different('letter'), changed.first('whole', 'a1')]).toEqual([2, 1, 'a1']);
  });

  it('says what an array would, whatever continued from where', () => {
    const steps = fc.array(fc.tuple(fc.nat(20), fc.stringMatching(/^[ab][12]$/)), { maxLength: 25 });
    fc.assert(
      fc.property(steps, (continued) => {
        const versions = [{ list: empty, array: [] as readonly string[] }];
        for (const [from, entry] of continued) {
          const { list, array } = versions[from % versions.length]!;
          versions.push({ list: list.with(entry), array: [...array, entry] });
        }
        for (const { list, array } of versions) {
          expect([...list]).toEqual(array);
          expect(list.different('letter')).toBe(new Set(array.map((one) => one[0])).size);
          for (const value of ['a1', 'a2', 'b1', 'b2'])
            expect(list.first('whole', value)).toBe(array.find((one) => one === value));
        }
      }),
    );
  });

  it('takes twenty thousand entries in time that grows with their number only', () => {
    const timed = (count: number) => {
      const began = process.cpuUsage();
      let list = empty;
      for (let at = 0; at < count; at++) if (!list.first('whole', `a${at}`)) list = list.with(`a${at}`);
      const { user, system } = process.cpuUsage(began);
      expect(list.size).toBe(count);
      return user + system;
    };
    timed(5_000);
    expect(timed(80_000)).toBeLessThan(60 * Math.max(timed(5_000), 1_000));
  });
});
