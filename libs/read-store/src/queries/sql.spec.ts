import * as fc from 'fast-check';
import { joined, named, raw, type Sql, sql, type Value, withNumbers, withQuestionMarks } from './sql.js';

const written = (query: Sql) => [withQuestionMarks(query), withNumbers(query), query.values];

describe('SQL', () => {
  it('holds values apart from its text, in the order of their places', () => {
    expect(written(sql`select * from t where a = ${'x'} and b > ${1}`)).toEqual([
      'select * from t where a = ? and b > ?',
      'select * from t where a = $1 and b > $2',
      ['x', 1],
    ]);
  });

  it('takes SQL into itself, with its values', () => {
    const condition = sql`a = ${1} and b = ${2}`;
    expect(written(sql`select ${raw('c')} from t where ${condition} or (${condition}) limit ${3}`)).toEqual([
      'select c from t where a = ? and b = ? or (a = ? and b = ?) limit ?',
      'select c from t where a = $1 and b = $2 or (a = $3 and b = $4) limit $5',
      [1, 2, 1, 2, 3],
    ]);
  });

  it('without anything is nothing', () => {
    expect([written(sql``), written(joined([])), written(sql`${sql``}`)]).toEqual(
      Array.from({ length: 3 }, () => ['', '', []]),
    );
  });

  it('takes a list of values as one value, or joined as many', () => {
    expect(written(sql`unnest(${['a', 'b']}::text[])`)).toEqual([
      'unnest(?::text[])',
      'unnest($1::text[])',
      [['a', 'b']],
    ]);
    expect(written(sql`in (${joined(['a', 'b'])})`)).toEqual(['in (?, ?)', 'in ($1, $2)', ['a', 'b']]);
    expect(written(joined([sql`a = ${1}`, raw('b')], ' and '))).toEqual(['a = ? and b', 'a = $1 and b', [1]]);
  });

  it('quotes names, so that none of them ends early', () => {
    expect(withNumbers(sql`drop table ${named('a"; drop table b; --')}`)).toBe('drop table "a""; drop table b; --"');
  });

  it('never has a value in its text, whatever it is and however it is nested', () => {
    const value = fc.oneof(
      fc.integer({ min: 1_000 }),
      fc.string().map((text) => `<${text}>`),
    );
    const nested = (values: readonly Value[]): Sql =>
      values.reduce<Sql>((inner, one, i) => (i % 2 ? sql`(${inner}, ${one})` : joined([one, inner])), sql`x`);
    fc.assert(
      fc.property(fc.array(value, { maxLength: 9 }), (values) => {
        const query = nested(values);
        expect(query.texts).toHaveLength(values.length + 1);
        expect([...query.values].map(String).sort()).toEqual(values.map(String).sort());
        expect(withQuestionMarks(query)).toMatch(/^[x?(), ]*$/);
        expect(withNumbers(query).match(/\$\d+/g) ?? []).toEqual(values.map((_, i) => `$${i + 1}`));
      }),
    );
  });
});
