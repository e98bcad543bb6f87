import { numberOrder } from '../ledger/number-order.js';
import { percentOf, rateOf } from './rate.js';

describe('a rate', () => {
  it.each([
    [40, 42, 95.2],
    [2, 42, 4.8],
    [1, 3, 33.3],
    [1, 16, 6.3],
    [1, 2000, 0.1],
    [1, 2001, 0],
    [201, 2000, 10.1],
    [42, 42, 100],
    [0, 42, 0],
  ])('%i of %i is %f percent, halves rounded up', (count, of, percent) => {
    expect(percentOf(count, of)).toBe(percent);
  });

  it('is none of nothing', () => {
    expect(rateOf(0, 0)).toEqual({ percent: null, count: 0, of: 0 });
  });
});

describe('numbers', () => {
  it('stand as a reader counts them', () => {
    const inOrder = ['1', '1.2', '1.10', '2', '③', '(4)', '10', '11-2', '甲'];
    expect(inOrder.toReversed().sort((a, b) => numberOrder(a) - numberOrder(b))).toEqual(inOrder);
  });

  it('stay whole however long they are', () => {
    expect(Number.isSafeInteger(numberOrder('99999999999.99999999.99999999'))).toBe(true);
  });
});
