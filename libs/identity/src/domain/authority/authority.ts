import { Command, type Decider, type Instant, on, type Recorded } from '#event-sourcing';
import type { Named } from '../client/events.js';
import { must } from '../commands.js';
import type { OwnAccount } from '../duties/events.js';
import type { AuthorityEvent } from './events.js';

// These follow from what is done to accounts and API clients: nobody sends them.

export class StandIn extends Command {
  act!: string;
  account?: OwnAccount;
  client?: Named;
}

/** Confirms others before anybody could confirm them. */
export class StandWitness extends Command {
  act!: string;
  account!: OwnAccount;
  name!: string;
}

/** Comes with the recovery of an administrator. */
export class LoseCredentials extends Command {
  account!: OwnAccount;
  name!: string;
}

export class SeparateSecurityDuties extends Command {
  account!: OwnAccount;
  name!: string;
}

export interface Authority {
  /** Since when accounts and roles are the security administrator's. */
  readonly separatedAt?: Instant;
  /** Account of the first who confirmed what others were given. */
  readonly witness?: string;
  readonly witnessSince?: Instant;
  /** When nobody had a password left, the last time. */
  readonly lostAt?: Instant;
}

/** There is one such stream in a database. */
export const AUTHORITY = 'local';

const evolve = (authority: Authority, event: Recorded<AuthorityEvent>): Authority => {
  switch (event.type) {
    case 'AdministratorStoodIn':
      return authority;
    case 'SecurityDutiesSeparated':
      return { ...authority, separatedAt: event.metadata.effectiveAt };
    case 'WitnessStood':
      return { ...authority, witness: event.data.account.id, witnessSince: event.metadata.effectiveAt };
    case 'CredentialsLost':
      return { separatedAt: authority.separatedAt, lostAt: event.metadata.effectiveAt };
  }
};

const standIn = ({ act, account, client, actor }: StandIn, { separatedAt }: Authority): AuthorityEvent[] => {
  const rule = 'onlyTheSecurityAdministratorKeepsAccounts';
  must(!separatedAt, 'account.security-decides', {
    rule,
    act,
    roles: actor.roles,
    needed: ['security'],
    since: separatedAt,
  });
  return [{ type: 'AdministratorStoodIn', data: { act, account, client } }];
};

const separate = ({ account, name }: SeparateSecurityDuties, { separatedAt }: Authority): AuthorityEvent[] =>
  separatedAt ? [] : [{ type: 'SecurityDutiesSeparated', data: { account, name } }];

/** There is one, for good: whoever comes second is to be confirmed first. */
const standWitness = ({ act, account, name }: StandWitness, { witness }: Authority): AuthorityEvent[] => {
  if (witness === account.id) return [];
  must(witness === undefined, 'account.reset-unconfirmed', { act });
  return [{ type: 'WitnessStood', data: { account, name } }];
};

const loseCredentials = ({ account, name }: LoseCredentials): AuthorityEvent[] => [
  { type: 'CredentialsLost', data: { account, name } },
];

/**
 * Every act on accounts and API clients by the system administrator passes through this stream until the first security
 * administrator is active, so that none can be taken after that moment, however close the two come.
 */
export const authorityDecider: Decider<Authority, AuthorityEvent> = {
  category: 'authority',
  asRecorded: true,
  initial: {},
  evolve,
  decisions: [
    on(StandIn, standIn, 'AdministratorStoodIn'),
    on(SeparateSecurityDuties, separate, 'SecurityDutiesSeparated'),
    on(LoseCredentials, loseCredentials, 'CredentialsLost'),
    on(StandWitness, standWitness, 'WitnessStood'),
  ],
};
