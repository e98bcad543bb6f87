import { oncePerPerson } from './once-per-person.js';

describe('a list of people', () => {
  it('holds whoever stands in it twice once, as they stand first', () => {
    const seats = [
      { person: { id: 'p1' }, position: 'chair' },
      { person: { id: 'p2' }, position: 'member' },
      { person: { id: 'p1' }, position: 'member' },
    ];
    expect(oncePerPerson(seats)).toEqual(seats.slice(0, 2));
    expect(oncePerPerson([{ id: 'p1' }, { id: 'p1' }, { id: 'p2' }])).toEqual([{ id: 'p1' }, { id: 'p2' }]);
  });
});
