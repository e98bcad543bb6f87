import type { Instant } from '#event-sourcing';
import type { Role } from '../roles.js';
import type { Unconfirmed } from './confirmation.js';

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
