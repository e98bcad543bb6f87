import { bodies } from '#decision';
import type { Lookup, PlainDate } from '#event-sourcing';
import { accounts, allRoles, dutiesDecider } from '#identity';

/** Accounts that were opened before duties were kept stand in the view alone. */
const holdsTheRole = async (personId: string, look: Lookup): Promise<boolean> => {
  const { state } = await look.state(dutiesDecider, personId);
  if (state.begun) return allRoles(state).includes('leader');
  return (await look.kept(accounts, { personId })).some(({ roles }) => roles.includes('leader'));
};

const isAMember = async (personId: string, look: Lookup, on: PlainDate): Promise<boolean> =>
  (await look.rows(bodies, { dissolved: 0 })).some(({ members }) =>
    members.some(({ person, from, to }) => person.id === personId && from <= on && (to === undefined || on <= to)),
  );

/** 班子成员: whoever holds the role of a leader through an account, or is a member of a body on the day. */
export const leads = async (personId: string, look: Lookup, on: PlainDate): Promise<boolean> =>
  (await holdsTheRole(personId, look)) || (await isAMember(personId, look, on));
