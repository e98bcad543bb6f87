import { evolving, type Instant, type Recorded } from '#event-sourcing';
import { must } from '../commands.js';
import type { Role } from '../roles.js';
import { type Unconfirmed, withGiven } from './confirmation.js';
import type { AccountEvent, AccountOpened, PasswordSet, SessionRevoked, SignedOut } from './events.js';

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
  /** Name of the one in force, where it has one. */
  readonly passwordId?: string;
  /** How many were ever set. */
  readonly passwords: number;
  /** Whether the holder has ever chosen one. */
  readonly ownPassword: boolean;
  readonly unconfirmed: Unconfirmed;
  /** Open sessions; a token of any other session is worth nothing. */
  readonly sessions: ReadonlyMap<string, Session>;
  /** The latest wrong passwords; those of a network are forgotten when a right one comes from it. */
  readonly failures: readonly Failure[];
  /** Networks that it was signed in from last. */
  readonly networks: readonly string[];
}

export interface Failure {
  readonly at: Instant;
  /** Absent in those of before this was kept. */
  readonly from?: string;
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
export const FAILURES_KEPT = 100;

const NETWORKS_KEPT = 10;

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

export const withFailure = (failures: readonly Failure[], failure: Failure): readonly Failure[] =>
  [...failures, failure].slice(-FAILURES_KEPT);

/** Of whoever guesses elsewhere, a right password does not tell: their failures stay. */
export const withSuccess = (failures: readonly Failure[], from: string | undefined): readonly Failure[] =>
  failures.filter((one) => one.from !== from);

const withNetwork = (networks: readonly string[], from: string | undefined): readonly string[] =>
  from === undefined ? networks : [...networks.filter((one) => one !== from), from].slice(-NETWORKS_KEPT);

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
  networks: [],
});

const given = (
  { unconfirmed, ownPassword }: OpenedAccount,
  { metadata: { actor, effectiveAt: at } }: Recorded<AccountEvent>,
  link?: string,
): OpenedAccount['unconfirmed'] => {
  const { personId, name } = actor;
  return withGiven(unconfirmed, { at, giver: { personId, name }, first: !ownPassword, link });
};

const withPassword = (account: OpenedAccount, event: Recorded<PasswordSet>): OpenedAccount => {
  const { oneTime, keptSession, passwordId, unconfirmed } = event.data;
  return {
    ...account,
    passwordId,
    oneTimePassword: oneTime,
    passwords: account.passwords + 1,
    ownPassword: account.ownPassword || !oneTime,
    unconfirmed: unconfirmed ? given(account, event) : account.unconfirmed,
    failures: [],
    sessions: onlySession(account.sessions, keptSession),
  };
};

type Since = Exclude<AccountEvent, AccountOpened>;

type Fold<E extends AccountEvent> = (account: Account, event: Recorded<E>) => Account;

/** What is told of an account that was never opened changes nothing. */
const open =
  <E extends Since>(fold: (account: OpenedAccount, event: Recorded<E>) => OpenedAccount): Fold<E> =>
  (account, event) =>
    account && fold(account, event);

const toldIn = ({ metadata: { effectiveAt, actor } }: Recorded<AccountEvent>) => ({
  toldAt: effectiveAt,
  client: actor.client,
});

const signedOut = open<SignedOut | SessionRevoked>((account, { data }) => ({
  ...account,
  sessions: withoutSession(account.sessions, data.session),
}));

export const evolve = evolving<Account, AccountEvent>({
  AccountOpened: (_, { data }) => opened(data),
  RoleGranted: open((account, { data }) => ({ ...account, roles: [...account.roles, data.role] })),
  RoleWithdrawn: open((account, { data }) => ({
    ...account,
    roles: account.roles.filter((role) => role !== data.role),
  })),
  AccountSuspended: open((account) => ({ ...account, suspended: true, sessions: new Map() })),
  AccountClosed: open((account) => ({ ...account, suspended: true, closed: true, roles: [], sessions: new Map() })),
  AccountReinstated: open((account) => ({ ...account, suspended: false })),
  AdministratorRecovered: open((account) => account),
  PasswordSet: open(withPassword),
  ConfirmationAwaited: open((account, event) => ({ ...account, unconfirmed: given(account, event, event.data.link) })),
  ResetConfirmed: open((account) => ({ ...account, unconfirmed: new Map() })),
  SignedIn: open((account, event) => {
    const { session, until, link, from } = event.data;
    return {
      ...account,
      failures: withSuccess(account.failures, from),
      networks: withNetwork(account.networks, from),
      sessions: withSession(account.sessions, session, { until, link, ...toldIn(event) }),
    };
  }),
  SessionRenewed: open((account, event) => ({
    ...account,
    sessions: withRenewed(account.sessions, event.data.session, toldIn(event)),
  })),
  SignInFailed: open((account, { data, metadata }) =>
    data.cause === 'wrong-password'
      ? { ...account, failures: withFailure(account.failures, { at: metadata.effectiveAt, from: data.from }) }
      : account,
  ),
  SignedOut: signedOut,
  SessionRevoked: signedOut,
});

export function mustBeOpened(account: Account, accountId: string): asserts account is OpenedAccount {
  must(account, 'account.unknown', { accountId });
}

/** What is done to an account from outside; whoever tries to enter a closed one is told that it is suspended. */
export function mustBeInUse(account: Account, accountId: string): asserts account is OpenedAccount {
  mustBeOpened(account, accountId);
  must(!account.closed, 'account.closed', { login: account.login });
}
