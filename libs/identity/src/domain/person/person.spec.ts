import { HoldPost, LeavePost, type PostFacts } from './appointment.js';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { CorrectPerson, type PersonNameFacts, RegisterPerson } from './registration.js';
import type { PersonEvent } from './events.js';
import { BeAbsorbed, SetApart, TakeOver } from './absorption.js';
import { personDecider } from './person.js';
import { postOn } from './posts.js';

const given = givenDecider(personDecider);
const office = { id: 'u1', name: '党政办公室' };
const unlike = { namesakes: [], numbered: [] };
const alike = { namesakes: [{ id: 'p2', name: '王 芳', unit: '水务局' }], numbered: [] };
const registered: PersonEvent = { type: 'PersonRegistered', data: { name: '王芳' } };
const taken: PersonEvent = { type: 'PostTaken', data: { unit: office, post: '主任', from: '2021-03-01' } };
const left: PersonEvent = {
  type: 'PostLeft',
  data: { unit: office, post: '主任', from: '2021-03-01', to: '2023-06-30' },
};
const hold = { unitId: 'u1', post: '主任', from: '2021-03-01', unit: { ...office, dissolved: false } };

describe('a person who is not registered', () => {
  it('is registered', () => {
    given()
      .when(informed<RegisterPerson, PersonNameFacts>(RegisterPerson, { ...unlike, name: '王芳' }))
      .thenEvents(registered);
  });

  it('neither takes nor leaves a post', () => {
    given().when(informed<HoldPost, PostFacts>(HoldPost, hold)).thenRefused('person.unknown');
    given()
      .when(commanded(LeavePost, { unitId: 'u1', post: '主任', to: '2023-06-30' }))
      .thenRefused('person.unknown');
  });
});

describe('a person who was registered twice', () => {
  const wang = { id: 'p1', name: '王芳' };
  const again = { id: 'p2', name: '王 芳' };
  const posts = [{ unit: office, post: '主任', from: '2021-03-01' }];
  const absorbed: PersonEvent = { type: 'PersonAbsorbed', data: { into: again } };
  const tookOver: PersonEvent = { type: 'PersonTookOver', data: { absorbed: again, posts } };

  it('goes on as another one, or for another one with their posts', () => {
    given(registered)
      .when(commanded(BeAbsorbed, { id: 'p1', into: again }))
      .thenEvents(absorbed);
    given(registered)
      .when(commanded(TakeOver, { id: 'p1', absorbed: again, posts }))
      .thenEvents(tookOver);
    given()
      .when(commanded(BeAbsorbed, { id: 'p1', into: again }))
      .thenRefused('person.unknown');
  });

  it('is set apart again, and stands for nobody else any more', () => {
    const apart: PersonEvent = { type: 'PersonSetApart', data: { from: wang, other: again } };
    given(registered, tookOver)
      .when(commanded(SetApart, { id: 'p1', from: wang, other: again }))
      .thenEvents(apart);
    given()
      .when(commanded(SetApart, { id: 'p1', from: wang, other: again }))
      .thenRefused('person.unknown');
  });
});

describe('a person without a post', () => {
  it('stays quiet when registered again under the name, and refuses another one', () => {
    given(registered)
      .when(informed<RegisterPerson, PersonNameFacts>(RegisterPerson, { ...unlike, name: '王芳' }))
      .thenNothing();
    given(registered)
      .when(informed<RegisterPerson, PersonNameFacts>(RegisterPerson, { ...unlike, name: '李强' }))
      .thenRefused('person.exists');
  });

  it('takes a post with the name that the unit has now', () => {
    given(registered).when(informed<HoldPost, PostFacts>(HoldPost, hold)).thenEvents(taken);
  });

  it('takes no post in a unit that is unknown or dissolved', () => {
    given(registered)
      .when(informed<HoldPost, PostFacts>(HoldPost, { ...hold, unit: undefined }))
      .thenRefused('unit.unknown');
    const unit = { ...office, dissolved: true };
    given(registered)
      .when(informed<HoldPost, PostFacts>(HoldPost, { ...hold, unit }))
      .thenRefused('unit.dissolved');
  });

  it('takes no post ahead of today in Shanghai', () => {
    const issuedAt = '2026-01-01T16:30:00.000Z';
    given(registered)
      .when(informed<HoldPost, PostFacts>(HoldPost, { ...hold, from: '2026-01-03', issuedAt }))
      .thenRefused('person.post-ahead-of-now', { day: '2026-01-03', today: '2026-01-02' });
    expect(
      given(registered)
        .when(informed<HoldPost, PostFacts>(HoldPost, { ...hold, from: '2026-01-02', issuedAt }))
        .events(),
    ).toHaveLength(1);
  });
});

