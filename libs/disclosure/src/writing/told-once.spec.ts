import { toldOnce } from './told-once.js';

describe('the rectification of an issue in one paragraph', () => {
  it.each([
    ['nothing', [], '', ''],
    ['measures alone', ['建立台账', '逐月对账。'], '', '一是建立台账。二是逐月对账。'],
    ['one measure without a mark', ['建立台账'], '', '建立台账。'],
    ['a narrative alone', [], '已建立台账', '已建立台账。'],
    [
      'a narrative that is its measures, in its own words',
      ['建立台账。', '逐月对账。'],
      '一是建立台账。二是逐月对账。',
      '一是建立台账。二是逐月对账。',
    ],
    ['a narrative around its measures', ['建立台账'], '9月起建立台账，专人管理。', '9月起建立台账，专人管理。'],
    [
      'what the narrative says beyond its measures',
      ['建立台账', '逐月对账'],
      '建立台账。已清收租金3万元',
      '一是建立台账。二是逐月对账。已清收租金3万元。',
    ],
    [
      'a narrative that counts up for itself, and a measure that it leaves out',
      ['建立台账', '抽查卷宗'],
      '一是建立台账。二是逐月对账。',
      '一是建立台账。二是逐月对账。抽查卷宗。',
    ],
    ['neither blank measures nor blank narratives', [' ', '。'], ' ', ''],
  ])('tells %s', (_, measures, progress, text) => {
    expect(toldOnce({ measures, progress })).toBe(text);
  });
});
