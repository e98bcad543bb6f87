import { problems } from '../../composition/src/declared.js';

const HAN = String.raw`\p{Script=Han}`;
/** Beside a Chinese sign: commas of a number, colons of an address and the like stand between others. */
const HALF_WIDTH = new RegExp(`${HAN}\\s*[,;:?!]|[,;:?!]\\s*${HAN}|${HAN}\\.(?:\\s|$)|\\([^()]*${HAN}|${HAN}\\(`, 'u');
const FULL_WIDTH = /[，。；：？！（）、“”《》]/u;

describe('the sentences of problems', () => {
  it('have full-width punctuation in Chinese', () => {
    const mixed = Object.entries(problems).filter(([, { zh }]) => HALF_WIDTH.test(zh));
    expect(mixed.map(([code, { zh }]) => `${code}: ${zh}`)).toEqual([]);
  });

  it('have none of it in English', () => {
    const mixed = Object.entries(problems).filter(([, { en }]) => FULL_WIDTH.test(en));
    expect(mixed.map(([code, { en }]) => `${code}: ${en}`)).toEqual([]);
  });

  it('would be noticed', () => {
    for (const text of ['请求过于频繁,请稍后再试', '限期(天)', '可选:甲', '已停用.'])
      expect([text, HALF_WIDTH.test(text)]).toEqual([text, true]);
    for (const text of ['请求过于频繁，请稍后再试', 'limit 须为 1 至 500', '取值 1,000 以内'])
      expect([text, HALF_WIDTH.test(text)]).toEqual([text, false]);
    expect(Object.keys(problems).length).toBeGreaterThan(200);
  });
});
