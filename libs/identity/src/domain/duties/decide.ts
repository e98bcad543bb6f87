import { onFacts } from '#event-sourcing';
import { obey } from '../errors.js';
import { LayDownDuties, TakeDuties } from './commands.js';
import type { DutiesEvent, OwnAccount } from './events.js';
import {
  administratorsExcludeEachOther,
  anAdministratorDecidesNothing,
  anInspectorHoldsNoOtherRole,
  nobodyTakesDutiesOfTheirOwn,
} from './policies.js';
import type { Role } from '../roles.js';
import { type Duties, rolesThrough, withRoles } from './state.js';

/** Roles in accounts opened before duties were kept; none once they are. */
export interface DutiesFacts {
  readonly before: readonly { readonly account: OwnAccount; readonly roles: readonly Role[] }[];
}

/** What was held when the stream began is written down before anything else. */
const begunWith = ({ before }: DutiesFacts, duties: Duties): DutiesEvent[] =>
  duties.begun
    ? []
    : before.map(({ account, roles }) => ({ type: 'DutiesTaken', data: { account, roles, since: 'before' } }));

const known = ({ before }: DutiesFacts, duties: Duties): Duties =>
  duties.begun ? duties : before.reduce(withRoles, duties);

export const takeDuties = (command: TakeDuties, duties: Duties, facts: DutiesFacts): DutiesEvent[] => {
  const { account } = command;
  const held = known(facts, duties);
  const roles = command.roles.filter((role) => !rolesThrough(held, account.id).includes(role));
  if (roles.length === 0) return [];
  obey([nobodyTakesDutiesOfTheirOwn], command, held);
  obey([anInspectorHoldsNoOtherRole, administratorsExcludeEachOther, anAdministratorDecidesNothing], command, held);
  return [...begunWith(facts, duties), { type: 'DutiesTaken', data: { account, roles } }];
};

export const layDownDuties = (command: LayDownDuties, duties: Duties, facts: DutiesFacts): DutiesEvent[] => {
  const { account } = command;
  const held = rolesThrough(known(facts, duties), account.id);
  const roles = command.roles.filter((role) => held.includes(role));
  return roles.length === 0 ? [] : [...begunWith(facts, duties), { type: 'DutiesLaidDown', data: { account, roles } }];
};

export const dutiesDecisions = [
  onFacts(TakeDuties, takeDuties, 'DutiesTaken'),
  onFacts(LayDownDuties, layDownDuties, 'DutiesTaken', 'DutiesLaidDown'),
];
