import * as fc from 'fast-check';

/** What a JSON text may hold that a body should not: types, sizes, depths, signs and names that somebody may trip over. */
const NUL_AND_HALVES = ['\u0000', 'a\u0000b', '\ud800', '\udfff', 'x\ud83d', '\ufffe', '\u2028', '\u202e', '\x1b[31m'];
const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'toJSON', 'length', 'id'];
const PATHS = ['../../etc/passwd', '..\\..\\boot.ini', '/etc/passwd', 'C:\\x', 'a/../../b', '....//', 'file:///x', '.'];
const ALMOST_DATES = [
  '2023-02-30',
  '0000-00-00',
  '9999-99-99',
  '2023-1-1',
  '2023-11-30T25:61:61Z',
  '1e3',
  '+275760-09-13',
];
const LONG = 40_000;
const DEEP = 2_000;

const nested = (depth: number, list: boolean): string =>
  list ? '['.repeat(depth) + ']'.repeat(depth) : '{"a":'.repeat(depth) + '1' + '}'.repeat(depth);

/** As large as a body may be. */
const HUGE = 1_000_000;
export const hugeTexts: readonly (() => string)[] = [
  () => nested(HUGE / 2, true),
  () => nested(HUGE / 10, false),
  () => JSON.stringify('a'.repeat(HUGE)),
  () => `[${'0,'.repeat(HUGE / 2)}0]`,
  () => `[${'{},'.repeat(HUGE / 4)}{}]`,
  () => `{${Array.from({ length: HUGE / 12 }, (_, i) => `"k${i}":1`).join()}}`,
  () => '9'.repeat(HUGE),
];
const huge: fc.Arbitrary<string> = fc.constantFrom(...hugeTexts).map((text) => text());

/** JSON text of one value, not all of it JSON. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 1, arbitrary: huge },
  {
    weight: 50,
    arbitrary: fc.constantFrom('null', 'true', 'false', '0', '-1', '""', '[]', '{}', '[null]', '[[]]', '{"a":{}}'),
  },
  {
    weight: 40,
    arbitrary: fc.constantFrom('1e400', '-1e400', '9007199254740993', '-0', '1'.repeat(400), '0.1e1', '2147483648'),
  },
  {
    weight: 60,
    arbitrary: fc
      .constantFrom(...NUL_AND_HALVES, ...PATHS, ...ALMOST_DATES, ...NAMES)
      .map((text) => JSON.stringify(text)),
  },
  {
    weight: 15,
    arbitrary: fc.constantFrom(
      'NaN',
      'Infinity',
      'undefined',
      "'x'",
      '01',
      '.5',
      '0x10',
      '+1',
      '{a:1}',
      '[1,]',
      '/**/1',
    ),
  },
  {
    weight: 10,
    arbitrary: fc.constantFrom('"\\ud800"', '"\\u0000"', '"\\u"', '"\\x41"', '"a\nb"', '"\t"', '"\u0000"'),
  },
  { weight: 30, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }).map((text) => JSON.stringify(text)) },
  { weight: 20, arbitrary: fc.integer({ min: 1, max: LONG }).map((length) => JSON.stringify('长'.repeat(length))) },
  {
    weight: 20,
    arbitrary: fc.integer({ min: 1, max: 5_000 }).map((length) => JSON.stringify(Array.from({ length }, (_, i) => i))),
  },
  {
    weight: 20,
    arbitrary: fc.tuple(fc.integer({ min: 30, max: DEEP }), fc.boolean()).map(([depth, list]) => nested(depth, list)),
  },
  { weight: 20, arbitrary: fc.constantFrom(...NAMES).map((name) => `{${JSON.stringify(name)}:{"polluted":true}}`) },
  { weight: 40, arbitrary: fc.json({ maxDepth: 4 }) },
);

/** A part of a path or the value of a parameter, as it goes over the line. */
export const hostilePart: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(...NAMES, ...[...PATHS, ...NUL_AND_HALVES.slice(0, 2), ' ', '\u202e'].map(encodeURIComponent)),
  fc.constantFrom(
    '%',
    '%2',
    '%zz',
    '%00',
    '%c0%af',
    '%ff%fe',
    '%ed%a0%80',
    '..%2f..%2f',
    '%252e%252e',
    ';x=1',
    "'--",
    '*',
  ),
  fc.constantFrom('-1', '1e9', '0x1', 'null', 'undefined', '[object Object]'.replace(' ', '%20'), '{}', '$where'),
  fc.integer({ min: 1, max: 9_000 }).map((length) => 'a'.repeat(length)),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).map((text) => encodeURIComponent(text.toWellFormed())),
);

export const names: fc.Arbitrary<string> = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 12 }));
