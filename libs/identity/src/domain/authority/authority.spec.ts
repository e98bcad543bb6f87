import { commanded, givenDecider } from '#event-sourcing/testing';
import { authorityDecider, LoseCredentials, SeparateSecurityDuties, StandIn, StandWitness } from './authority.js';
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

  it('has one witness for good: whoever comes second is to be confirmed first', () => {
    const stand = (id: string) =>
      commanded(StandWitness, { id: 'local', act: 'ConfirmReset', account: { id, login: id }, name: '核实人' });
    const stood: AuthorityEvent = {
      type: 'WitnessStood',
      data: { account: { id: 'a-2', login: 'a-2' }, name: '核实人' },
    };
    given().when(stand('a-2')).thenEvents(stood);
    given(stood).when(stand('a-2')).thenNothing();
    given(stood).when(stand('a-3')).thenRefused('account.reset-unconfirmed', { act: 'ConfirmReset' });
  });

  it('has another witness after nobody had a password left, and stays separated', () => {
    const stand = commanded(StandWitness, {
      id: 'local',
      act: 'ConfirmReset',
      account: { id: 'a-3', login: 'a-3' },
      name: '核实人',
    });
    const stood = (id: string): AuthorityEvent => ({
      type: 'WitnessStood',
      data: { account: { id, login: id }, name: '核实人' },
    });
    const lost: AuthorityEvent = { type: 'CredentialsLost', data: { account, name: '钱安' } };
    given(separated, stood('a-2'))
      .when(commanded(LoseCredentials, { account, name: '钱安' }))
      .thenEvents(lost);
    given(separated, stood('a-2'), lost).when(stand).thenEvents(stood('a-3'));
    given(separated, stood('a-2'), lost).when(standIn).thenRefused('account.security-decides');
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
