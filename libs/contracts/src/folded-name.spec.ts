import { foldedName } from './folded-name.js';

describe('a name', () => {
  it.each([
    ['陈 静'],
    ['陈\u3000静'],
    ['陈\u200b静'],
    ['\u2060陈静\ufeff'],
    ['陈\u00a0静 '],
    ['陈\u2800静'],
    ['陈\u3164静'],
    ['陈\u202e静\u202c'],
    ['陈\u00ad静'],
  ])('is that of 陈静 as %j', (name) => {
    expect(foldedName(name)).toBe('陈静');
  });

  it('is the same in full width and in capitals', () => {
    expect(foldedName('Ｚｏｅ　Ｏ')).toBe(foldedName('zoe o'));
    expect(foldedName('第１科')).toBe(foldedName('第1科'));
  });

  it.each([
    ['陈静', '陈静静'],
    ['陈静', '程静'],
    ['一科', '二科'],
    ['Zoë', 'Zoe'],
  ])('%s is not %s', (one, other) => {
    expect(foldedName(one)).not.toBe(foldedName(other));
  });
});
