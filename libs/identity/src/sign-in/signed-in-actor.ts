import { type Actor, dateOf, type Engine } from '#event-sourcing';
import type { OpenedAccount } from '../domain/account/state.js';
import { personDecider } from '../domain/person/person.js';
import { type Post, postOn } from '../domain/person/posts.js';
import { unitDecider } from '../domain/unit/unit.js';

/** Who acts, as person, post, unit and roles stand in the log at this moment. */
export const actorOf = async (
  engine: Engine,
  accountId: string,
  { personId, name, roles }: OpenedAccount,
  client: string,
): Promise<Actor> => {
  const { state: person } = await engine.lookup.state(personDecider, personId);
  const held = postOn(person?.posts ?? [], dateOf(engine.clock.now()));
  const actor = { id: accountId, personId, name: person?.name ?? name, roles, client };
  return held ? { ...actor, ...(await placeOf(engine, held)) } : actor;
};

const placeOf = async (engine: Engine, { post, unit }: Post): Promise<Pick<Actor, 'post' | 'unitId' | 'unit'>> => {
  const { state } = await engine.lookup.state(unitDecider, unit.id);
  return { post, unitId: unit.id, unit: state?.name ?? unit.name };
};
