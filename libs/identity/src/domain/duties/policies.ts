import type { IdentityProblem, Policy } from '../errors.js';
import { administerAndDecide, holdInspectorAmongOthers, holdSeveralAdministrators, type Role } from '../roles.js';
import type { TakeDuties } from './commands.js';
import { allRoles, type Duties } from './state.js';

const combining =
  (code: IdentityProblem, forbidden: (roles: readonly Role[]) => boolean) =>
  ({ roles }: TakeDuties, duties: Duties) => {
    if (!forbidden([...new Set([...allRoles(duties), ...roles])])) return undefined;
    const held = [...duties.accounts.values()].map(({ account, roles }) => ({ login: account.login, roles }));
    return { code, details: { asked: roles, held } };
  };

export const nobodyTakesDutiesOfTheirOwn: Policy<TakeDuties, Duties> = ({ actor, id }) =>
  actor.personId === id ? 'account.own-account' : undefined;

const inspector = combining('account.inspector-holds-no-other-role', holdInspectorAmongOthers);
const administrators = combining('account.administrators-exclude-each-other', holdSeveralAdministrators);
const decisions = combining('account.administrator-decides-nothing', administerAndDecide);

// Named functions, because a refusal tells its rule by name.
export const anInspectorHoldsNoOtherRole: Policy<TakeDuties, Duties> = (command, duties) => inspector(command, duties);
export const administratorsExcludeEachOther: Policy<TakeDuties, Duties> = (command, duties) =>
  administrators(command, duties);
export const anAdministratorDecidesNothing: Policy<TakeDuties, Duties> = (command, duties) =>
  decisions(command, duties);
