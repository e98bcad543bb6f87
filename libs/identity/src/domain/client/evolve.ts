import { evolving } from '#event-sourcing';
import type { ClientEvent } from './events.js';
import { type Client, withKey } from './state.js';

export const evolve = evolving<Client, ClientEvent>({
  ClientRegistered: (_, { data: { name, responsible, unit, roles, scopes } }) => ({
    name,
    responsibleId: responsible.id,
    unit,
    roles,
    scopes,
    suspended: false,
    keys: new Map(),
  }),
  ClientScopesChanged: (client, { data }) => client && { ...client, scopes: data.to },
  ClientKeyIssued: (client, { data: { prefix, expiresOn } }) =>
    client && { ...client, keys: new Map(client.keys).set(prefix, { expiresOn, revoked: false }) },
  ClientKeyRevoked: (client, { data }) => client && withKey(client, data.prefix, { revoked: true }),
  ClientKeyUsed: (client, { data }) => client && withKey(client, data.prefix, { usedOn: data.on }),
  ClientKeyRefused: (client) => client,
  ClientSuspended: (client) => client && { ...client, suspended: true },
  ClientReinstated: (client) => client && { ...client, suspended: false },
});
