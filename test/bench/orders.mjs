// Orders to the program, as a request makes them or as a client sends them.
import { randomUUID } from 'node:crypto';

/** A command as the server would make it of a request. */
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

/** The access token of whoever signs in over HTTP. */
export const signedIn = async (url, login, password) => {
  const response = await fetch(`${url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ login, password }),
  });
  return (await response.json()).accessToken;
};
