import {
  idOf,
  type Instant,
  integer,
  type Moment,
  type Page,
  type PlainDate,
  projection,
  text,
  type View,
  type ViewReader,
} from '#event-sourcing';
import type { ClientEvent, Registration } from '../domain/client/events.js';

/** What is known of a key: its public prefix and its life, never the key. */
export interface ClientKeyRow {
  readonly prefix: string;
  readonly label?: string;
  readonly issuedAt: Instant;
  readonly expiresOn: PlainDate;
  readonly revokedAt?: Instant;
  readonly lastUsedOn?: PlainDate;
}

export interface ClientRow extends Registration {
  readonly id: string;
  readonly suspended: boolean;
  readonly keys: readonly ClientKeyRow[];
}

const withKey = (row: ClientRow, prefix: string, change: Partial<ClientKeyRow>): ClientRow => ({
  ...row,
  keys: row.keys.map((key) => (key.prefix === prefix ? { ...key, ...change } : key)),
});

export const clients: View<ClientRow> = projection<ClientRow, ClientEvent>({
  name: 'clients',
  version: 1,
  seenThrough: 'act',
  asRecorded: true,
  when: {
    ClientRegistered: (_, { stream, data }) => ({ id: idOf(stream), ...data, suspended: false, keys: [] }),
    ClientScopesChanged: (row, { data }) => row && { ...row, scopes: data.to },
    ClientKeyIssued: (row, { data, metadata }) =>
      row && { ...row, keys: [...row.keys, { ...data, issuedAt: metadata.effectiveAt }] },
    ClientKeyRevoked: (row, { data, metadata }) =>
      row && withKey(row, data.prefix, { revokedAt: metadata.effectiveAt }),
    ClientKeyUsed: (row, { data }) => row && withKey(row, data.prefix, { lastUsedOn: data.on }),
    ClientSuspended: (row) => row && { ...row, suspended: true },
    ClientReinstated: (row) => row && { ...row, suspended: false },
  },
  columns: {
    name: text((row) => row.name),
    responsibleId: text((row) => row.responsible.id),
    suspended: integer((row) => Number(row.suspended)),
  },
  indexes: [['name'], ['responsibleId', 'name']],
});

export interface ClientsQuery extends Moment {
  readonly responsibleId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listClients = (reader: ViewReader, { responsibleId, ...page }: ClientsQuery): Promise<Page<ClientRow>> =>
  reader.list(clients, { ...page, where: { responsibleId }, sort: { column: 'name' } });
