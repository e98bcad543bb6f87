import * as fc from 'fast-check';
import { dayAfter, dateOf, RuleBroken } from '#event-sourcing';
import { asRecorded, commanded, givenDecider, informed, factsOf } from '#event-sourcing/testing';
import { chair, established, fifth, nine, stranger, third, vice } from '../examples.js';
import { body } from './body.js';
import * as commands from './commands.js';
import type { BodyEvent, Membership } from './events.js';
import { chairOn, covers, entitledOn, entitledSince, overlap } from './membership.js';
import type { EstablishedBody, PeopleFacts } from './state.js';

const given = givenDecider(body);
const people = new Map([...nine, stranger].map((person) => [person.id, person]));
const standing = given(established);

const appointing = (over: Partial<commands.AppointMember & PeopleFacts> = {}) =>
  informed<commands.AppointMember, PeopleFacts>(commands.AppointMember, {
    personId: stranger.id,
    position: 'member',
    from: '2023-09-01',
    people,
    ...over,
  });
const chairing = (personId: string, from: string) =>
  informed<commands.AppointChair, PeopleFacts>(commands.AppointChair, { personId, from, people });
const ending = (personId: string, to: string) => commanded(commands.EndMembership, { personId, to, reason: '调离' });
const excluding = (personId: string, from: string, to?: string) =>
  commanded(commands.ExcludeMember, { personId, from, to, reason: '停职' });
const reinstating = (personId: string, to: string) =>
  commanded(commands.EndExclusion, { personId, to, reason: '复职' });

const appointed = (over: Partial<Membership> = {}): BodyEvent => ({
  type: 'MemberAppointed',
  data: { person: stranger, position: 'member', from: '2023-09-01', ...over },
});
const viceIsChair: BodyEvent = { type: 'ChairAppointed', data: { person: vice, from: '2023-09-01', before: chair } };
const excluded = (to?: string): BodyEvent => ({
  type: 'MemberExcluded',
  data: { person: third, from: '2023-09-01', to },
});

const stateOf = (...past: BodyEvent[]): EstablishedBody =>
  [established, ...past].map((event, i) => asRecorded('body-x', event, i + 1)).reduce(body.evolve, body.initial)!;
const entitled = (day: string, ...past: BodyEvent[]): string[] =>
  entitledOn(stateOf(...past), day).map(({ person }) => person.name);

describe('a member', () => {
  it('is appointed from a day on, and quietly once', () => {
    standing.when(appointing()).thenEvents(appointed());
    given(established, appointed()).when(appointing()).thenNothing();
    standing.when(appointing({ personId: 'nobody' })).thenRefused('person.unknown', { id: 'nobody' });
  });

  it('is refused a second membership at one time, and a period that ends before it begins', () => {
    standing.when(appointing({ personId: third.id })).thenRefused('body.member-twice', {
      rule: 'nobodyIsAMemberTwiceAtOneTime',
      member: third.name,
      from: '2023-09-01',
    });
    standing
      .when(appointing({ to: '2023-08-31' }))
      .thenRefused('body.from-after-to', { from: '2023-09-01', to: '2023-08-31' });
    for (const field of ['from', 'to'])
      standing
        .when(appointing({ [field]: '9999-12-31' }))
        .thenRefused('day.too-far-ahead', { field, latest: '2036-01-01' });
  });

  it('leaves on a last day, is entitled up to it, and quietly once', () => {
    const ended: BodyEvent = { type: 'MembershipEnded', data: { person: third, to: '2023-10-31' } };
    standing.when(ending(third.id, '2023-10-31')).thenEvents(ended);
    given(established, ended).when(ending(third.id, '2023-10-31')).thenNothing();
    expect(entitled('2023-10-31', ended)).toContain(third.name);
    expect(entitled('2023-11-01', ended)).not.toContain(third.name);
  });

  it('cannot leave who is no member on that day', () => {
    standing
      .when(ending(stranger.id, '2023-10-31'))
      .thenRefused('body.not-a-member', { personId: 'x1', on: '2023-10-31' });
    standing.when(ending(third.id, '2022-12-31')).thenRefused('body.not-a-member', { on: '2022-12-31' });
  });

  it('never begins a later membership when an earlier one ends for good', () => {
    const until: BodyEvent = { type: 'MembershipEnded', data: { person: third, to: '2023-06-30' } };
    const again = appointed({ person: third, from: '2023-09-01' });
    const last: BodyEvent = { type: 'MembershipEnded', data: { person: third, to: '2023-06-30' } };
    given(established, until, again).when(ending(third.id, '2023-06-30')).thenEvents(last);
    expect(entitled('2023-10-01', until, again, last)).not.toContain(third.name);
  });
});

