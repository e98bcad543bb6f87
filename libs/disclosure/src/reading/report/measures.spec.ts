import { measuresOf } from './measures.js';

describe('a reply', () => {
  it('is divided by rising ordinals only', () => {
    expect(measuresOf('一是建章立制。主要做法,一是培训,二是考核。三是回访。')).toEqual([
      '建章立制。主要做法,一是培训,',
      '考核。',
      '回访。',
    ]);
  });

  it('is not divided by words that merely hold a mark', () => {
    expect(measuresOf('问题根源之一是认识不足,唯一是落实。')).toEqual(['问题根源之一是认识不足,唯一是落实。']);
  });

  it('leaves what stands before the first mark out of the measures', () => {
    expect(measuresOf('高度重视。一是建台账。二是抓落实。')).toEqual(['建台账。', '抓落实。']);
  });

  it.each([
    ['第一,建台账。第二,抓落实。'],
    ['①建台账。②抓落实。'],
    ['（1）建台账。（2）抓落实。'],
    ['1.建台账。\n2.抓落实。'],
  ])('is divided by the marks of %j', (reply) => {
    expect(measuresOf(reply)).toEqual(['建台账。', '抓落实。']);
  });

  it('has no measures when it is empty', () => {
    expect(measuresOf('')).toEqual([]);
  });
});
