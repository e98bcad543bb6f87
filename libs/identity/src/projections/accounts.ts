import {
  everyRow,
  type EventMetadata,
  idOf,
  type Instant,
  integer,
  type Moment,
  type Page,
  projection,
  text,
  type View,
  type ViewReader,
} from '#event-sourcing';
import type { AccountEvent } from '../domain/account/events.js';
import type { Role } from '../domain/roles.js';

export interface AccountRow {
  readonly id: string;
  readonly login: string;
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly suspended: boolean;
  /** For good. */
  readonly closed: boolean;
  readonly lastSignedInAt?: Instant;
  /** Since when a password or a link that another gave awaits its confirmation, and who gave it. */
  readonly unconfirmed?: { readonly since: Instant; readonly by: readonly string[] };
}

const withGiven = (row: AccountRow, { actor, effectiveAt }: EventMetadata): AccountRow => {
  const { since = effectiveAt, by = [] } = row.unconfirmed ?? {};
  return { ...row, unconfirmed: { since, by: [...new Set([...by, actor.name])] } };
};

export const accounts: View<AccountRow> = projection<AccountRow, AccountEvent>({
  name: 'accounts',
  version: 3,
  seenThrough: 'act',
  asRecorded: true,
  when: {
    AccountOpened: (_, { stream, data }) => ({ id: idOf(stream), ...data, suspended: false, closed: false }),
    RoleGranted: (row, { data }) => row && { ...row, roles: [...row.roles, data.role] },
    RoleWithdrawn: (row, { data }) => row && { ...row, roles: row.roles.filter((role) => role !== data.role) },
    AccountSuspended: (row) => row && { ...row, suspended: true },
    AccountClosed: (row) => row && { ...row, suspended: true, closed: true, roles: [] },
    AccountReinstated: (row) => row && { ...row, suspended: false },
    PasswordSet: (row, { data, metadata }) => (row && data.unconfirmed ? withGiven(row, metadata) : row),
    ConfirmationAwaited: (row, { metadata }) => row && withGiven(row, metadata),
    ResetConfirmed: (row) => row && { ...row, unconfirmed: undefined },
    SignedIn: (row, { metadata }) => row && { ...row, lastSignedInAt: metadata.effectiveAt },
  },
  columns: {
    login: text((row) => row.login),
    personId: text((row) => row.personId),
    name: text((row) => row.name),
    suspended: integer((row) => Number(row.suspended)),
  },
  indexes: [['login'], ['personId']],
});

export interface AccountsQuery extends Moment {
  readonly personId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listAccounts = (reader: ViewReader, { personId, ...page }: AccountsQuery): Promise<Page<AccountRow>> =>
  reader.list(accounts, { ...page, where: { personId }, sort: { column: 'login' } });

export const everyAccount = async (reader: ViewReader): Promise<AccountRow[]> =>
  (await everyRow(reader, accounts, {})).map(({ row }) => row);
