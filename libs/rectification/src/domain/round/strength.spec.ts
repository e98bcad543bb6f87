import { byMeeting, group, usual } from '../examples.js';
import type { ClosurePolicy } from './events.js';
import { strongerOf, strongerPlanPolicy, takesTwoLeaders } from './strength.js';

const meeting: ClosurePolicy = { endorsements: ['unit', 'office'], ...byMeeting };
const otherMeeting: ClosurePolicy = { ...meeting, body: { id: 'b-other', name: '党工委会议' } };
const one: ClosurePolicy = { endorsements: ['office'], way: 'sign-offs', required: 1 };
const three: ClosurePolicy = { endorsements: ['office'], way: 'sign-offs', required: 3 };

describe('a closure policy', () => {
  const ofBody: ClosurePolicy = { ...usual, body: group } as ClosurePolicy;
  const ofOtherBody: ClosurePolicy = { ...usual, body: otherMeeting.body } as ClosurePolicy;

  it('takes two leaders with fewer signatures or levels', () => {
    const fewer: [ClosurePolicy, ClosurePolicy][] = [
      [usual, { ...usual, required: 1 } as ClosurePolicy],
      [usual, { ...usual, endorsements: ['unit'] }],
      [meeting, { ...meeting, endorsements: ['office'] }],
    ];
    for (const [from, to] of fewer) expect(takesTwoLeaders(from, to)).toBe(true);
  });

  it('takes two leaders whenever others decide, since a body may be of two whom one leader picks', () => {
    const others: [ClosurePolicy, ClosurePolicy][] = [
      [three, meeting],
      [usual, meeting],
      [meeting, usual],
      [meeting, otherMeeting],
      [usual, ofBody],
      [ofBody, usual],
      [ofBody, ofOtherBody],
      [ofBody, meeting],
      [meeting, ofBody],
    ];
    for (const [from, to] of others) expect(takesTwoLeaders(from, to)).toBe(true);
  });

  it('takes one leader with more of anything by the same, or the same', () => {
    const others: [ClosurePolicy, ClosurePolicy][] = [
      [usual, usual],
      [one, usual],
      [usual, { ...usual, required: 3 } as ClosurePolicy],
      [ofBody, { ...ofBody, required: 3 } as ClosurePolicy],
      [{ ...meeting, endorsements: ['office'] }, meeting],
      [meeting, { ...meeting, body: { ...group, name: '新名称' } } as ClosurePolicy],
    ];
    for (const [from, to] of others) expect(takesTwoLeaders(from, to)).toBe(false);
  });
});

describe('a request that pinned its policy', () => {
  it('is decided by those who were to decide it, under the more levels and signatures that either asks for', () => {
    expect(strongerOf(usual, one)).toEqual(usual);
    expect(strongerOf(usual, three)).toEqual({ ...usual, required: 3 });
    expect(strongerOf(one, usual)).toEqual(usual);
    expect(strongerOf(meeting, one)).toEqual(meeting);
    expect(strongerOf(one, { ...meeting, endorsements: ['office'] })).toEqual(one);
    expect(strongerOf(three, { ...meeting, endorsements: ['unit'] })).toEqual({ ...usual, required: 3 });
    expect(strongerOf(meeting, otherMeeting)).toEqual(meeting);
    expect(strongerOf({ ...one, body: group } as ClosurePolicy, three)).toEqual({ ...one, body: group });
    expect(strongerOf({ ...one, body: group } as ClosurePolicy, { ...three, body: group } as ClosurePolicy)).toEqual({
      ...three,
      body: group,
    });
  });

  it('never asks for less than it did when it was made', () => {
    const all = [usual, one, three, meeting, otherMeeting];
    for (const pinned of all)
      for (const present of all) expect(takesTwoLeaders(pinned, strongerOf(pinned, present))).toBe(false);
  });

  it('goes by the present policy where none was pinned', () => {
    expect(strongerOf(undefined, one)).toEqual(one);
    expect(strongerPlanPolicy(undefined, byMeeting)).toEqual(byMeeting);
  });
});

describe('a plan that was submitted', () => {
  const two = { way: 'sign-offs', required: 2 } as const;

  it('is decided by those who were to decide it, and by more of them where the round asks for more', () => {
    expect(strongerPlanPolicy(two, byMeeting)).toEqual(two);
    expect(strongerPlanPolicy(byMeeting, two)).toEqual(byMeeting);
    expect(strongerPlanPolicy(two, { ...two, required: 3 })).toEqual({ ...two, required: 3 });
    expect(strongerPlanPolicy({ ...two, required: 3 }, two)).toEqual({ ...two, required: 3 });
  });
});
