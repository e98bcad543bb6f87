import type { Policy } from '../errors.js';
import { ADMINISTRATORS, type Role } from '../roles.js';
import type { DelegateWork } from './commands.js';

export interface DelegationFacts {
  /** Absent when there is no such person. */
  readonly delegate?: { readonly name: string; readonly roles: readonly Role[]; readonly mergedInto?: object };
  /** Names of the acts that are declared as work that may be done for somebody else. What is not there never is. */
  readonly delegable: readonly string[];
}

export const nobodyDelegatesToThemselves: Policy<DelegateWork, object> = ({ actor, to }) =>
  actor.personId === to ? 'delegation.to-oneself' : undefined;

export const onlyWorkIsDelegated: Policy<DelegateWork, object, DelegationFacts> = ({ acts }, _state, { delegable }) => {
  const others = acts.filter((act) => !delegable.includes(act));
  return others.length > 0
    ? { code: 'delegation.never-delegable', details: { field: 'acts', acts: others, delegable } }
    : undefined;
};

export const nobodyDelegatesToOneWithoutWork: Policy<DelegateWork, object, DelegationFacts> = (
  _command,
  _state,
  { delegate },
) => {
  const without = delegate?.roles.filter((role) => role === 'inspector' || ADMINISTRATORS.includes(role)) ?? [];
  return without.length > 0 ? { code: 'delegation.to-one-without-work', details: { roles: without } } : undefined;
};
