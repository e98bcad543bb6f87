import { byMeeting, group, usual } from '../examples.js';
import type { ClosurePolicy } from './events.js';
import { isWeaker, strongerOf } from './strength.js';

const meeting: ClosurePolicy = { endorsements: ['unit', 'office'], ...byMeeting };
const otherMeeting: ClosurePolicy = { ...meeting, body: { id: 'b-other', name: '党工委会议' } };
const one: ClosurePolicy = { endorsements: ['office'], way: 'sign-offs', required: 1 };
const three: ClosurePolicy = { endorsements: ['office'], way: 'sign-offs', required: 3 };

describe('a closure policy', () => {
  it('is weaker with fewer signatures or levels, without the meeting, or of another body', () => {
    const weaker: [ClosurePolicy, ClosurePolicy][] = [
      [usual, { ...usual, required: 1 } as ClosurePolicy],
      [usual, { ...usual, endorsements: ['unit'] }],
      [meeting, usual],
      [meeting, otherMeeting],
      [{ ...usual, body: group } as ClosurePolicy, usual],
    ];
    for (const [from, to] of weaker) expect(isWeaker(from, to)).toBe(true);
  });

  it('is not weaker with more of anything, or the same', () => {
    const others: [ClosurePolicy, ClosurePolicy][] = [
      [usual, usual],
      [one, usual],
      [usual, meeting],
      [usual, { ...usual, required: 3 } as ClosurePolicy],
      [usual, { ...usual, body: group } as ClosurePolicy],
    ];
    for (const [from, to] of others) expect(isWeaker(from, to)).toBe(false);
  });
});

describe('a request that pinned its policy', () => {
  it('is decided under all that either asks for', () => {
    expect(strongerOf(usual, one)).toEqual(usual);
    expect(strongerOf(usual, three)).toEqual({ ...usual, required: 3 });
    expect(strongerOf(one, usual)).toEqual(usual);
    expect(strongerOf(meeting, one)).toEqual(meeting);
    expect(strongerOf(one, meeting)).toEqual(meeting);
    expect(strongerOf(meeting, otherMeeting)).toEqual(meeting);
    expect(strongerOf({ ...one, body: group } as ClosurePolicy, three)).toEqual({ ...three, body: group });
  });

  it('never asks for less than it did when it was made', () => {
    const all = [usual, one, three, meeting, otherMeeting];
    for (const pinned of all)
      for (const present of all) expect(isWeaker(pinned, strongerOf(pinned, present))).toBe(false);
  });

  it('goes by the present policy where none was pinned', () => {
    expect(strongerOf(undefined, one)).toEqual(one);
  });
});
