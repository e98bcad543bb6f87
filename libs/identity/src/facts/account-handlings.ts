import {
  type Command,
  type CommandClass,
  type Companions,
  type Handling,
  handling,
  type Lookup,
} from '#event-sourcing';
import { accountDecider, accountIdOf } from '../domain/account/account.js';
import * as opening from '../domain/account/opening.js';
import { GrantRole, OpenAccount, WithdrawRole } from '../domain/account/opening.js';
import * as suspension from '../domain/account/suspension.js';
import { CloseAccount, ReinstateAccount, SuspendAccount } from '../domain/account/suspension.js';
import * as passwords from '../domain/account/passwords.js';
import {
  ConfirmReset,
  IssueOneTimePassword,
  SetPassword,
  unconfirmedOfConfirmer,
} from '../domain/account/passwords.js';
import { SignIn } from '../domain/account/sessions.js';
import type { Account, OpenedAccount } from '../domain/account/state.js';
import { AUTHORITY, authorityDecider, SeparateSecurityDuties, StandWitness } from '../domain/authority/authority.js';
import {
  dutiesDecider,
  type DutiesFacts,
  LayDownDuties,
  layDownDuties,
  TakeDuties,
  takeDuties,
} from '../domain/duties/duties.js';
import type { OwnAccount } from '../domain/duties/events.js';
import { personDecider } from '../domain/person/person.js';
import type { Role } from '../domain/roles.js';
import { accounts } from '../projections/accounts.js';
import { must } from '../domain/commands.js';
import { recoverAdministratorHandling } from './recovery-handling.js';
import { isQuiet, standingIn } from './standing-in.js';

interface Owned {
  readonly account: OwnAccount;
  readonly personId: string;
  readonly roles: readonly Role[];
}

const ALONE: Companions = {};

const heldBefore = async ({ id: personId }: Command, look: Lookup): Promise<DutiesFacts> => {
  if ((await look.state(dutiesDecider, personId)).version > 0) return { before: [] };
  const rows = await look.kept(accounts, { personId });
  return { before: rows.map(({ id, login, roles }) => ({ account: { id, login }, roles })) };
};

/** The person's duties change with the account, under the authority of whoever does it. */
const withDuties = (
  command: Command,
  look: Lookup,
  type: CommandClass<TakeDuties | LayDownDuties>,
  { account, personId: id, roles }: Owned,
): Command[] => [...standingIn(command, look, { account }), look.follow(command, type, { id, account, roles })];

const separation = async (command: Command, look: Lookup, account: OpenedAccount): Promise<Command[]> => {
  const { state } = await look.state(authorityDecider, AUTHORITY);
  if (state.separatedAt) return [];
  const { login, name } = account;
  return [look.follow(command, SeparateSecurityDuties, { id: AUTHORITY, account: { id: command.id, login }, name })];
};

const stateOf = async (look: Lookup, id: string): Promise<Account> => (await look.state(accountDecider, id)).state;

const openAccount = handling(OpenAccount, {
  id: ({ login }, look) => accountIdOf(login, look.digest),
  decide: opening.openAccount,
  facts: async ({ personId }, look) => ({ person: (await look.state(personDecider, personId)).state }),
  alongside: async (command, look, facts) => {
    const { id, login, personId, roles } = command;
    const state = await stateOf(look, id);
    if (!facts.person || isQuiet(() => opening.openAccount(command, state, facts))) return ALONE;
    return { before: withDuties(command, look, TakeDuties, { account: { id, login }, personId, roles }) };
  },
});

const grantRole = handling(GrantRole, {
  alongside: async (command, look) => {
    const { id, role } = command;
    const state = await stateOf(look, id);
    if (!state || isQuiet(() => opening.grantRole(command, state))) return ALONE;
    const { login, personId } = state;
    const active = role === 'security' && state.sessions.size > 0 && !state.oneTimePassword;
    return {
      before: withDuties(command, look, TakeDuties, { account: { id, login }, personId, roles: [role] }),
      after: active ? await separation(command, look, state) : [],
    };
  },
});

