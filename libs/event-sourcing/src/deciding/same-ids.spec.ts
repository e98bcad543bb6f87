import { asOne } from './same-ids.js';

const same = new Map([
  ['p2', 'p1'],
  ['p3', 'p1'],
]);

describe('plain data with ids of one thing', () => {
  it('gives all of them by the one that goes on, however deep they stand', () => {
    const data = {
      handler: { id: 'p2', name: '陈 静' },
      involved: ['p3', 'p9'],
      votes: [{ person: { id: 'p2' } }],
      n: 1,
    };
    expect(asOne(data, same)).toEqual({
      handler: { id: 'p1', name: '陈 静' },
      involved: ['p1', 'p9'],
      votes: [{ person: { id: 'p1' } }],
      n: 1,
    });
  });

  it('stays itself where there is none of them, and leaves text alone that only contains one', () => {
    const data = { text: '见p2', list: [null, 'p9'], on: undefined };
    expect(asOne(data, same)).toBe(data);
  });
});
