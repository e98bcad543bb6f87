// A command as the server would make it of a request.
import { randomUUID } from 'node:crypto';

export const by = (actor, type, fields) => {
  const commandId = randomUUID();
  return Object.assign(
    new type(),
    {
      id: randomUUID(),
      actor,
      issuedAt: new Date().toISOString(),
      commandId,
      commandHash: commandId,
      correlationId: commandId,
    },
    fields,
  );
};
