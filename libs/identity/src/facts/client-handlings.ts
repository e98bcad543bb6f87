import { type Command, type CommandClass, type Handling, handling } from '#event-sourcing';
import { clientDecider } from '../domain/client/client.js';
import {
  ChangeClientScopes,
  IssueClientKey,
  RegisterClient,
  ReinstateClient,
  RevokeClientKey,
  SuspendClient,
} from '../domain/client/commands.js';
import * as decide from '../domain/client/decide.js';
import type { Client } from '../domain/client/state.js';
import { personDecider } from '../domain/person/person.js';
import { unitDecider } from '../domain/unit/unit.js';
import { isQuiet, standingIn } from './standing-in.js';

const registerClient = handling(RegisterClient, {
  decide: decide.registerClient,
  facts: async ({ responsibleId, unitId }, look) => ({
    responsible: (await look.state(personDecider, responsibleId)).state,
    unit: unitId ? (await look.state(unitDecider, unitId)).state : undefined,
  }),
  alongside: async (command, look) => {
    const { id, name } = command;
    return { before: standingIn(command, look, { client: { id, name } }) };
  },
});

const byAuthority = <C extends Command>(
  type: CommandClass<C>,
  decision: (command: C, client: Client) => readonly unknown[],
): Handling =>
  handling(type, {
    alongside: async (command, look) => {
      const { id } = command;
      const { state } = await look.state(clientDecider, id);
      if (!state || isQuiet(() => decision(command, state))) return {};
      return { before: standingIn(command, look, { client: { id, name: state.name } }) };
    },
  });

/** Who may act on API clients is decided together with the act itself, as for accounts. */
export const clientHandlings: readonly Handling[] = [
  registerClient,
  byAuthority(ChangeClientScopes, decide.changeClientScopes),
  byAuthority(IssueClientKey, decide.issueClientKey),
  byAuthority(RevokeClientKey, decide.revokeClientKey),
  byAuthority(SuspendClient, decide.suspendClient),
  byAuthority(ReinstateClient, decide.reinstateClient),
];
