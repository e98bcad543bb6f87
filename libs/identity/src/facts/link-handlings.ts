import { type Handling, handling, type Lookup } from '#event-sourcing';
import { accountDecider } from '../domain/account/account.js';
import { AwaitConfirmation } from '../domain/account/passwords.js';
import { EndLinkedSessions } from '../domain/account/sessions.js';
import { LinkAccount, linkAccount, linkDecider, linkIdOf, UnlinkAccount, unlinkAccount } from '../domain/link/link.js';
import { isQuiet, standingIn } from './standing-in.js';

const id = ({ issuer, subject }: LinkAccount | UnlinkAccount, look: Lookup): string =>
  linkIdOf(issuer, subject, look.digest);

/** Who may link accounts is decided together with the act itself; so are the sessions that end with a link. */
export const linkHandlings: readonly Handling[] = [
  handling(LinkAccount, {
    id,
    decide: linkAccount,
    facts: async ({ accountId }, look) => ({ account: (await look.state(accountDecider, accountId)).state }),
    alongside: async (command, look, facts) => {
      const { state } = await look.state(linkDecider, command.id);
      if (!facts.account || isQuiet(() => linkAccount(command, state, facts))) return {};
      const account = { id: command.accountId, login: facts.account.login };
      const awaiting = look.follow(command, AwaitConfirmation, { id: account.id, link: command.id });
      return { before: standingIn(command, look, { account }), after: [awaiting] };
    },
  }),
  handling(UnlinkAccount, {
    id,
    alongside: async (command, look) => {
      const { state } = await look.state(linkDecider, command.id);
      if (!state || isQuiet(() => unlinkAccount(command, state))) return {};
      const { account } = state;
      const ending = look.follow(command, EndLinkedSessions, { id: account.id, link: command.id });
      return { before: standingIn(command, look, { account }), after: [ending] };
    },
  }),
];
