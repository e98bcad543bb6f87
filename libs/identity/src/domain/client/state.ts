import { evolving, type PlainDate } from '#event-sourcing';
import { must } from '../commands.js';
import type { Role } from '../roles.js';
import type { ClientEvent } from './events.js';
import type { Scope } from './scopes.js';

export interface IssuedKey {
  readonly expiresOn: PlainDate;
  readonly revoked: boolean;
  /** The last day on which a use of it was recorded. */
  readonly usedOn?: PlainDate;
}

/** `undefined` stands for a client that was never registered. */
export type Client = RegisteredClient | undefined;

export interface RegisteredClient {
  readonly name: string;
  readonly responsibleId: string;
  readonly unit?: { readonly id: string; readonly name: string };
  readonly roles: readonly Role[];
  readonly scopes: readonly Scope[];
  readonly suspended: boolean;
  /** By prefix. */
  readonly keys: ReadonlyMap<string, IssuedKey>;
}

export const withKey = (client: RegisteredClient, prefix: string, change: Partial<IssuedKey>): RegisteredClient => {
  const key = client.keys.get(prefix);
  return key ? { ...client, keys: new Map(client.keys).set(prefix, { ...key, ...change }) } : client;
};

/** Keys that open something on the day. */
export const liveKeys = ({ keys }: RegisteredClient, day: PlainDate): IssuedKey[] =>
  [...keys.values()].filter(({ revoked, expiresOn }) => !revoked && expiresOn >= day);

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

export function mustBeRegistered(client: Client, clientId: string): asserts client is RegisteredClient {
  must(client, 'client.unknown', { clientId });
}
