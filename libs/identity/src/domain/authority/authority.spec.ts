import { commanded, givenDecider } from '#event-sourcing/testing';
import { authorityDecider } from './authority.js';
import { SeparateSecurityDuties, StandIn } from './commands.js';
import type { AuthorityEvent } from './events.js';

const given = givenDecider(authorityDecider);
const account = { id: 'a-1', login: 'security' };
const separated: AuthorityEvent = { type: 'SecurityDutiesSeparated', data: { account, name: '钱安' } };
const standIn = commanded(StandIn, { id: 'local', act: 'GrantRole', account });

describe('the authority over accounts', () => {
  it('lets the system administrator stand in, and keeps each such act, before there is a security administrator', () => {
    given()
      .when(standIn)
      .thenEvents({ type: 'AdministratorStoodIn', data: { act: 'GrantRole', account } });
  });

  it('is separated once', () => {
    const separate = commanded(SeparateSecurityDuties, { id: 'local', account, name: '钱安' });
    given().when(separate).thenEvents(separated);
    given(separated).when(separate).thenNothing();
  });

  it('lets nobody stand in from then on, and says by which rule and who may', () => {
    given(separated)
      .when(standIn)
      .thenRefused('account.security-decides', {
        rule: 'onlyTheSecurityAdministratorKeepsAccounts',
        needed: ['security'],
        act: 'GrantRole',
        since: '2023-01-01T00:00:00.000Z',
      });
  });
});
