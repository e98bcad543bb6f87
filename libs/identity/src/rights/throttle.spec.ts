import { jest } from '@jest/globals';
import type { RuleBroken } from '#event-sourcing';
import { Throttle } from './throttle.js';

const outcome = (asked: Promise<void>): Promise<unknown> =>
  asked.then(
    () => 'through',
    ({ code, details }: RuleBroken) => [code, details['retryAfter']],
  );
const times = async (count: number, ask: () => Promise<void>): Promise<number> => {
  const all = await Promise.all(Array.from({ length: count }, () => outcome(ask())));
  return all.filter((one) => one === 'through').length;
};

describe('a limit', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('lets an account through ten times its rate in ten seconds, and again after them', async () => {
    const throttle = new Throttle({ requestsPerSecond: 5, signInsPerMinute: 1 });
    expect(await times(60, () => throttle.actor('a'))).toBe(50);
    expect(await outcome(throttle.actor('a'))).toEqual(['request.too-many', 10]);
    expect(await outcome(throttle.actor('b'))).toBe('through');
    jest.advanceTimersByTime(9_000);
    expect(await outcome(throttle.actor('a'))).toEqual(['request.too-many', 1]);
    jest.advanceTimersByTime(1_001);
    expect(await outcome(throttle.actor('a'))).toBe('through');
  });

  it('counts ways in by network, and what was refused apart from it', async () => {
    const throttle = new Throttle({ requestsPerSecond: 1, signInsPerMinute: 3 });
    expect(await times(5, () => throttle.signIn('2001:db8::1'))).toBe(3);
    expect(await outcome(throttle.signIn('2001:db8::2'))).toEqual(['request.too-many', 60]);
    expect(await outcome(throttle.signIn('2001:db8:0:1::1'))).toBe('through');
    expect(await times(20, () => throttle.refused('2001:db8::1'))).toBe(10);
    expect(await outcome(throttle.actor('2001:db8::1'))).toBe('through');
  });
});