describe('a person with a post', () => {
  it('stays quiet when it is entered again, and refuses to hold it twice', () => {
    given(registered, taken).when(informed<HoldPost, PostFacts>(HoldPost, hold)).thenNothing();
    given(registered, taken)
      .when(informed<HoldPost, PostFacts>(HoldPost, { ...hold, from: '2022-01-01' }))
      .thenRefused('person.holds-post-already', { from: '2021-03-01' });
  });

  it('leaves it once, not before having taken it, and no post that is not held', () => {
    const leave = { unitId: 'u1', post: '主任', to: '2023-06-30' };
    given(registered, taken).when(commanded(LeavePost, leave)).thenEvents(left);
    given(registered, taken, left).when(commanded(LeavePost, leave)).thenNothing();
    given(registered, taken)
      .when(commanded(LeavePost, { ...leave, to: '2021-02-28' }))
      .thenRefused('person.leaves-before-taking');
    given(registered, taken)
      .when(commanded(LeavePost, { ...leave, post: '副主任' }))
      .thenRefused('person.holds-no-such-post');
    given(registered, taken)
      .when(commanded(LeavePost, { ...leave, to: '2026-02-01' }))
      .thenRefused('person.post-ahead-of-now');
  });

  it('is asked for the post of a day, the one taken last when there are several', () => {
    const other: PersonEvent = {
      type: 'PostTaken',
      data: { unit: { id: 'u2', name: '纪工委' }, post: '书记', from: '2023-01-01' },
    };
    const outcome = given(registered, taken, other).when(
      commanded(LeavePost, { unitId: 'u1', post: '主任', to: '2023-06-30' }),
    );
    const posts = outcome.state()!.posts;
    const on = (day: string) => postOn(posts, day)?.post;
    expect([on('2021-02-28'), on('2022-12-31'), on('2023-01-01'), on('2024-01-01')]).toEqual([
      undefined,
      '主任',
      '书记',
      '书记',
    ]);
    expect(postOn([posts[0]!], '2023-06-30')?.post).toBe('主任');
    expect(postOn([posts[0]!], '2023-07-01')).toBeUndefined();
  });
});

describe('a person of a name that somebody has, however it is written,', () => {
  const register = (more: object) =>
    informed<RegisterPerson, PersonNameFacts>(RegisterPerson, { name: '王芳', ...alike, ...more });

  it('is refused with those who it may be', () => {
    const details = { field: 'name', name: '王芳', candidates: alike.namesakes };
    given().when(register({})).thenRefused('person.same-name', details);
    given()
      .when(register({ staffNumber: '0412' }))
      .thenRefused('person.same-name');
  });

  it('is registered when it is said to be another one, by a staff number of their own', () => {
    given()
      .when(register({ distinct: true }))
      .thenRefused('person.needs-staff-number', { field: 'staffNumber' });
    given()
      .when(register({ distinct: true, staffNumber: '0412' }))
      .thenEvents({ type: 'PersonRegistered', data: { name: '王芳', staffNumber: '0412' } });
  });

  it('is refused with the staff number of somebody else, whatever the name', () => {
    const numbered = [{ id: 'p3', name: '李强', staffNumber: '0412' }];
    given()
      .when(register({ distinct: true, staffNumber: '0412', numbered }))
      .thenRefused('person.staff-number-taken', { field: 'staffNumber', staffNumber: '0412', candidates: numbered });
  });
});

describe('a name that was mistyped', () => {
  const correct = (more: object) =>
    informed<CorrectPerson, PersonNameFacts>(CorrectPerson, { name: '王方', reason: '笔误', ...unlike, ...more });

  it('is put right with the name before and after', () => {
    given(registered)
      .when(correct({}))
      .thenEvents({ type: 'PersonCorrected', data: { from: { name: '王芳' }, to: { name: '王方' } } });
  });

  it('stays quiet when it is so already, and is refused for nobody and for the name of another', () => {
    given(registered)
      .when(correct({ name: '王芳' }))
      .thenNothing();
    given().when(correct({})).thenRefused('person.unknown');
    given(registered).when(correct(alike)).thenRefused('person.same-name', { field: 'name' });
  });

  it('may be corrected again', () => {
    const once: PersonEvent = { type: 'PersonCorrected', data: { from: { name: '王芳' }, to: { name: '王方' } } };
    given(registered, once)
      .when(correct({ name: '王芳' }))
      .thenEvents({ type: 'PersonCorrected', data: { from: { name: '王方' }, to: { name: '王芳' } } });
  });
});
