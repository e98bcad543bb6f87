import { BadShape } from '#event-sourcing-nest';
import { plainJson } from './json-body.js';

const wrongFields = (body: Parameters<typeof plainJson>[0]): string[] => {
  try {
    plainJson(body);
    return [];
  } catch (error) {
    return (error as BadShape).errors.map(({ field }) => field);
  }
};

const nested = (depth: number): Parameters<typeof plainJson>[0] =>
  JSON.parse('{"a":'.repeat(depth) + '1' + '}'.repeat(depth));

describe('a JSON body', () => {
  it('says the same with null as without the field, at every depth, and keeps what is said', () => {
    expect(plainJson({ reason: null, figures: [{ unit: null, value: 0 }], done: false, text: '' })).toEqual({
      figures: [{ value: 0 }],
      done: false,
      text: '',
    });
  });

  it('keeps line breaks, tabs and signs beyond the basic plane', () => {
    const body = { text: '一是\n\t二是\r\n𠮷🀄' };
    expect(plainJson(body)).toEqual(body);
  });

  it('is refused for text that no XML can carry, every place named', () => {
    expect(wrongFields({ name: 'a\0b', list: ['x', '\ud800'], deep: { on: '\udfff', end: '\uffff' } })).toEqual([
      'name',
      'list[1]',
      'deep.on',
      'deep.end',
    ]);
  });

  it('is refused for more fields or entries than any body asks for', () => {
    const fields = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`f${i}`, i]));
    expect(wrongFields({ a: fields(100), list: Array<number>(1_000).fill(1) })).toEqual([]);
    expect(wrongFields({ a: fields(101), list: Array<number>(1_001).fill(1) })).toEqual(['a', 'list']);
  });

  it('is refused for names that every object has already', () => {
    const body = JSON.parse('{"constructor":null,"list":[{"prototype":{}}],"deep":{"__proto__":1},"to":"constructor"}');
    expect(wrongFields(body)).toEqual(['constructor', 'list[0].prototype', 'deep.__proto__']);
  });

  it('is refused when nested without an end, and taken when not', () => {
    expect(wrongFields(nested(32))).toEqual([]);
    expect(wrongFields(nested(33))).toEqual(['']);
    expect(wrongFields(nested(100_000))).toEqual(['']);
  });
});
