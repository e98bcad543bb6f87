import { readDate, readMeasures, readNumber, readNumbers } from './values.js';

describe('a date in a ledger', () => {
  it.each([
    '2023-9-1',
    '2023.9.1',
    '2023/09/01',
    '2023年9月1日',
    '2023年9月1日前',
    '２０２３年９月１日',
    '二〇二三年九月一日',
    '20230901',
    '2023-09-01 00:00:00',
  ])('is read from %s', (text) => {
    expect(readDate({ text })).toEqual({ date: '2023-09-01' });
  });

  it('is read from an Excel date and from a serial number', () => {
    expect(readDate({ text: '', value: new Date('2023-09-01T00:00:00Z') })).toEqual({ date: '2023-09-01' });
    expect(readDate({ text: '45170', value: 45_170 })).toEqual({ date: '2023-09-01' });
  });

  it('needs a year from the context if it has none of its own', () => {
    expect(readDate({ text: '9月1日' }, 2023)).toEqual({ date: '2023-09-01', yearFromContext: true });
    expect(readDate({ text: '9月1日' })).toEqual({ trouble: 'date-without-year' });
  });

  it.each(['2023-02-30', '2023年13月1日', '0023-01-01', '20230931'])('that cannot be is refused: %s', (text) => {
    expect(readDate({ text })).toEqual({ trouble: 'date-impossible' });
  });

  it.each(['长期坚持', '2023年9月', '23.9.1', '2023-9.1', '45170', '9月'])(
    'that is unclear is not guessed: %s',
    (text) => {
      expect(readDate({ text }, 2023)).toEqual({ trouble: 'date-not-understood' });
    },
  );

  it('is not seen in a number outside the range of serials', () => {
    expect(readDate({ text: '30', value: 30 })).toEqual({ trouble: 'date-not-understood' });
  });
});

describe('a number in a ledger', () => {
  it.each(['7', '７', '7.', '(7)', '（７）', '⑦', '第7项'])('is read from %s', (text) => {
    expect(readNumber(text)).toBe(7);
  });

  it.each(['七', '0', '7.5', '7a', '', '7-8'])('is not seen in %j', (text) => {
    expect(readNumber(text)).toBeUndefined();
  });

  it('may be one of a list or range; one unclear part spoils the list', () => {
    expect(readNumbers('1、3-5,3')).toEqual([1, 3, 4, 5]);
    expect(readNumbers('1、甲')).toBeUndefined();
    expect(readNumbers('5-3')).toBeUndefined();
    expect(readNumbers('1-999999')).toBeUndefined();
  });
});

describe('the measures of a cell', () => {
  it.each([
    '一是公开流程；二是增设窗口。',
    '1.公开流程\n2.增设窗口',
    '（１）公开流程；\n（２）增设窗口。',
    '①公开流程\n②增设窗口',
  ])('are split at their marks: %j', (text) => {
    expect(readMeasures(text)).toEqual(['公开流程', '增设窗口']);
  });

  it('keep a 一是 in the middle of a sentence', () => {
    expect(readMeasures('公开流程，其一是公示')).toEqual(['公开流程，其一是公示']);
  });
});
