import type { Policy } from '../errors.js';
import { ADMINISTRATORS } from '../roles.js';
import type { DelegateWork } from './commands.js';
import { DELEGABLE } from './delegable.js';

export const nobodyDelegatesToThemselves: Policy<DelegateWork, object> = ({ actor, to }) =>
  actor.personId === to ? 'delegation.to-oneself' : undefined;

export const onlyWorkIsDelegated: Policy<DelegateWork, object> = ({ acts }) => {
  const others = acts.filter((act) => !DELEGABLE.some((one) => one === act));
  return others.length > 0
    ? { code: 'delegation.never-delegable', details: { field: 'acts', acts: others, delegable: DELEGABLE } }
    : undefined;
};

export const nobodyDelegatesToOneWithoutWork: Policy<DelegateWork, object> = ({ delegate }) => {
  const without = delegate?.roles.filter((role) => role === 'inspector' || ADMINISTRATORS.includes(role)) ?? [];
  return without.length > 0 ? { code: 'delegation.to-one-without-work', details: { roles: without } } : undefined;
};
