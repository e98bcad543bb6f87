import { type Command, type CommandClass, type Preparation, prepare } from '#event-sourcing';
import { clientDecider } from './domain/client/client.js';
import {
  ChangeClientScopes,
  IssueClientKey,
  RegisterClient,
  ReinstateClient,
  RevokeClientKey,
  SuspendClient,
} from './domain/client/commands.js';
import { personDecider } from './domain/person/person.js';
import { unitDecider } from './domain/unit/unit.js';
import { isQuiet, standingIn } from './standing-in.js';

const registerClient = prepare(RegisterClient, async (command, look) => {
  const { id, name, responsibleId, unitId } = command;
  command.responsible = (await look.state(personDecider, responsibleId)).state;
  if (unitId) command.unit = (await look.state(unitDecider, unitId)).state;
  return [...standingIn(command, look, { client: { id, name } }), command];
});

const byAuthority = <C extends Command>(type: CommandClass<C>): Preparation =>
  prepare(type, async (command, look) => {
    const { id } = command;
    const { state } = await look.state(clientDecider, id);
    if (!state || isQuiet(clientDecider, command, state)) return [command];
    return [...standingIn(command, look, { client: { id, name: state.name } }), command];
  });

/** Who may act on API clients is decided together with the act itself, as for accounts. */
export const clientPreparations: readonly Preparation[] = [
  registerClient,
  byAuthority(ChangeClientScopes),
  byAuthority(IssueClientKey),
  byAuthority(RevokeClientKey),
  byAuthority(SuspendClient),
  byAuthority(ReinstateClient),
];