describe('the chair', () => {
  it('is followed by another, who may have been a member, and stays one', () => {
    standing.when(chairing(vice.id, '2023-09-01')).thenEvents(viceIsChair);
    const state = stateOf(viceIsChair);
    expect([chairOn(state.members, '2023-08-31'), chairOn(state.members, '2023-09-01')]).toEqual([chair, vice]);
    expect(entitled('2023-09-01', viceIsChair)).toHaveLength(9);
    expect(entitled('2023-09-01', viceIsChair)[0]).toBe(vice.name);
  });

  it('may come from outside', () => {
    const outsider: BodyEvent = {
      type: 'ChairAppointed',
      data: { person: stranger, from: '2023-09-01', before: chair },
    };
    standing.when(chairing(stranger.id, '2023-09-01')).thenEvents(outsider);
    expect(entitled('2023-09-01', outsider)).toHaveLength(10);
    standing.when(chairing('nobody', '2023-09-01')).thenRefused('person.unknown');
  });

  it('is not appointed twice, nor before the last one began', () => {
    standing.when(chairing(chair.id, '2023-09-01')).thenNothing();
    given(established, viceIsChair).when(chairing(third.id, '2023-08-31')).thenRefused('body.chair-before-last', {
      rule: 'theNewChairDoesNotBeginBeforeTheLast',
      from: '2023-08-31',
      chair: vice.name,
      since: '2023-09-01',
    });
  });

  it('does not leave before another one is appointed', () => {
    standing.when(ending(chair.id, '2023-12-31')).thenRefused('body.chair-has-no-successor', {
      rule: 'theChairStaysUntilAnotherIsAppointed',
      chair: chair.name,
      since: '2023-01-01',
    });
    given(established, viceIsChair)
      .when(ending(chair.id, '2023-12-31'))
      .thenEvents({ type: 'MembershipEnded', data: { person: chair, to: '2023-12-31' } });
    given(established, viceIsChair).when(ending(chair.id, '2023-06-30')).thenRefused('body.chair-has-no-successor');
  });
});

describe('a member who does not count', () => {
  it('is excluded from a day on for a reason, and quietly once', () => {
    standing.when(excluding(third.id, '2023-09-01')).thenEvents(excluded());
    given(established, excluded()).when(excluding(third.id, '2023-09-01')).thenNothing();
    expect(entitled('2023-08-31', excluded())).toHaveLength(9);
    expect(entitled('2023-09-01', excluded())).toHaveLength(8);
  });

  it('counts again behind the last day', () => {
    const over: BodyEvent = { type: 'ExclusionEnded', data: { person: third, to: '2023-10-31' } };
    given(established, excluded()).when(reinstating(third.id, '2023-10-31')).thenEvents(over);
    given(established, excluded(), over).when(reinstating(third.id, '2023-10-31')).thenNothing();
    expect(entitled('2023-10-31', excluded(), over)).toHaveLength(8);
    expect(entitled('2023-11-01', excluded(), over)).toHaveLength(9);
  });

  it('is refused where it makes no sense', () => {
    standing.when(excluding(stranger.id, '2023-09-01')).thenRefused('body.not-a-member', {
      rule: 'onlyAMemberIsExcluded',
      on: '2023-09-01',
    });
    standing.when(excluding(third.id, '2023-09-02', '2023-09-01')).thenRefused('body.from-after-to', {
      rule: 'aPeriodEndsOnOrAfterItsFirstDay',
      from: '2023-09-02',
    });
    given(established, excluded('2023-10-31'))
      .when(excluding(third.id, '2023-10-31'))
      .thenRefused('body.excluded-already', {
        rule: 'noExclusionsOverlap',
        member: third.name,
        to: '2023-10-31',
      });
    standing.when(reinstating(third.id, '2023-10-31')).thenRefused('body.not-excluded', { on: '2023-10-31' });
  });
});

const anyDay = fc.integer({ min: 0, max: 700 }).map((n) => dateOf(new Date(Date.UTC(2023, 0, 1 + n)).toISOString()));
const anyone = fc.constantFrom(...nine.slice(0, 5), stranger, fifth).map(({ id }) => id);
const anyCommand = fc.oneof(
  fc
    .tuple(anyone, anyDay, fc.option(anyDay, { nil: undefined }))
    .map(([personId, from, to]) => appointing({ personId, from, to })),
  fc.tuple(anyone, anyDay).map(([personId, from]) => chairing(personId, from)),
  fc.tuple(anyone, anyDay).map(([personId, to]) => ending(personId, to)),
  fc.tuple(anyone, anyDay, fc.option(anyDay, { nil: undefined })).map((one) => excluding(...one)),
  fc.tuple(anyone, anyDay).map(([personId, to]) => reinstating(personId, to)),
);

