import { Command, type Decider, onFacts, type Recorded } from '#event-sourcing';
import { obey, type Policy } from '../commands.js';
import type { IdentityProblem } from '../problems.js';
import { administerAndDecide, holdInspectorAmongOthers, holdSeveralAdministrators, type Role } from '../roles.js';
import type { DutiesEvent, OwnAccount } from './events.js';

// These follow from what is done to accounts: no client sends them. `id` is the person's.

abstract class DutiesCommand extends Command {
  account!: OwnAccount;
  roles!: readonly Role[];
}

export class TakeDuties extends DutiesCommand {}

export class LayDownDuties extends DutiesCommand {}

export interface Held {
  readonly account: OwnAccount;
  readonly roles: readonly Role[];
}

/** The roles of one person by account, suspended ones included: suspension ends no duty. */
export interface Duties {
  readonly begun: boolean;
  readonly accounts: ReadonlyMap<string, Held>;
}

const noDuties: Duties = { begun: false, accounts: new Map() };

const rolesThrough = ({ accounts }: Duties, accountId: string): readonly Role[] => accounts.get(accountId)?.roles ?? [];

export const allRoles = ({ accounts }: Duties): readonly Role[] => [
  ...new Set([...accounts.values()].flatMap(({ roles }) => roles)),
];

const withRoles = (duties: Duties, { account, roles }: Held): Duties => {
  const held = [...new Set([...rolesThrough(duties, account.id), ...roles])];
  return { begun: true, accounts: new Map([...duties.accounts, [account.id, { account, roles: held }]]) };
};

const withoutRoles = (duties: Duties, { account, roles }: Held): Duties => {
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

const combining =
  (code: IdentityProblem, forbidden: (roles: readonly Role[]) => boolean) =>
  ({ roles }: TakeDuties, duties: Duties) => {
    if (!forbidden([...new Set([...allRoles(duties), ...roles])])) return undefined;
    const held = [...duties.accounts.values()].map(({ account, roles }) => ({ login: account.login, roles }));
    return { code, details: { asked: roles, held } };
  };

const nobodyTakesDutiesOfTheirOwn: Policy<TakeDuties, Duties> = ({ actor, id }) =>
  actor.personId === id ? 'account.own-account' : undefined;

const inspector = combining('account.inspector-holds-no-other-role', holdInspectorAmongOthers);
const administrators = combining('account.administrators-exclude-each-other', holdSeveralAdministrators);
const decisions = combining('account.administrator-decides-nothing', administerAndDecide);

// Named functions, because a refusal tells its rule by name.
const anInspectorHoldsNoOtherRole: Policy<TakeDuties, Duties> = (command, duties) => inspector(command, duties);
const administratorsExcludeEachOther: Policy<TakeDuties, Duties> = (command, duties) => administrators(command, duties);
const anAdministratorDecidesNothing: Policy<TakeDuties, Duties> = (command, duties) => decisions(command, duties);

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

/** One stream a person: two accounts of one person cannot take up roles that exclude each other, also at the same moment. */
export const dutiesDecider: Decider<Duties, DutiesEvent> = {
  category: 'duties',
  asRecorded: true,
  initial: noDuties,
  evolve,
  decisions: [
    onFacts(TakeDuties, takeDuties, 'DutiesTaken'),
    onFacts(LayDownDuties, layDownDuties, 'DutiesTaken', 'DutiesLaidDown'),
  ],
};
