import type { Instant, Recorded } from '#event-sourcing';
import type { Role } from '../roles.js';
import { type Unconfirmed, withGiven } from './confirmation.js';
import type { AccountEvent, AccountOpened, PasswordSet } from './events.js';

/** `undefined` stands for an account that was never opened. */
export type Account = OpenedAccount | undefined;

export interface OpenedAccount {
  readonly login: string;
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly suspended: boolean;
  /** For good; a closed account is suspended as well. */
  readonly closed: boolean;
  /** The password was issued by somebody else and must be changed first. */
  readonly oneTimePassword: boolean;
  /** How many were ever set. */
  readonly passwords: number;
  /** Whether the holder has ever chosen one. */
  readonly ownPassword: boolean;
  readonly unconfirmed: Unconfirmed;
  /** Open sessions; a token of any other session is worth nothing. */
  readonly sessions: ReadonlyMap<string, Session>;
  /** Wrong passwords since the last right one, the latest of them. */
  readonly failures: readonly Instant[];
}

export interface Session {
  /** Its latest end. */
  readonly until: Instant;
  /** When its going on was put on record last, and through which program. */
  readonly toldAt: Instant;
  readonly client: string;
  /** Of a session that another provider's word opened: the link that it rests on. */
  readonly link?: string;
}

const SESSIONS_KEPT = 50;
/** More than a lock ever counts. */
const FAILURES_KEPT = 20;

/** Ended sessions fall out, and the oldest ones beyond a bound. */
export const withSession = (
  sessions: OpenedAccount['sessions'],
  id: string,
  opened: Session,
): OpenedAccount['sessions'] => {
  const open = [...sessions].filter(([, { until }]) => until > opened.toldAt);
  return new Map([...open, [id, opened] as const].slice(-SESSIONS_KEPT));
};

export const withRenewed = (
  sessions: OpenedAccount['sessions'],
  id: string,
  told: Pick<Session, 'toldAt' | 'client'>,
): OpenedAccount['sessions'] => {
  const session = sessions.get(id);
  return session ? new Map(sessions).set(id, { ...session, ...told }) : sessions;
};

export const withFailure = (failures: readonly Instant[], at: Instant): readonly Instant[] =>
  [...failures, at].slice(-FAILURES_KEPT);

export const withoutSession = (sessions: OpenedAccount['sessions'], session: string): OpenedAccount['sessions'] =>
  new Map([...sessions].filter(([id]) => id !== session));

export const onlySession = (sessions: OpenedAccount['sessions'], kept?: string): OpenedAccount['sessions'] =>
  new Map([...sessions].filter(([id]) => id === kept));

const opened = ({ login, personId, name, roles }: AccountOpened['data']): OpenedAccount => ({
  login,
  personId,
  name,
  roles,
  suspended: false,
  closed: false,
  oneTimePassword: false,
  passwords: 0,
  ownPassword: false,
  unconfirmed: new Map(),
  sessions: new Map(),
  failures: [],
});

export const evolve = (account: Account, event: Recorded<AccountEvent>): Account => {
  if (event.type === 'AccountOpened') return opened(event.data);
  return account && changed(account, event);
};

const given = (
  { unconfirmed, ownPassword }: OpenedAccount,
  { metadata: { actor, effectiveAt: at } }: Recorded<AccountEvent>,
  link?: string,
): OpenedAccount['unconfirmed'] => {
  const { personId, name } = actor;
  return withGiven(unconfirmed, { at, giver: { personId, name }, first: !ownPassword, link });
};

const withPassword = (account: OpenedAccount, event: Recorded<PasswordSet>): OpenedAccount => {
  const { oneTime, keptSession, unconfirmed } = event.data;
  return {
    ...account,
    oneTimePassword: oneTime,
    passwords: account.passwords + 1,
    ownPassword: account.ownPassword || !oneTime,
    unconfirmed: unconfirmed ? given(account, event) : account.unconfirmed,
    failures: [],
    sessions: onlySession(account.sessions, keptSession),
  };
};

// One case for each fact; splitting the switch would only hide that it is exhaustive.
// oxlint-disable-next-line complexity
const changed = (account: OpenedAccount, event: Exclude<Recorded<AccountEvent>, AccountOpened>): OpenedAccount => {
  const { roles, sessions, failures } = account;
  const { effectiveAt, actor } = event.metadata;
  const told = { toldAt: effectiveAt, client: actor.client };
  switch (event.type) {
    case 'RoleGranted':
      return { ...account, roles: [...roles, event.data.role] };
    case 'RoleWithdrawn':
      return { ...account, roles: roles.filter((role) => role !== event.data.role) };
    case 'AccountSuspended':
      return { ...account, suspended: true, sessions: new Map() };
    case 'AccountClosed':
      return { ...account, suspended: true, closed: true, roles: [], sessions: new Map() };
    case 'AccountReinstated':
      return { ...account, suspended: false };
    case 'PasswordSet':
      return withPassword(account, event);
    case 'ConfirmationAwaited':
      return { ...account, unconfirmed: given(account, event, event.data.link) };
    case 'ResetConfirmed':
      return { ...account, unconfirmed: new Map() };
    case 'SignedIn': {
      const { session, until, link } = event.data;
      return { ...account, failures: [], sessions: withSession(sessions, session, { until, link, ...told }) };
    }
    case 'SessionRenewed':
      return { ...account, sessions: withRenewed(sessions, event.data.session, told) };
    case 'SignInFailed':
      return event.data.cause === 'wrong-password'
        ? { ...account, failures: withFailure(failures, effectiveAt) }
        : account;
    case 'SignedOut':
    case 'SessionRevoked':
      return { ...account, sessions: withoutSession(sessions, event.data.session) };
  }
};
