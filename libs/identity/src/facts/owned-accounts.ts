import type { Lookup } from '#event-sourcing';
import { accountDecider } from '../domain/account/account.js';
import { dutiesDecider } from '../domain/duties/duties.js';
import type { OwnedAccount } from '../domain/merger/merging.js';
import type { Role } from '../domain/roles.js';
import { accounts } from '../projections/accounts.js';

type Looking = Pick<Lookup, 'state' | 'kept'>;

/** Those of before duties were kept stand in the view alone. */
const accountIdsOf = async (personId: string, look: Looking): Promise<readonly string[]> => {
  const { state } = await look.state(dutiesDecider, personId);
  const rows = await look.kept(accounts, { personId });
  return [
    ...new Set([...state.accounts.keys(), ...rows.filter((row) => row.personId === personId).map(({ id }) => id)]),
  ];
};

export const ownedBy = async (personId: string, look: Looking): Promise<OwnedAccount[]> => {
  const ids = await accountIdsOf(personId, look);
  const states = await Promise.all(ids.map(async (id) => (await look.state(accountDecider, id)).state ?? []));
  return states.flat().map(({ login, roles, closed, suspended }) => {
    const state = closed ? 'closed' : suspended ? 'suspended' : 'in-use';
    return { login, roles, state } as const;
  });
};

/** What the person may do now, through whatever account. */
export const rolesInUse = async (personId: string, look: Looking): Promise<readonly Role[]> => {
  const owned = await ownedBy(personId, look);
  return [...new Set(owned.filter(({ state }) => state === 'in-use').flatMap(({ roles }) => roles))];
};
