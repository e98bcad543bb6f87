import { allRoles, dutiesDecider, type DutiesFacts, LayDownDuties, TakeDuties } from './duties.js';
import { givenDecider, informed } from '#event-sourcing/testing';
import type { Role } from '../roles.js';
import type { DutiesEvent } from './events.js';

const given = givenDecider(dutiesDecider);
const one = { id: 'a-1', login: 'wangfang' };
const other = { id: 'a-2', login: 'wangfang-2' };
const taken = (account: typeof one, ...roles: Role[]): DutiesEvent => ({
  type: 'DutiesTaken',
  data: { account, roles },
});
const take = (account: typeof one, ...roles: Role[]) =>
  informed<TakeDuties, DutiesFacts>(TakeDuties, { id: 'p-wang', account, roles, before: [] });
const layDown = (account: typeof one, ...roles: Role[]) =>
  informed<LayDownDuties, DutiesFacts>(LayDownDuties, { id: 'p-wang', account, roles, before: [] });

describe('the duties of a person', () => {
  it('are taken through one account and through another', () => {
    given().when(take(one, 'reporter')).thenEvents(taken(one, 'reporter'));
    given(taken(one, 'reporter')).when(take(other, 'unit-head')).thenEvents(taken(other, 'unit-head'));
  });

  it('stay quiet about what the account holds already', () => {
    given(taken(one, 'reporter')).when(take(one, 'reporter')).thenNothing();
  });

  it.each<[Role[], Role[], string]>([
    [['admin'], ['security'], 'account.administrators-exclude-each-other'],
    [['security'], ['audit'], 'account.administrators-exclude-each-other'],
    [['audit'], ['admin'], 'account.administrators-exclude-each-other'],
    [['security'], ['leader'], 'account.administrator-decides-nothing'],
    [['office'], ['audit'], 'account.administrator-decides-nothing'],
    [['unit-head'], ['admin'], 'account.administrator-decides-nothing'],
    [['inspector'], ['security'], 'account.inspector-holds-no-other-role'],
    [['reporter'], ['inspector'], 'account.inspector-holds-no-other-role'],
  ])('are refused when %j in one account meet %j in another', (held, asked, code) => {
    given(taken(one, ...held))
      .when(take(other, ...asked))
      .thenRefused(code, { asked, held: [{ login: 'wangfang', roles: held }] });
  });

  it('name the rule that refuses', () => {
    given(taken(one, 'admin')).when(take(other, 'audit')).thenRefused('account.administrators-exclude-each-other', {
      rule: 'administratorsExcludeEachOther',
    });
  });

  it('are free for the excluded role once the other was laid down', () => {
    given(taken(one, 'admin'), { type: 'DutiesLaidDown', data: { account: one, roles: ['admin'] } })
      .when(take(other, 'security'))
      .thenEvents(taken(other, 'security'));
  });

  it('are not taken by the person in person', () => {
    const actor = { id: 'x', personId: 'p-wang', name: '王芳', roles: ['security'], client: 'spec' };
    const own = Object.assign(take(one, 'reporter'), { actor });
    given().when(own).thenRefused('account.own-account');
  });

  it('are laid down once, and only where they are held', () => {
    const laidDown: DutiesEvent = { type: 'DutiesLaidDown', data: { account: one, roles: ['office'] } };
    given(taken(one, 'office', 'leader'))
      .when(layDown(one, 'office'))
      .thenEvents(laidDown);
    given(taken(one, 'office'), laidDown).when(layDown(one, 'office')).thenNothing();
    given(taken(one, 'office')).when(layDown(other, 'office')).thenNothing();
  });

  it('begin with what older accounts hold, which counts like any other', () => {
    const before = [{ account: one, roles: ['admin'] as Role[] }];
    const asking = (role: Role) =>
      informed<TakeDuties, DutiesFacts>(TakeDuties, { id: 'p-wang', account: other, roles: [role], before });
    given().when(asking('audit')).thenRefused('account.administrators-exclude-each-other');
    const begun = given().when(asking('reporter'));
    begun.thenEvents(
      { type: 'DutiesTaken', data: { account: one, roles: ['admin'], since: 'before' } },
      taken(other, 'reporter'),
    );
    expect([...allRoles(begun.state())].sort()).toEqual(['admin', 'reporter']);
    given(taken(other, 'reporter')).when(asking('leader')).thenEvents(taken(other, 'leader'));
  });

  it('begin also with what is laid down first', () => {
    const before = [{ account: one, roles: ['office', 'leader'] as Role[] }];
    given()
      .when(layDown(one, 'office'), { before })
      .thenEvents(
        { type: 'DutiesTaken', data: { account: one, roles: ['office', 'leader'], since: 'before' } },
        { type: 'DutiesLaidDown', data: { account: one, roles: ['office'] } },
      );
  });
});
