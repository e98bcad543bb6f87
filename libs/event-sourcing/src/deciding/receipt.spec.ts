import { v4, v7 } from 'uuid';
import { eventId } from './receipt.js';

describe('the ids of the events of one command', () => {
  it.each([
    { kind: 'a random one', make: () => v4() },
    { kind: 'one that begins with the time', make: () => v7() },
  ])('differ from each other and from those of any other command, for $kind', ({ make }) => {
    const ids = Array.from({ length: 2_000 }, make).flatMap((id) => [0, 1, 2, 3, 4].map((n) => eventId(id, n)));
    expect(new Set(ids).size).toBe(10_000);
    for (const id of ids)
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('begin with the command’s own, and come out the same every time', () => {
    const id = '0b2c1e3a-7f00-4aaa-8bbb-00000000000a';
    expect([0, 1].map((n) => eventId(id, n))).toEqual([id, 'a96397eb-7f00-4aaa-8bbb-00000000000a']);
  });

  it('keep the time that the command’s begins with', () => {
    const id = '019a0000-0000-7aaa-8bbb-00000000000a';
    expect([0, 1].map((n) => eventId(id, n))).toEqual([id, '019a0000-0000-7aaa-8bbb-00009e3779bb']);
  });
});