const withdrawRole = handling(WithdrawRole, {
  alongside: async (command, look) => {
    const { id, role } = command;
    const state = await stateOf(look, id);
    if (!state || isQuiet(() => opening.withdrawRole(command, state))) return ALONE;
    const { login, personId } = state;
    return { before: withDuties(command, look, LayDownDuties, { account: { id, login }, personId, roles: [role] }) };
  },
});

const closeAccount = handling(CloseAccount, {
  alongside: async (command, look) => {
    const { id } = command;
    const state = await stateOf(look, id);
    if (!state || isQuiet(() => suspension.closeAccount(command, state))) return ALONE;
    const { login, personId, roles } = state;
    return { before: withDuties(command, look, LayDownDuties, { account: { id, login }, personId, roles }) };
  },
});

const byAuthority = <C extends Command>(
  type: CommandClass<C>,
  decision: (command: C, account: Account) => readonly unknown[],
): Handling =>
  handling(type, {
    alongside: async (command, look) => {
      const { id } = command;
      const state = await stateOf(look, id);
      if (!state || isQuiet(() => decision(command, state))) return ALONE;
      return { before: standingIn(command, look, { account: { id, login: state.login } }) };
    },
  });

const reinstateAccount = handling(ReinstateAccount, {
  alongside: async (command, look) => {
    const { id } = command;
    const state = await stateOf(look, id);
    if (!state || isQuiet(() => suspension.reinstateAccount(command, state))) return ALONE;
    const person = (await look.state(personDecider, state.personId)).state;
    must(!person?.mergedInto, 'account.person-merged', { login: state.login, into: person?.mergedInto });
    return { before: standingIn(command, look, { account: { id, login: state.login } }) };
  },
});

const signIn = handling(SignIn, {
  alongside: async (command, look) => {
    const state = await stateOf(look, command.id);
    const active = state?.roles.includes('security') && !state.oneTimePassword;
    return state && active ? { after: await separation(command, look, state) } : ALONE;
  },
});

const setPassword = handling(SetPassword, {
  alongside: async (command, look) => {
    const state = await stateOf(look, command.id);
    const active = state?.roles.includes('security') && !command.oneTime && command.keptSession !== undefined;
    return state && active ? { after: await separation(command, look, state) } : ALONE;
  },
});

const confirmReset = handling(ConfirmReset, {
  decide: passwords.confirmReset,
  facts: async ({ actor }, look) => {
    const { witness, witnessSince, lostAt } = (await look.state(authorityDecider, AUTHORITY)).state;
    return { confirmer: await stateOf(look, actor.id), witness, witnessSince, lostAt };
  },
  alongside: async (command, look, facts) => {
    const { id, actor } = command;
    const { confirmer } = facts;
    const account = await stateOf(look, id);
    const isFirst = confirmer && actor.id !== id && unconfirmedOfConfirmer(command, facts);
    if (!isFirst || isQuiet(() => passwords.confirmReset(command, account, facts))) return ALONE;
    const { login, name } = confirmer;
    const standing = { id: AUTHORITY, act: command.constructor.name, account: { id: actor.id, login }, name };
    return { after: [look.follow(command, StandWitness, standing)] };
  },
});

/** Who may act on accounts, and which roles a person holds through all of them, is decided together with the act itself. */
export const accountHandlings: readonly Handling[] = [
  openAccount,
  grantRole,
  withdrawRole,
  closeAccount,
  byAuthority(SuspendAccount, suspension.suspendAccount),
  reinstateAccount,
  byAuthority(IssueOneTimePassword, passwords.issueOneTimePassword),
  signIn,
  setPassword,
  confirmReset,
  recoverAdministratorHandling,
  handling(TakeDuties, { decide: takeDuties, facts: heldBefore }),
  handling(LayDownDuties, { decide: layDownDuties, facts: heldBefore }),
];
