import { type Command, type CommandClass, type Handling, handling } from '#event-sourcing';
import { clientDecider } from '../domain/client/client.js';
import * as registration from '../domain/client/registration.js';
import { ChangeClientScopes, RegisterClient, ReinstateClient, SuspendClient } from '../domain/client/registration.js';
import * as keys from '../domain/client/keys.js';
import { IssueClientKey, RevokeClientKey } from '../domain/client/keys.js';
import type { Client } from '../domain/client/state.js';
import { personDecider } from '../domain/person/person.js';
import { unitDecider } from '../domain/unit/unit.js';
import { isQuiet, standingIn } from './standing-in.js';

const registerClient = handling(RegisterClient, {
  decide: registration.registerClient,
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
  byAuthority(ChangeClientScopes, registration.changeClientScopes),
  byAuthority(IssueClientKey, keys.issueClientKey),
  byAuthority(RevokeClientKey, keys.revokeClientKey),
  byAuthority(SuspendClient, registration.suspendClient),
  byAuthority(ReinstateClient, registration.reinstateClient),
];
