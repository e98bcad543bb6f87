import { alike, dateOf, on, onFacts } from '#event-sourcing';
import { must, obey } from '../errors.js';
import { DelegateWork, EndDelegation } from './commands.js';
import type { DelegationEnded, DelegationEvent } from './events.js';
import {
  type DelegationFacts,
  nobodyDelegatesToOneWithoutWork,
  nobodyDelegatesToThemselves,
  onlyWorkIsDelegated,
} from './policies.js';
import { type Delegation, isOver } from './state.js';

export const delegateWork = (
  command: DelegateWork,
  { open }: Delegation,
  facts: DelegationFacts,
): DelegationEvent[] => {
  const { actor, to, acts, until, issuedAt } = command;
  const { delegate } = facts;
  const today = dateOf(issuedAt);
  const since = command.from ?? today;
  must(delegate, 'person.unknown', { field: 'to', personId: to });
  must(!delegate.mergedInto, 'person.merged', { field: 'to', personId: to, into: delegate.mergedInto });
  const from = { id: actor.personId, name: actor.name };
  const data = { from, account: actor.id, to: { id: to, name: delegate.name }, acts, since, until };
  if (alike(open, data)) return [];
  obey([nobodyDelegatesToThemselves, onlyWorkIsDelegated, nobodyDelegatesToOneWithoutWork], command, {}, facts);
  must(since <= until && today <= until, 'delegation.until-before-from', { field: 'until', from: since, until, today });
  must(!open || isOver(open, issuedAt), 'delegation.open-already', { until: open?.until, acts: open?.acts });
  return [{ type: 'WorkDelegated', data }];
};

const endedBy = ({ actor }: EndDelegation, { from, to }: DelegationEnded['data']): DelegationEnded['data']['by'] => {
  if (actor.personId === from.id) return 'delegator';
  if (actor.personId === to.id) return 'delegate';
  must(actor.roles.includes('security'), 'delegation.not-yours-to-end', { from: from.name, to: to.name });
  return 'security';
};

export const endDelegation = (command: EndDelegation, { known, open }: Delegation): DelegationEvent[] => {
  must(known, 'delegation.unknown', { id: command.id });
  if (!open) return [];
  const { from, to } = open;
  return [{ type: 'DelegationEnded', data: { from, to, by: endedBy(command, { from, to, by: 'security' }) } }];
};

export const delegationDecisions = [
  onFacts(DelegateWork, delegateWork, 'WorkDelegated'),
  on(EndDelegation, endDelegation, 'DelegationEnded'),
];
