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
  it('counts in Chinese up to 9999 and beyond in digits', () => {
    const values = [1, 9, 10, 11, 20, 21, 99, 100, 101, 110, 111, 200, 1000, 1001, 1010, 1100, 2030, 9999, 10_000, 0];
    expect(values.map(chineseOrdinal).join(' ')).toBe(
      '一 九 十 十一 二十 二十一 九十九 一百 一百零一 一百一十 一百一十一 二百 一千 一千零一 一千零一十 一千一百 二千零三十 九千九百九十九 10000 0',
    );
  });

  it('gives each number up to 9999 a name of its own, which reads as that number', () => {
    const worth = { 千: 1000, 百: 100, 十: 10 } as const;
    const valueOf = (name: string): number =>
      [...name.replace(/^十/, '一十').matchAll(/([一二三四五六七八九])([千百十]?)/g)].reduce(
        (sum, [, digit, place]) => sum + '零一二三四五六七八九'.indexOf(digit!) * (worth[place as '十'] ?? 1),
        0,
      );
    for (let value = 1; value <= 9999; value++) {
      const name = chineseOrdinal(value);
      expect([valueOf(name), /undefined|零零|^零|零$/.test(name)]).toEqual([value, false]);
    }
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
