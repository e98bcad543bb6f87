import { commanded, givenDecider } from '#event-sourcing/testing';
import { LeaveName, nameDecider, nameIdOf, TakeName } from './name.js';
import type { NameEvent } from './events.js';

const given = givenDecider(nameDecider);
const [first, second] = [
  { id: 'p1', name: '陈静' },
  { id: 'p2', name: '陈 静' },
];
const taken = (holder = first): NameEvent => ({ type: 'NameTaken', data: { kind: 'person', name: '陈静', holder } });
const take = (fields: Partial<TakeName>) =>
  commanded(TakeName, { kind: 'person', name: '陈静', holder: second, ...fields });

describe('a name', () => {
  it('is taken when nobody goes by it, and again by whoever left it', () => {
    given().when(take({})).thenEvents(taken(second));
    given(taken(), { type: 'NameLeft', data: { kind: 'person', name: '陈静', holder: first } })
      .when(take({}))
      .thenEvents(taken(second));
  });

  it('is left by its holder, and stays quiet for the others and for who holds it already', () => {
    const leave = (holder = first) => commanded(LeaveName, { kind: 'person', name: '陈静', holder });
    given(taken())
      .when(leave())
      .thenEvents({ type: 'NameLeft', data: { kind: 'person', name: '陈静', holder: first } });
    given(taken()).when(leave(second)).thenNothing();
    given(taken())
      .when(take({ holder: first }))
      .thenNothing();
  });

  it('is of two people only when that is said and a number tells them apart', () => {
    given(taken())
      .when(take({}))
      .thenRefused('person.same-name', { field: 'name', candidates: [first] });
    given(taken())
      .when(take({ distinct: true }))
      .thenRefused('person.needs-staff-number', { field: 'staffNumber' });
    given(taken())
      .when(take({ distinct: true, staffNumber: '7' }))
      .thenEvents(taken(second));
  });

  it('is of two units when that is said; a staff number is never of two', () => {
    given(taken())
      .when(take({ kind: 'unit' }))
      .thenRefused('unit.same-name', { field: 'name' });
    given(taken())
      .when(take({ kind: 'unit', distinct: true }))
      .thenEvents({ type: 'NameTaken', data: { kind: 'unit', name: '陈静', holder: second } });
    given(taken())
      .when(take({ kind: 'staff-number', name: '7', distinct: true, staffNumber: '7' }))
      .thenRefused('person.staff-number-taken', { field: 'staffNumber' });
  });

  it('is one however it is written, and another one for each kind', () => {
    const id = (...[kind, name]: [Parameters<typeof nameIdOf>[0], string]) =>
      nameIdOf(kind, name, (text) => Buffer.from(text.padEnd(32)).toString('hex').slice(-64));
    expect(id('person', '陈\u3000静')).toBe(id('person', '陈静'));
    expect(id('person', '陈静')).not.toBe(id('unit', '陈静'));
  });
});
