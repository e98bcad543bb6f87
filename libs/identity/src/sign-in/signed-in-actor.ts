import type { Actor, Engine } from '#event-sourcing';
import { must } from '../domain/commands.js';
import type { OpenedAccount } from '../domain/account/state.js';
import type { RegisteredClient } from '../domain/client/state.js';
import { personDecider } from '../domain/person/person.js';
import { type Post, postHeld } from '../domain/person/posts.js';
import { inspects, oversees, type Role } from '../domain/roles.js';
import { unitDecider } from '../domain/unit/unit.js';
import { rolesInUse } from '../facts/owned-accounts.js';

/** Who acts, as person, post, unit and roles stand in the log at this moment. */
export const actorOf = async (
  engine: Engine,
  accountId: string,
  { personId, name, roles }: OpenedAccount,
  client: string,
): Promise<Actor> => {
  const { state: person } = await engine.lookup.state(personDecider, personId);
  // Suspended when they were merged; whoever reinstated it in the same moment opened it for nobody.
  must(!person?.mergedInto, 'account.person-merged', { into: person?.mergedInto });
  const held = postHeld(person?.posts ?? []);
  const actor = { id: accountId, personId, name: person?.name ?? name, roles, client };
  return held ? { ...actor, ...(await placeOf(engine, held)) } : actor;
};

/** It inspects no longer than the person who answers for it. */
const rolesOfClient = async ({ lookup }: Engine, client: RegisteredClient): Promise<readonly Role[]> => {
  const { roles, responsibleId } = client;
  if (!inspects(client) || oversees({ roles: await rolesInUse(responsibleId, lookup) })) return roles;
  return roles.filter((role) => role !== 'inspector');
};

/** A client acts as itself, never as the person who answers for it. */
export const actorOfClient = async (engine: Engine, clientId: string, client: RegisteredClient): Promise<Actor> => {
  const { name, unit } = client;
  const roles = await rolesOfClient(engine, client);
  const actor = { id: clientId, personId: `client:${clientId}`, name, roles, client: name };
  return unit ? { ...actor, ...(await unitOf(engine, unit)) } : actor;
};

const placeOf = async (engine: Engine, { post, unit }: Post): Promise<Pick<Actor, 'post' | 'unitId' | 'unit'>> => ({
  post,
  ...(await unitOf(engine, unit)),
});

/** By its name of now. */
const unitOf = async (engine: Engine, { id, name }: Post['unit']): Promise<Pick<Actor, 'unitId' | 'unit'>> => {
  const { state } = await engine.lookup.state(unitDecider, id);
  return { unitId: id, unit: state?.name ?? name };
};
