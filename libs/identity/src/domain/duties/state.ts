import type { Recorded } from '#event-sourcing';
import type { Role } from '../roles.js';
import type { OwnAccount, DutiesEvent } from './events.js';

export interface Held {
  readonly account: OwnAccount;
  readonly roles: readonly Role[];
}

/** The roles of one person by account, suspended ones included: suspension ends no duty. */
export interface Duties {
  readonly begun: boolean;
  readonly accounts: ReadonlyMap<string, Held>;
}

export const noDuties: Duties = { begun: false, accounts: new Map() };

export const rolesThrough = ({ accounts }: Duties, accountId: string): readonly Role[] =>
  accounts.get(accountId)?.roles ?? [];

export const allRoles = ({ accounts }: Duties): readonly Role[] => [
  ...new Set([...accounts.values()].flatMap(({ roles }) => roles)),
];

export const withRoles = (duties: Duties, { account, roles }: Held): Duties => {
  const held = [...new Set([...rolesThrough(duties, account.id), ...roles])];
  return { begun: true, accounts: new Map([...duties.accounts, [account.id, { account, roles: held }]]) };
};

export const withoutRoles = (duties: Duties, { account, roles }: Held): Duties => {
  const held = rolesThrough(duties, account.id).filter((role) => !roles.includes(role));
  return { begun: true, accounts: new Map([...duties.accounts, [account.id, { account, roles: held }]]) };
};

export const evolve = (duties: Duties, { type, data }: Recorded<DutiesEvent>): Duties => {
  switch (type) {
    case 'DutiesTaken':
      return withRoles(duties, data);
    case 'DutiesLaidDown':
      return withoutRoles(duties, data);
  }
};
