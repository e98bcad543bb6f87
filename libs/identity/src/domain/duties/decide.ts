import { obey } from '../errors.js';
import type { LayDownDuties, TakeDuties } from './commands.js';
import type { DutiesEvent } from './events.js';
import {
  administratorsExcludeEachOther,
  anAdministratorDecidesNothing,
  anInspectorHoldsNoOtherRole,
  nobodyTakesDutiesOfTheirOwn,
} from './policies.js';
import { type Duties, rolesThrough, withRoles } from './state.js';

/** What was held when the stream began is written down before anything else. */
const begunWith = ({ before }: TakeDuties | LayDownDuties, duties: Duties): DutiesEvent[] =>
  duties.begun
    ? []
    : before.map(({ account, roles }) => ({ type: 'DutiesTaken', data: { account, roles, since: 'before' } }));

const known = ({ before }: TakeDuties | LayDownDuties, duties: Duties): Duties =>
  duties.begun ? duties : before.reduce(withRoles, duties);

export const takeDuties = (command: TakeDuties, duties: Duties): DutiesEvent[] => {
  const { account } = command;
  const held = known(command, duties);
  const roles = command.roles.filter((role) => !rolesThrough(held, account.id).includes(role));
  if (roles.length === 0) return [];
  obey([nobodyTakesDutiesOfTheirOwn], command, held);
  obey([anInspectorHoldsNoOtherRole, administratorsExcludeEachOther, anAdministratorDecidesNothing], command, held);
  return [...begunWith(command, duties), { type: 'DutiesTaken', data: { account, roles } }];
};

export const layDownDuties = (command: LayDownDuties, duties: Duties): DutiesEvent[] => {
  const { account } = command;
  const held = rolesThrough(known(command, duties), account.id);
  const roles = command.roles.filter((role) => held.includes(role));
  return roles.length === 0
    ? []
    : [...begunWith(command, duties), { type: 'DutiesLaidDown', data: { account, roles } }];
};
