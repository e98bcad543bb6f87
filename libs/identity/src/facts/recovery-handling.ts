import { handling, type Lookup } from '#event-sourcing';
import { accountDecider } from '../domain/account/account.js';
import { RecoverAdministrator, recoverAdministrator } from '../domain/account/recovery.js';
import type { Account } from '../domain/account/state.js';
import { AUTHORITY, authorityDecider, LoseCredentials } from '../domain/authority/authority.js';
import { accounts } from '../projections/accounts.js';
import { isQuiet } from './standing-in.js';

const accountOf = async (look: Lookup, id: string): Promise<Account> => (await look.state(accountDecider, id)).state;

/** Others who could reinstate the account: the system administrator as long as that one stands in. */
const keepersBeside = async (account: Account, look: Lookup): Promise<string[]> => {
  const { separatedAt } = (await look.state(authorityDecider, AUTHORITY)).state;
  const rows = await look.rows(accounts, { suspended: 0 });
  const others = rows.filter(({ personId }) => personId !== account?.personId);
  const keep = ({ roles }: (typeof rows)[number]) =>
    roles.includes('security') || (!separatedAt && roles.includes('admin'));
  return others.filter(keep).map(({ login }) => login);
};

export const recoverAdministratorHandling = handling(RecoverAdministrator, {
  decide: recoverAdministrator,
  facts: async ({ id }, look) => ({ keepers: await keepersBeside(await accountOf(look, id), look) }),
  alongside: async (command, look, facts) => {
    const { id, credentialsLost } = command;
    const state = await accountOf(look, id);
    if (!state || !credentialsLost || isQuiet(() => recoverAdministrator(command, state, facts))) return {};
    const { login, name } = state;
    return { after: [look.follow(command, LoseCredentials, { id: AUTHORITY, account: { id, login }, name })] };
  },
});
