import { RuleBroken } from '../errors.js';
import { commanded } from '../testing/given-decider.js';
import { Command } from './decider.js';
import { obey, type Policy } from './rules.js';

class Act extends Command {}
const nobodyActsTwice: Policy<'acted', Act, number> = (_, times) => (times > 0 ? 'acted' : undefined);
const noMoreThanAllowed: Policy<'too-many', Act, number, { readonly most: number }> = (_, times, { most }) =>
  times >= most ? { code: 'too-many', details: { times, most } } : undefined;

const refusal = (act: () => void): object | undefined => {
  try {
    act();
    return undefined;
  } catch (error) {
    const { code, details } = error as RuleBroken;
    return { code, details };
  }
};

describe('rules that are obeyed', () => {
  const command = commanded(Act, {});

  it('name the first that is broken, and who was refused where it says nothing else', () => {
    expect(refusal(() => obey([nobodyActsTwice], command, 0))).toBeUndefined();
    expect(refusal(() => obey([nobodyActsTwice], command, 1))).toEqual({
      code: 'acted',
      details: { rule: 'nobodyActsTwice', person: '张三' },
    });
  });

  it('see the facts, and keep the details of the refusal', () => {
    expect(refusal(() => obey([noMoreThanAllowed], command, 2, { most: 3 }))).toBeUndefined();
    expect(refusal(() => obey([noMoreThanAllowed], command, 3, { most: 3 }))).toEqual({
      code: 'too-many',
      details: { rule: 'noMoreThanAllowed', times: 3, most: 3 },
    });
  });
});
