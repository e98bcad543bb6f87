import {
  comparePositions,
  everyRow,
  idOf,
  type Instant,
  integer,
  type Moment,
  type Position,
  projection,
  type Recorded,
  type View,
  type ViewReader,
} from '#event-sourcing';
import type { AccountEvent } from '../domain/account/events.js';
import type { ClientEvent, Named } from '../domain/client/events.js';
import { inspects } from '../domain/roles.js';

export type NoticeKind =
  | 'role-withdrawn'
  | 'account-suspended'
  | 'account-closed'
  | 'account-reinstated'
  | 'one-time-password'
  | 'administrator-recovered'
  | 'session-ended'
  | 'client-registered'
  | 'client-scopes-changed'
  | 'client-key-issued'
  | 'client-key-revoked'
  | 'client-suspended'
  | 'client-reinstated';

/** Of the two it is one. */
interface About {
  readonly account?: { readonly id: string; readonly login: string; readonly personId: string; readonly name: string };
  /** An API client that inspects, with the person who answers for it. */
  readonly client?: { readonly id: string; readonly name: string; readonly responsible: Named };
}

/** Something that was done to an inspector's account or API client, or on the machine to an administrator's: who, when, why. */
export interface InspectorNotice extends About {
  /** The event's id. */
  readonly id: string;
  readonly kind: NoticeKind;
  readonly by: {
    readonly id: string;
    readonly personId: string;
    readonly name: string;
    readonly roles: readonly string[];
  };
  readonly effectiveAt: Instant;
  readonly recordedAt: Instant;
  readonly reason: string;
  readonly position: Position;
}

export interface InspectorAccountRow extends About {
  readonly inspector: boolean;
  /** In the order of recording. Nothing leaves the list. */
  readonly notices: readonly InspectorNotice[];
}

type Row = InspectorAccountRow | undefined;

const noticed = (row: InspectorAccountRow, event: Recorded, kind: NoticeKind): InspectorAccountRow => {
  const { id, metadata, recordedAt, position } = event;
  const { actor, effectiveAt, reason = '' } = metadata;
  const by = { id: actor.id, personId: actor.personId, name: actor.name, roles: actor.roles };
  const { inspector: _, notices, ...about } = row;
  const notice = { id, kind, ...about, by, effectiveAt, recordedAt, reason, position };
  return { ...row, notices: [...notices, notice] };
};

/** What is done to an account or a client counts while it is an inspector's. */
const toAnInspector =
  (kind: NoticeKind) =>
  (row: Row, event: Recorded): Row =>
    row?.inspector ? noticed(row, event, kind) : row;

const withdrawn = toAnInspector('role-withdrawn');
const oneTimePassword = toAnInspector('one-time-password');
const clientRegistered = toAnInspector('client-registered');

export const inspectorNotices: View<InspectorAccountRow> = projection<InspectorAccountRow, AccountEvent | ClientEvent>({
  name: 'inspector-notices',
  version: 4,
  seenThrough: 'act',
  asRecorded: true,
  when: {
    AccountOpened: (_, { stream, data: { login, personId, name, roles } }) => ({
      account: { id: idOf(stream), login, personId, name },
      inspector: roles.includes('inspector'),
      notices: [],
    }),
    RoleGranted: (row, { data }) => (row && data.role === 'inspector' ? { ...row, inspector: true } : row),
    RoleWithdrawn: (row, event) =>
      row && event.data.role === 'inspector' ? { ...withdrawn(row, event)!, inspector: false } : row,
    AccountSuspended: toAnInspector('account-suspended'),
    AccountClosed: toAnInspector('account-closed'),
    AccountReinstated: toAnInspector('account-reinstated'),
    AdministratorRecovered: (row, event) => row && noticed(row, event, 'administrator-recovered'),
    PasswordSet: (row, event) => (event.data.oneTime ? oneTimePassword(row, event) : row),
    SessionRevoked: toAnInspector('session-ended'),
    ClientRegistered: (_, event) => {
      const { name, responsible, roles } = event.data;
      const client = { id: idOf(event.stream), name, responsible };
      return clientRegistered({ client, inspector: inspects({ roles }), notices: [] }, event);
    },
    ClientScopesChanged: toAnInspector('client-scopes-changed'),
    ClientKeyIssued: toAnInspector('client-key-issued'),
    ClientKeyRevoked: toAnInspector('client-key-revoked'),
    ClientSuspended: toAnInspector('client-suspended'),
    ClientReinstated: toAnInspector('client-reinstated'),
  },
  columns: { notices: integer((row) => row.notices.length) },
  indexes: [['notices']],
});

export interface NoticesQuery extends Moment {
  readonly limit?: number;
  /** From a page's `next`. */
  readonly cursor?: Position;
}

const DEFAULT_LIMIT = 50;

/** The latest first. Inspectors are few, and so is what is done to their accounts and clients. */
export const listInspectorNotices = async (
  reader: ViewReader,
  { limit = DEFAULT_LIMIT, cursor, ...moment }: NoticesQuery,
): Promise<{ items: readonly InspectorNotice[]; next?: Position }> => {
  const rows = await everyRow(reader, inspectorNotices, { where: { notices: { from: 1 } }, ...moment });
  const behind = rows
    .flatMap(({ row }) => row.notices)
    .filter(({ position }) => cursor === undefined || comparePositions(position, cursor) < 0)
    .sort((a, b) => comparePositions(b.position, a.position));
  const items = behind.slice(0, limit);
  return behind.length > limit ? { items, next: items.at(-1)!.position } : { items };
};
