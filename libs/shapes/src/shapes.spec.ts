import 'reflect-metadata';
import { plainToInstance } from 'class-transformer';
import { validateSync } from 'class-validator';
import * as shapes from './index.js';

class Form {
  @shapes.IsText(30) text = '字';
  @shapes.IsName(30) name = '字';
  @shapes.IsNameOrEmpty(30) unit = '字';
  @shapes.IsFileName() file = '字';
  @shapes.AreTexts(3, 30) texts = ['字'];
  @shapes.IsPlainDate() on = '2023-11-30';
  @shapes.IsId() id = 'a-1';
  @shapes.IsSha256() sha256 = 'a'.repeat(64);
}

const wrong = (given: Partial<Record<keyof Form, unknown>>): string[] =>
  validateSync(plainToInstance(Form, given, { exposeDefaultValues: true })).map(({ property }) => property);

const everywhere = (text: string) => ({ text, name: text, unit: text, file: text, texts: ['字', text] });

describe('visible text', () => {
  it.each([
    [' \t\n'],
    ['\u00a0'],
    ['\u3000'],
    ['\u200b'],
    ['\u200d\ufe0f'],
    ['\u2060'],
    ['\ufeff'],
    ['\u00ad'],
    ['\u2800'],
    ['\u3164'],
    ['\u115f'],
    ['\u1160'],
    ['\uffa0'],
    ['\u034f'],
    ['\u{e0020}'],
    ['\ud800'],
    [' \u200b\u2800\u3164 '],
  ])('is not %j', (text) => {
    expect(wrong(everywhere(text))).toEqual(['text', 'name', 'unit', 'file', 'texts']);
  });

  it.each([
    ['整改'],
    ['Zoë O’Brien'],
    ['👩‍👩‍👧'],
    ['e\u0301'],
    ['。'],
    ['〇'],
    ['한글'],
    ['नमस्ते'],
    ['می‌خواهم'],
    ['\u200bA'],
  ])('is %j', (text) => {
    expect(wrong(everywhere(text))).toEqual([]);
  });

  it('may be left empty only where that is said', () => {
    expect(wrong(everywhere(''))).toEqual(['text', 'name', 'file', 'texts']);
  });
});

describe('a name', () => {
  it.each([
    ['甲\n乙'],
    ['甲\r乙'],
    ['甲\u2028乙'],
    ['甲\u2029乙'],
    ['甲\u0085乙'],
    ['a\u202egpj.pdf'],
    ['\u2067a\u2069'],
    ['a\u200fb'],
  ])('is not %j', (text) => {
    expect(wrong(everywhere(text))).toEqual(['name', 'unit', 'file']);
  });

  it('of a file holds no path', () => {
    expect(wrong({ file: '../a.pdf' })).toEqual(['file']);
    expect(wrong({ file: 'c:\\a.pdf' })).toEqual(['file']);
  });
});

describe('a choice', () => {
  it('that there is not is refused with those that there are', () => {
    class Choice {
      @shapes.IsOneOf(['open', 'closed']) state!: string;
    }
    const [error] = validateSync(plainToInstance(Choice, { state: 'ajar' }));
    expect(Object.values(error!.constraints!)).toEqual(['state 须为以下之一 / must be one of: open, closed']);
  });
});

describe('a filter', () => {
  it('may be empty or hold several lines, and is never invisible', () => {
    class Filter {
      @shapes.IsTextOrEmpty(30) text!: string;
    }
    const refused = (text: string) => validateSync(plainToInstance(Filter, { text })).length > 0;
    expect(['', '甲\n乙', '\u200b', '\u3164'].map(refused)).toEqual([false, false, true, true]);
  });
});

describe('a shape', () => {
  it('counts UTF-16 units', () => {
    expect(wrong({ text: '一'.repeat(31), name: '一'.repeat(31), texts: ['一'.repeat(31)] })).toEqual([
      'text',
      'name',
      'texts',
    ]);
  });

  it('takes no value of another type', () => {
    const fields = Object.keys(new Form());
    for (const value of [7, { not: 'this' }, null, ['字']])
      expect(wrong(Object.fromEntries(fields.map((field) => [field, value])))).toEqual(
        Array.isArray(value) ? fields.filter((field) => field !== 'texts') : fields,
      );
  });

  it.each([['2023-02-30'], ['2023-13-01'], ['2023-1-1'], ['2023-11-30T00:00:00Z']])('takes %s for no day', (on) => {
    expect(wrong({ on })).toEqual(['on']);
  });

  it('says in both languages what it asks for, by the name of the property, once', () => {
    const errors = validateSync(
      plainToInstance(
        Form,
        { ...everywhere('\u200b'), on: '2023-02-30', id: '/', sha256: 'A' },
        { exposeDefaultValues: true },
      ),
    );
    expect(errors).toHaveLength(8);
    for (const { property, constraints = {} } of errors) {
      const messages = Object.values(constraints);
      expect(messages).toHaveLength(1);
      expect(messages[0]).toMatch(new RegExp(`^${property} .*\\p{Script=Han}.* / .*[a-z]`, 'u'));
    }
  });
});
