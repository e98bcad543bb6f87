import { cutText } from './cut-text.js';

const FAMILY = '👨‍👩‍👧';

describe('a text that is cut', () => {
  it('stays as it is when it fits', () => {
    expect(cutText('整改台账', 4)).toBe('整改台账');
  });

  it('fits with its mark', () => {
    expect(cutText('整改台账和说明', 5)).toBe('整改台账…');
    expect(cutText('整改台账和说明', 5, '（略）')).toBe('整改（略）');
  });

  it.each([
    ['a surrogate pair', '😀'],
    ['joined emoji', FAMILY],
    ['a flag', '🇨🇳'],
    ['a letter with its accent', 'e\u0301'],
  ])('keeps or drops %s as a whole', (_, character) => {
    const text = `甲${character}`.repeat(20);
    const whole = new Set([character, '甲']);
    for (let longest = 2; longest < text.length; longest++) {
      const cut = cutText(text, longest);
      expect(cut.length).toBeLessThanOrEqual(longest);
      const parts = [...new Intl.Segmenter('zh').segment(cut.slice(0, -1))].map(({ segment }) => segment);
      expect(parts.filter((part) => !whole.has(part))).toEqual([]);
    }
  });
});
