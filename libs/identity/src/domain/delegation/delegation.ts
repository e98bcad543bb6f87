import {
  alike,
  Command,
  dateOf,
  type Decider,
  evolving,
  type Instant,
  mustBePlannedWithinSense,
  on,
  onFacts,
  type PlainDate,
  uuidOfDigest,
} from '#event-sourcing';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsOptional,
  IsPlainDate,
  IsText,
  IsUUID,
  Matches,
  must,
  obey,
  type Policy,
} from '../commands.js';
import { ADMINISTRATORS, type Role } from '../roles.js';
import type { DelegationEnded, DelegationEvent, WorkDelegated } from './events.js';

/** The stream's id is derived from the two persons: between two there is one delegation at a time. */
export class DelegateWork extends Command {
  @IsUUID('loose') to!: string;
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(/^[A-Za-z]{1,60}$/, {
    each: true,
    message: '$property 的每一项须为事项名称，只含字母 / must be names of acts, in letters alone',
  })
  acts!: string[];
  /** Today when left out. */
  @IsOptional() @IsPlainDate() from?: string;
  /** The last day. */
  @IsPlainDate() until!: string;
  @IsText(2000) override reason!: string;
}

export class EndDelegation extends Command {
  @IsOptional() @IsText(2000) override reason?: string;
}

/** What one person lets another do, now. */
export interface Delegation {
  /** Whether there ever was one. */
  readonly known: boolean;
  readonly open?: WorkDelegated['data'];
}

export const inItsDays = ({ since, until }: WorkDelegated['data'], today: PlainDate): boolean =>
  since <= today && today <= until;

const isOver = ({ until }: WorkDelegated['data'], now: Instant): boolean => until < dateOf(now);

export interface DelegationFacts {
  /** Absent when there is no such person. */
  readonly delegate?: { readonly name: string; readonly roles: readonly Role[]; readonly mergedInto?: object };
  /** Names of the acts that are declared as work that may be done for somebody else. What is not there never is. */
  readonly delegable: readonly string[];
}

const nobodyDelegatesToThemselves: Policy<DelegateWork, object> = ({ actor, to }) =>
  actor.personId === to ? 'delegation.to-oneself' : undefined;

const onlyWorkIsDelegated: Policy<DelegateWork, object, DelegationFacts> = ({ acts }, _state, { delegable }) => {
  const others = acts.filter((act) => !delegable.includes(act));
  return others.length > 0
    ? { code: 'delegation.never-delegable', details: { field: 'acts', acts: others, delegable } }
    : undefined;
};

const nobodyDelegatesToOneWithoutWork: Policy<DelegateWork, object, DelegationFacts> = (
  _command,
  _state,
  { delegate },
) => {
  const without = delegate?.roles.filter((role) => role === 'inspector' || ADMINISTRATORS.includes(role)) ?? [];
  return without.length > 0 ? { code: 'delegation.to-one-without-work', details: { roles: without } } : undefined;
};

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
  mustBePlannedWithinSense(command, { from: since, until });
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

export const delegationDecider: Decider<Delegation, DelegationEvent> = {
  category: 'delegation',
  asRecorded: true,
  initial: { known: false },
  evolve: evolving<Delegation, DelegationEvent>({
    WorkDelegated: (_, { data }) => ({ known: true, open: data }),
    DelegationEnded: () => ({ known: true }),
  }),
  decisions: [
    onFacts(DelegateWork, delegateWork, 'WorkDelegated'),
    on(EndDelegation, endDelegation, 'DelegationEnded'),
  ],
};

/** A UUID that depends on the two persons alone; `digest` gives SHA-256 in hex. */
export const delegationIdOf = (
  { from, to }: { readonly from: string; readonly to: string },
  digest: (text: string) => string,
): string => uuidOfDigest(digest(`delegation/${from}/${to}`));
