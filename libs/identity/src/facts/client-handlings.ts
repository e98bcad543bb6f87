import {
  type Command,
  type CommandClass,
  type Companions,
  type Handling,
  handling,
  type Lookup,
} from '#event-sourcing';
import { clientDecider } from '../domain/client/client.js';
import type { ClientEvent } from '../domain/client/events.js';
import { inspects } from '../domain/roles.js';
import * as registration from '../domain/client/registration.js';
import { ChangeClientScopes, RegisterClient, ReinstateClient, SuspendClient } from '../domain/client/registration.js';
import * as keys from '../domain/client/keys.js';
import { IssueClientKey, RevokeClientKey } from '../domain/client/keys.js';
import type { Client, RegisteredClient } from '../domain/client/state.js';
import { personDecider } from '../domain/person/person.js';
import { unitDecider } from '../domain/unit/unit.js';
import { rolesInUse } from './owned-accounts.js';
import { isQuiet, standingIn } from './standing-in.js';

const answeringFor = async (
  client: Pick<RegisteredClient, 'roles' | 'responsibleId'> | undefined,
  look: Lookup,
): Promise<registration.AnsweringFacts> => ({
  answering: client && inspects(client) ? await rolesInUse(client.responsibleId, look) : [],
});

const registerClient = handling(RegisterClient, {
  decide: registration.registerClient,
  facts: async ({ responsibleId, unitId, roles }, look) => ({
    ...(await answeringFor({ responsibleId, roles }, look)),
    responsible: (await look.state(personDecider, responsibleId)).state,
    unit: unitId ? (await look.state(unitDecider, unitId)).state : undefined,
  }),
  alongside: async (command, look) => {
    const { id, name } = command;
    return { before: standingIn(command, look, { client: { id, name } }) };
  },
});

type Decide<C, Facts> = (command: C, client: Client, facts: Facts) => ClientEvent[];

const standing =
  <C extends Command, Facts>(decide: Decide<C, Facts>) =>
  async (command: C, look: Lookup, facts: Facts): Promise<Companions> => {
    const { id } = command;
    const { state } = await look.state(clientDecider, id);
    if (!state || isQuiet(() => decide(command, state, facts))) return {};
    return { before: standingIn(command, look, { client: { id, name: state.name } }) };
  };

const byAuthority = <C extends Command>(type: CommandClass<C>, decide: Decide<C, undefined>): Handling =>
  handling(type, { alongside: standing(decide) });

/** What widens a client also asks who answers for it. */
const answered = <C extends Command>(type: CommandClass<C>, decide: Decide<C, registration.AnsweringFacts>): Handling =>
  handling(type, {
    decide,
    facts: async ({ id }, look) => answeringFor((await look.state(clientDecider, id)).state, look),
    alongside: standing(decide),
  });

/** Who may act on API clients is decided together with the act itself, as for accounts. */
export const clientHandlings: readonly Handling[] = [
  registerClient,
  answered(ChangeClientScopes, registration.changeClientScopes),
  answered(IssueClientKey, keys.issueClientKey),
  byAuthority(RevokeClientKey, keys.revokeClientKey),
  byAuthority(SuspendClient, registration.suspendClient),
  answered(ReinstateClient, registration.reinstateClient),
];
