import { RuleBroken, SetClock } from '#event-sourcing';
import { SignInAttempts } from './sign-in-attempts.js';

const wrong = async (): Promise<never> => {
  throw new RuleBroken('sign-in.failed');
};
const right = async (): Promise<string> => 'in';

const HERE = '192.0.2.1';

const setUp = () => {
  const clock = new SetClock('2024-01-01T00:00:00.000Z');
  const attempts = new SignInAttempts(clock);
  const outcome = (login: string, attempt: () => Promise<string>, from = HERE): Promise<unknown> =>
    attempts.inTurn({ login, from }, attempt).catch((error: RuleBroken) => [error.code, error.details['retryAfter']]);
  const failTimes = async (times: number, from = HERE) => {
    for (let i = 0; i < times; i++) await outcome('wang', wrong, from);
  };
  return { clock, attempts, outcome, failTimes };
};

const failed = ['sign-in.failed', undefined];
const resting = (retryAfter: number) => ['sign-in.too-many-failures', retryAfter];

describe('a login with four failures', () => {
  it('may be tried once more, and starts anew after a success', async () => {
    const { outcome, failTimes } = setUp();
    await failTimes(4);
    expect(await outcome('wang', right)).toBe('in');
    await failTimes(4);
    expect(await outcome('wang', wrong)).toEqual(failed);
  });
});

describe('a login with five failures', () => {
  it('rests for a minute, even for the right password, while others go on', async () => {
    const { clock, outcome, failTimes } = setUp();
    await failTimes(5);
    expect(await outcome('wang', right)).toEqual(resting(60));
    clock.set('2024-01-01T00:00:59.001Z');
    expect(await outcome('wang', right)).toEqual(resting(1));
    expect(await outcome('li', right)).toBe('in');
    clock.set('2024-01-01T00:01:00.000Z');
    expect(await outcome('wang', right)).toBe('in');
  });

  it('rests twice as long after each further failure, a quarter of an hour at most', async () => {
    const { clock, outcome, failTimes } = setUp();
    await failTimes(5);
    const rests: unknown[] = [];
    for (let quarter = 1; quarter <= 5; quarter++) {
      clock.set(new Date(Date.UTC(2024, 0, 1, 0, quarter * 15)).toISOString());
      await outcome('wang', wrong);
      rests.push(await outcome('wang', wrong));
    }
    expect(rests).toEqual([resting(120), resting(240), resting(480), resting(900), resting(900)]);
  });

  it('is forgiven after a quiet hour', async () => {
    const { clock, outcome, failTimes } = setUp();
    await failTimes(5);
    clock.set('2024-01-01T01:00:00.000Z');
    expect(await outcome('wang', wrong)).toEqual(failed);
    expect(await outcome('wang', right)).toBe('in');
  });
});

describe('a burst of attempts on one login', () => {
  it('gets no more guesses than five in a row', async () => {
    const { outcome } = setUp();
    let guesses = 0;
    const guess = async () => {
      guesses += 1;
      return wrong();
    };
    await Promise.all(Array.from({ length: 15 }, () => outcome('wang', guess)));
    expect(guesses).toBe(5);
  });

  it('beyond twenty is refused without waiting', async () => {
    const { outcome } = setUp();
    const all = await Promise.all(Array.from({ length: 25 }, () => outcome('wang', right)));
    expect(all.filter((one) => one === 'in')).toHaveLength(20);
    expect(all.at(-1)).toEqual(resting(1));
  });
});

describe('whoever guesses at a login elsewhere', () => {
  it('does not lock out the person, nor get a turn in front of them', async () => {
    const { outcome, failTimes } = setUp();
    await failTimes(5, '198.51.100.7');
    expect(await outcome('wang', right, '198.51.100.7')).toEqual(resting(60));
    expect(await outcome('wang', right)).toBe('in');
    const burst = Array.from({ length: 25 }, () => outcome('li', wrong, '198.51.100.7'));
    expect(await outcome('li', right)).toBe('in');
    await Promise.all(burst);
  });

  it('has failures of their own, which a right password somewhere else does not wipe out', async () => {
    const { outcome, failTimes } = setUp();
    await failTimes(4, '198.51.100.7');
    expect(await outcome('wang', right)).toBe('in');
    await failTimes(1, '198.51.100.7');
    expect(await outcome('wang', right, '198.51.100.7')).toEqual(resting(60));
  });

  it('from very many networks rests the login for an hour, but for where it is at home and for open sessions', async () => {
    const { clock, attempts, outcome, failTimes } = setUp();
    for (let i = 0; i < 25; i++) await failTimes(4, `198.51.100.${i}`);
    const known = async () => ({ failures: [], networks: [HERE] });
    const from = (place: string, more = {}) => attempts.inTurn({ login: 'wang', from: place, ...more }, right, known);
    expect(await outcome('wang', right, '203.0.113.9')).toEqual(resting(3_600));
    expect(await from(HERE)).toBe('in');
    expect(await from('session/1', { known: true })).toBe('in');
    clock.set('2024-01-01T01:00:00.000Z');
    expect(await outcome('wang', right, '203.0.113.9')).toBe('in');
  });
});
