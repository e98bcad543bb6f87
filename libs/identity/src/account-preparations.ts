import { type Command, type CommandClass, type Lookup, type Preparation, prepare } from '#event-sourcing';
import { accountDecider, accountIdOf } from './domain/account/account.js';
import {
  CloseAccount,
  GrantRole,
  IssueOneTimePassword,
  OpenAccount,
  ReinstateAccount,
  SetPassword,
  SignIn,
  SuspendAccount,
  WithdrawRole,
} from './domain/account/commands.js';
import type { Account, OpenedAccount } from './domain/account/state.js';
import { AUTHORITY, authorityDecider } from './domain/authority/authority.js';
import { SeparateSecurityDuties } from './domain/authority/commands.js';
import { LayDownDuties, TakeDuties } from './domain/duties/commands.js';
import { dutiesDecider } from './domain/duties/duties.js';
import type { OwnAccount } from './domain/duties/events.js';
import { personDecider } from './domain/person/person.js';
import type { Role } from './domain/roles.js';
import { accounts } from './projections/accounts.js';
import { isQuiet as quiet, standingIn } from './standing-in.js';

interface Owned {
  readonly account: OwnAccount;
  readonly personId: string;
  readonly roles: readonly Role[];
}

const isQuiet = (command: Command, account: Account): boolean => quiet(accountDecider, command, account);

const authorised = (command: Command, look: Lookup, account: OwnAccount): Command[] =>
  standingIn(command, look, { account });

const heldBefore = async (look: Lookup, personId: string): Promise<TakeDuties['before']> => {
  if ((await look.state(dutiesDecider, personId)).version > 0) return [];
  const rows = await look.kept(accounts, { personId });
  return rows.map(({ id, login, roles }) => ({ account: { id, login }, roles }));
};

type DutiesClass = CommandClass<TakeDuties | LayDownDuties>;

const duties = async (command: Command, look: Lookup, type: DutiesClass, owned: Owned): Promise<Command> => {
  const { account, personId: id, roles } = owned;
  return look.follow(command, type, { id, account, roles, before: await heldBefore(look, id) });
};

const separation = async (command: Command, look: Lookup, account: OpenedAccount): Promise<Command[]> => {
  const { state } = await look.state(authorityDecider, AUTHORITY);
  if (state.separatedAt) return [];
  const { login, name } = account;
  return [look.follow(command, SeparateSecurityDuties, { id: AUTHORITY, account: { id: command.id, login }, name })];
};

const stateOf = async (look: Lookup, id: string): Promise<Account> => (await look.state(accountDecider, id)).state;

const openAccount = prepare(OpenAccount, async (command, look) => {
  const { login, personId, roles } = command;
  command.id = accountIdOf(login, look.digest);
  command.person = (await look.state(personDecider, personId)).state;
  const account = { id: command.id, login };
  if (!command.person || isQuiet(command, await stateOf(look, command.id))) return [command];
  const taken = await duties(command, look, TakeDuties, { account, personId, roles });
  return [...authorised(command, look, account), taken, command];
});

const grantRole = prepare(GrantRole, async (command, look) => {
  const { id, role } = command;
  const state = await stateOf(look, id);
  if (!state || isQuiet(command, state)) return [command];
  const account = { id, login: state.login };
  const taken = await duties(command, look, TakeDuties, { account, personId: state.personId, roles: [role] });
  const active = role === 'security' && state.sessions.size > 0 && !state.oneTimePassword;
  const separated = active ? await separation(command, look, state) : [];
  return [...authorised(command, look, account), taken, command, ...separated];
});

const withdrawRole = prepare(WithdrawRole, async (command, look) => {
  const { id, role } = command;
  const state = await stateOf(look, id);
  if (!state || isQuiet(command, state)) return [command];
  const account = { id, login: state.login };
  const laidDown = await duties(command, look, LayDownDuties, { account, personId: state.personId, roles: [role] });
  return [...authorised(command, look, account), laidDown, command];
});

const closeAccount = prepare(CloseAccount, async (command, look) => {
  const { id } = command;
  const state = await stateOf(look, id);
  if (!state || isQuiet(command, state)) return [command];
  const { login, personId, roles } = state;
  const laidDown = await duties(command, look, LayDownDuties, { account: { id, login }, personId, roles });
  return [...authorised(command, look, { id, login }), laidDown, command];
});

const byAuthority = <C extends Command>(type: CommandClass<C>): Preparation =>
  prepare(type, async (command, look) => {
    const state = await stateOf(look, command.id);
    if (!state || isQuiet(command, state)) return [command];
    return [...authorised(command, look, { id: command.id, login: state.login }), command];
  });

const signIn = prepare(SignIn, async (command, look) => {
  const state = await stateOf(look, command.id);
  const active = state?.roles.includes('security') && !state.oneTimePassword;
  return state && active ? [command, ...(await separation(command, look, state))] : [command];
});

const setPassword = prepare(SetPassword, async (command, look) => {
  const state = await stateOf(look, command.id);
  const active = state?.roles.includes('security') && !command.oneTime && command.keptSession !== undefined;
  return state && active ? [command, ...(await separation(command, look, state))] : [command];
});

/** Who may act on accounts, and which roles a person holds through all of them, is decided together with the act itself. */
export const accountPreparations: readonly Preparation[] = [
  openAccount,
  grantRole,
  withdrawRole,
  closeAccount,
  byAuthority(SuspendAccount),
  byAuthority(ReinstateAccount),
  byAuthority(IssueOneTimePassword),
  signIn,
  setPassword,
];
