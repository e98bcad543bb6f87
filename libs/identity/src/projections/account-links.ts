import { idOf, integer, type Moment, type Page, projection, text, type View, type ViewReader } from '#event-sourcing';
import type { LinkEvent } from '../domain/link/events.js';

/** An external identity and the account that it signs in to, or last did. */
export interface AccountLinkRow {
  readonly id: string;
  readonly accountId: string;
  readonly login: string;
  readonly issuer: string;
  readonly subject: string;
  readonly linked: boolean;
}

export const accountLinks: View<AccountLinkRow> = projection<AccountLinkRow, LinkEvent>({
  name: 'accountlinks',
  version: 1,
  seenThrough: 'act',
  asRecorded: true,
  when: {
    AccountLinked: (_, { stream, data: { account, issuer, subject } }) => ({
      id: idOf(stream),
      accountId: account.id,
      login: account.login,
      issuer,
      subject,
      linked: true,
    }),
    AccountUnlinked: (row) => row && { ...row, linked: false },
  },
  columns: {
    accountId: text((row) => row.accountId),
    issuer: text((row) => row.issuer),
    linked: integer((row) => Number(row.linked)),
  },
  indexes: [['accountId', 'linked', 'issuer']],
});

export interface AccountLinksQuery extends Moment {
  readonly accountId: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listAccountLinks = (
  reader: ViewReader,
  { accountId, ...page }: AccountLinksQuery,
): Promise<Page<AccountLinkRow>> =>
  reader.list(accountLinks, { ...page, where: { accountId, linked: 1 }, sort: { column: 'issuer' } });
