import { randomUUID } from 'node:crypto';
import { type Actor, type Command, type CommandClass, systemClock } from '#event-sourcing';
import { accountIdOf } from '#identity';
import type { RunningServer } from './server.js';

/** Over HTTP a decision is of the day it is recorded on; a history is loaded as an import loads it, inside the program. */
export const decidePast = async <C extends Command>(
  { engine }: RunningServer,
  actor: Actor,
  type: CommandClass<C>,
  fields: Partial<C> & Pick<Command, 'id' | 'effectiveOn'>,
): Promise<void> => {
  const commandId = randomUUID();
  const envelope = { actor, issuedAt: systemClock.now(), commandId, correlationId: commandId };
  const commandHash = engine.digest(JSON.stringify([type.name, fields]));
  await engine.execute(Object.assign(new type(), envelope, { commandHash }, fields));
};

export const actorOf = (
  { engine }: RunningServer,
  login: string,
  { role, ...who }: Pick<Actor, 'personId' | 'name' | 'post' | 'unit' | 'unitId'> & { readonly role: string },
): Actor => ({ id: accountIdOf(login, engine.digest), ...who, roles: [role], client: 'history' });
