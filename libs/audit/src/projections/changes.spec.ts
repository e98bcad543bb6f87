import * as fc from 'fast-check';
import { changes } from './changes.js';

describe('two pictures of a subject', () => {
  it.each<[string, unknown, unknown, unknown]>([
    ['a field', { a: 1, b: 2 }, { a: 1, b: 3 }, [{ field: 'b', before: 2, after: 3 }]],
    [
      'a field within',
      { a: { b: { c: 'x' } } },
      { a: { b: { c: 'y' } } },
      [{ field: 'a.b.c', before: 'x', after: 'y' }],
    ],
    ['a field that came', { a: 1 }, { a: 1, b: false }, [{ field: 'b', after: false }]],
    ['a field that went', { a: 0, b: 1 }, { b: 1 }, [{ field: 'a', before: 0 }]],
    [
      'what was nothing',
      { unit: null },
      { unit: { id: 'u', name: '水务所' } },
      [
        { field: 'unit.id', after: 'u' },
        { field: 'unit.name', after: '水务所' },
      ],
    ],
    [
      'a list by place',
      { of: ['x', 'y'] },
      { of: ['x', 'z', 'y'] },
      [
        { field: 'of.1', before: 'y', after: 'z' },
        { field: 'of.2', after: 'y' },
      ],
    ],
    [
      'a list by id',
      {
        of: [
          { id: 'p', n: 1 },
          { id: 'q', n: 2 },
        ],
      },
      {
        of: [
          { id: 'q', n: 3 },
          { id: 'p', n: 1 },
        ],
      },
      [{ field: 'of.q.n', before: 2, after: 3 }],
    ],
    [
      'an entry added to an empty list',
      { of: [] },
      { of: [{ id: 'p', n: 1 }] },
      [
        { field: 'of.p.id', after: 'p' },
        { field: 'of.p.n', after: 1 },
      ],
    ],
    [
      'a list whose ids repeat',
      { of: [{ id: 'p', n: 1 }] },
      {
        of: [
          { id: 'p', n: 1 },
          { id: 'p', n: 2 },
        ],
      },
      [
        { field: 'of.1.id', after: 'p' },
        { field: 'of.1.n', after: 2 },
      ],
    ],
    ['another kind of value', { a: 'text' }, { a: { b: 1 } }, [{ field: 'a', before: 'text', after: { b: 1 } }]],
    ['nothing to something', undefined, { a: 1, of: [], none: null }, [{ field: 'a', after: 1 }]],
    ['nothing to nothing', { a: null, of: [] }, { of: undefined }, []],
  ])('differ in %s', (_, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected);
  });

  it('differ in nothing from themselves, and the same way in reverse', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(changes(a, structuredClone(a))).toEqual([]);
        const there = changes(a, b).map(({ field, before, after }) => [field, before, after]);
        const back = changes(b, a).map(({ field, before, after }) => [field, after, before]);
        const byField = (list: unknown[][]) => list.map((one) => JSON.stringify(one)).sort();
        expect(byField(back)).toEqual(byField(there));
      }),
    );
  });
});
