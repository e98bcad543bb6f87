import type { Instant } from '#event-sourcing';
import type { Role } from '../roles.js';

/** `undefined` stands for an account that was never opened. */
export type Account = OpenedAccount | undefined;

export interface OpenedAccount {
  readonly login: string;
  readonly personId: string;
  readonly name: string;
  readonly roles: readonly Role[];
  readonly suspended: boolean;
  /** The password was issued by somebody else and must be changed first. */
  readonly oneTimePassword: boolean;
  /** Open sessions with their latest end; a token of any other session is worth nothing. */
  readonly sessions: ReadonlyMap<string, Instant>;
}

const SESSIONS_KEPT = 50;

/** Ended sessions fall out, and the oldest ones beyond a bound. */
export const withSession = (
  sessions: OpenedAccount['sessions'],
  opened: { readonly session: string; readonly until: Instant },
  now: Instant,
): OpenedAccount['sessions'] => {
  const open = [...sessions].filter(([, until]) => until > now);
  return new Map([...open, [opened.session, opened.until] as const].slice(-SESSIONS_KEPT));
};

export const withoutSession = (sessions: OpenedAccount['sessions'], session: string): OpenedAccount['sessions'] =>
  new Map([...sessions].filter(([id]) => id !== session));

export const onlySession = (sessions: OpenedAccount['sessions'], kept?: string): OpenedAccount['sessions'] =>
  new Map([...sessions].filter(([id]) => id === kept));
