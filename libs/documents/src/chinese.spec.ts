import {
  bookTitle,
  chineseDate,
  chineseInstant,
  chineseOrdinal,
  chinesePeriod,
  enumerated,
  money,
  percent,
  sentence,
} from './chinese.js';

describe('the wording of the official report', () => {
  it('counts from 一 to 九十九 in Chinese and beyond in digits', () => {
    const values = [1, 9, 10, 11, 12, 20, 21, 42, 90, 99, 100, 0];
    expect(values.map(chineseOrdinal).join(' ')).toBe('一 九 十 十一 十二 二十 二十一 四十二 九十 九十九 100 0');
  });

  it('prints dates without leading zeros and leaves what is no date alone', () => {
    expect(chineseDate('2023-11-30')).toBe('2023年11月30日');
    expect(chineseDate('2023-09-01')).toBe('2023年9月1日');
    expect(chineseDate('年底前')).toBe('年底前');
  });

  it('names the year of a period once, and twice when it spans two years', () => {
    expect(chinesePeriod('2023-04-12', '2023-06-13')).toBe('2023年4月12日至6月13日');
    expect(chinesePeriod('2023-11-02', '2024-01-05')).toBe('2023年11月2日至2024年1月5日');
  });

  it('gives a moment in Beijing time', () => {
    expect(chineseInstant('2024-01-11T16:30:00.000Z')).toBe('2024年1月12日00:30:00（北京时间）');
  });

  it('prints rates with one decimal, half up', () => {
    expect([(40 / 42) * 100, (2 / 42) * 100, 95.2, 100, 0, 6.25, 2.2499999999999996].map(percent)).toEqual([
      '95.2%',
      '4.8%',
      '95.2%',
      '100.0%',
      '0.0%',
      '6.3%',
      '2.3%',
    ]);
  });

  it('prints money exactly, in 万元 from ten thousand on', () => {
    expect([0, 5, 99_900, 999_999, 1_000_000, 7_132_000, 136_950_000_001].map(money)).toEqual([
      '0元',
      '0.05元',
      '999元',
      '9999.99元',
      '1万元',
      '7.132万元',
      '136950.000001万元',
    ]);
  });

  it('ends a sentence once, also inside a quotation', () => {
    expect(['已完成', '已完成；', '已完成。', '他说“好。”', '落实“一岗双责”', '已完成.'].map(sentence)).toEqual([
      '已完成。',
      '已完成。',
      '已完成。',
      '他说“好。”',
      '落实“一岗双责”。',
      '已完成。',
    ]);
  });

  it('joins measures as 一是…二是…, never doubles a marker, and leaves a single measure without one', () => {
    expect(enumerated(['建立台账；', '二是开展培训', '明确专人。'])).toBe('一是建立台账。二是开展培训。三是明确专人。');
    expect(enumerated(['建立台账'])).toBe('建立台账。');
    const twelfth = enumerated(Array.from({ length: 12 }, () => '抓落实')).split('。')[11];
    expect(twelfth).toBe('十二是抓落实');
  });

  it('puts a title in book marks once', () => {
    expect(bookTitle('会议制度')).toBe('《会议制度》');
    expect(bookTitle(' 《会议制度》')).toBe('《会议制度》');
  });
});
