import type { Actor, Command, CommandClass, Engine } from '#event-sourcing';
import { newId } from '#event-sourcing-nest';

/** Acts before anybody has signed in: the first start, and whoever failed to sign in. */
export const nobody = (client: string): Actor => ({
  id: 'nobody',
  personId: 'nobody',
  name: '未登录',
  roles: [],
  client,
});

export const theSystem: Actor = { id: 'system', personId: 'system', name: '系统', roles: ['system'], client: 'server' };

/** A command that the server itself sends, in the name of the actor. */
export const issued = <C extends Command>(
  engine: Engine,
  type: CommandClass<C>,
  actor: Actor,
  fields: Partial<C>,
): C => {
  const commandId = newId();
  const commandHash = engine.digest(`${type.name}\n${commandId}`);
  const issuedAt = engine.clock.now();
  return Object.assign(new type(), { actor, issuedAt, commandId, commandHash, correlationId: commandId }, fields);
};