describe('who joined when', () => {
  it('is known by the moment at which it was recorded, whatever day it is from, and kept by a member who becomes chair', () => {
    const seatsOf = (...past: BodyEvent[]) =>
      [established, ...past]
        .map((event, i) => ({ ...asRecorded('body-x', event, i + 1), recordedAt: `2026-01-0${i + 1}T00:00:00.000Z` }))
        .reduce(body.evolve, body.initial)!
        .members.map(({ person, position, appointedAt }) => [person.name, position, appointedAt]);
    const joined: BodyEvent = {
      type: 'MemberAppointed',
      data: { person: stranger, position: 'member', from: '2020-01-01' },
    };
    const chaired = (person: typeof vice): BodyEvent => ({
      type: 'ChairAppointed',
      data: { person, from: '2026-02-01', before: chair },
    });
    expect(seatsOf(joined)).toContainEqual([stranger.name, 'member', '2026-01-02T00:00:00.000Z']);
    expect(seatsOf(joined, chaired(vice))).toContainEqual([vice.name, 'chair', undefined]);
    expect(seatsOf(joined, chaired(stranger))).toContainEqual([stranger.name, 'chair', '2026-01-02T00:00:00.000Z']);
    expect(seatsOf(chaired(stranger))).toContainEqual([stranger.name, 'chair', '2026-01-02T00:00:00.000Z']);
  });
});

describe('who was put out of the body', () => {
  const [BEFORE, AFTER] = ['2026-01-01T12:00:00.000Z', '2026-01-09T00:00:00.000Z'];
  const day = '2026-02-01';
  const stateAfter = (...past: BodyEvent[]) =>
    [established, ...past]
      .map((event, i) => ({ ...asRecorded('body-x', event, i + 1), recordedAt: `2026-01-0${i + 1}T00:00:00.000Z` }))
      .reduce(body.evolve, body.initial)!;
  const names = (state: ReturnType<typeof stateAfter>, convenedAt?: string) =>
    entitledSince(state, { day, convenedAt }).map(({ person }) => person.name);
  const left: BodyEvent = { type: 'MembershipEnded', data: { person: third, to: '2025-12-31' } };
  const barred: BodyEvent = { type: 'MemberExcluded', data: { person: vice, from: '2025-12-01' } };
  const all = nine.map(({ name }) => name);

  it('stays entitled in the meetings that were convened before, and in no other', () => {
    const state = stateAfter(left, barred);
    const remaining = all.filter((name) => name !== third.name && name !== vice.name);
    expect(names(state)).toEqual(remaining);
    expect(names(state, AFTER)).toEqual(remaining);
    expect(names(state, BEFORE).toSorted()).toEqual(all.toSorted());
    expect(names(state, BEFORE).slice(0, 2)).toEqual([chair.name, vice.name]);
    expect(names(state, '2026-01-02T12:00:00.000Z')).toEqual(all.filter((name) => name !== third.name));
  });

  it('counts once, however often, and not when they had left by that day anyway', () => {
    expect(names(stateAfter(left, { ...left, data: { person: third, to: '2025-11-30' } }), BEFORE)).toHaveLength(9);
    const early: BodyEvent = { type: 'MembershipEnded', data: { person: third, to: '2024-12-31' } };
    expect(names(stateAfter(early, left), '2026-01-02T12:00:00.000Z')).toHaveLength(8);
  });
});

describe('whatever is asked of a body', () => {
  it('it has exactly one chair every day and nobody in it twice', () => {
    const taken = new Set<string>();
    fc.assert(
      fc.property(fc.array(anyCommand, { maxLength: 25, size: 'max' }), (asked) => {
        let state = stateOf();
        for (const command of asked) {
          const { decide } = body.decisions.find((one) => command instanceof one.command)!;
          try {
            for (const event of decide(command as never, state, factsOf(command) as never) as BodyEvent[]) {
              taken.add(event.type);
              state = body.evolve(state, asRecorded('body-x', event, 1))!;
            }
          } catch (error) {
            if (!(error instanceof RuleBroken)) throw error;
          }
        }
        const { members } = state;
        for (let day = '2023-01-01'; day < '2025-02-01'; day = dayAfter(day)) {
          const chairs = members.filter((one) => one.position === 'chair' && covers(one, day)).length;
          if (chairs !== 1) throw new Error(`${chairs} chairs on ${day}`);
        }
        const twice = members.filter((one, i) =>
          members.slice(0, i).some((two) => two.person.id === one.person.id && overlap(one, two)),
        );
        expect(twice).toEqual([]);
      }),
      { numRuns: 300 },
    );
    expect(taken.size).toBe(5);
  });
});
