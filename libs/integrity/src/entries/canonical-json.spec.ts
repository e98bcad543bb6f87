import * as fc from 'fast-check';
import { canonicalJson } from './canonical-json.js';

const parsed = (text: string): unknown => JSON.parse(text);

describe('canonical JSON', () => {
  it('is that of the examples in RFC 8785', () => {
    const sorting = parsed(
      '{"\\u20ac":"Euro Sign","\\r":"Carriage Return","\\ufb33":"Hebrew Letter Dalet With Dagesh","1":"One",' +
        '"\\ud83d\\ude00":"Emoji: Grinning Face","\\u0080":"Control","\\u00f6":"Latin Small Letter O With Diaeresis"}',
    );
    expect(canonicalJson(sorting)).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis",' +
        '"€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
    const numbers = '{"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001]}';
    expect(canonicalJson(parsed(numbers))).toBe('{"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}');
    const string = parsed(
      '{"string":"\\u20ac$\\u000F\\u000aA\'\\u0042\\u0022\\u005c\\\\\\"\\/","literals":[null,true,false]}',
    );
    expect(canonicalJson(string)).toBe('{"literals":[null,true,false],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  it('orders names that an object would order by number, and keeps the name that objects know', () => {
    expect(canonicalJson(parsed('{"9":1,"10":{"b":1,"a":2},"__proto__":3,"a":4}'))).toBe(
      '{"10":{"a":2,"b":1},"9":1,"__proto__":3,"a":4}',
    );
  });

  it('is the same for equal content in whatever order, and another for other content', () => {
    const reversed = (value: unknown): unknown => {
      if (typeof value !== 'object' || value === null) return value;
      if (Array.isArray(value)) return value.map(reversed);
      return Object.fromEntries(
        Object.entries(value)
          .toReversed()
          .map(([name, one]) => [name, reversed(one)]),
      );
    };
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (one, other) => {
        const text = canonicalJson(one);
        expect(canonicalJson(reversed(one))).toBe(text);
        expect(canonicalJson(parsed(text))).toBe(text);
        if (JSON.stringify(one) !== JSON.stringify(other)) expect(parsed(text)).toEqual(parsed(JSON.stringify(one)));
      }),
    );
  });
});
