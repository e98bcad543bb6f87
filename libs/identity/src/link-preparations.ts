import { type Preparation, prepare } from '#event-sourcing';
import { accountDecider } from './domain/account/account.js';
import { EndLinkedSessions } from './domain/account/commands.js';
import { LinkAccount, UnlinkAccount } from './domain/link/commands.js';
import { linkDecider, linkIdOf } from './domain/link/link.js';
import { isQuiet, standingIn } from './standing-in.js';

/** Who may link accounts is decided together with the act itself; so are the sessions that end with a link. */
export const linkPreparations: readonly Preparation[] = [
  prepare(LinkAccount, async (command, look) => {
    const { accountId, issuer, subject } = command;
    command.id = linkIdOf(issuer, subject, look.digest);
    command.account = (await look.state(accountDecider, accountId)).state;
    const { state } = await look.state(linkDecider, command.id);
    if (!command.account || isQuiet(linkDecider, command, state)) return [command];
    const account = { id: accountId, login: command.account.login };
    return [...standingIn(command, look, { account }), command];
  }),
  prepare(UnlinkAccount, async (command, look) => {
    const { issuer, subject } = command;
    command.id = linkIdOf(issuer, subject, look.digest);
    const { state } = await look.state(linkDecider, command.id);
    if (!state || isQuiet(linkDecider, command, state)) return [command];
    const { account } = state;
    const ending = look.follow(command, EndLinkedSessions, { id: account.id, link: command.id });
    return [...standingIn(command, look, { account }), command, ending];
  }),
];
