import type { Instant } from '#event-sourcing';

/** A refresh token as it is kept: the token itself is known to its holder only. */
export interface RefreshToken {
  /** SHA-256 in hex. */
  readonly digest: string;
  readonly accountId: string;
  readonly session: string;
  readonly expiresAt: Instant;
}

export interface SpentToken extends RefreshToken {
  /** False when it had been spent before: somebody holds a copy. */
  readonly first: boolean;
  /** When it was spent first. */
  readonly spentAt: Instant;
}

/** An API key as it is kept: its secret part is known to its holder only. */
export interface ClientKey {
  /** The public part, by which it is found. */
  readonly prefix: string;
  readonly clientId: string;
  /** SHA-256 in hex of the secret part, which is 256 random bits: no slower hash would protect it better. */
  readonly digest: string;
}

/** What the hash of a password is kept under. */
export const passwordKey = (accountId: string, passwordId?: string): string =>
  passwordId === undefined ? accountId : `${accountId}/${passwordId}`;

/** Secrets, kept apart from the events: they may be changed and destroyed, events may not. Every write is durable. */
export interface Credentials {
  /**
   * The argon2 hash in PHC form; undefined when that password was never kept. Which of an account's passwords is in force
   * is told by the log, which names it; those of before were named by their account alone.
   */
  get(accountId: string, passwordId?: string): Promise<string | undefined>;
  set(accountId: string, hash: string, passwordId?: string): Promise<void>;
  /** Destroys the hash of that one password, if it is kept. */
  forgetPassword(accountId: string, passwordId?: string): Promise<void>;
  /** Destroys every hash and every refresh token of the account. */
  forgetAccount(accountId: string): Promise<void>;
  /** Keeps `fresh` under the name unless there is one already; answers the one that is kept, to all callers the same. */
  secret(name: string, fresh: string): Promise<string>;
  /**
   * Destroys what is kept under the name, if anything is: the next one asked for is another. A file holds nothing of it
   * afterwards; what a database server keeps in its log and backups is for its owner to destroy.
   */
  forget(name: string): Promise<void>;
  /** Tokens expired by `now` may be forgotten. One that is kept already stays as it is. */
  keepRefreshToken(token: RefreshToken, now: Instant): Promise<void>;
  /** Atomic: of several callers with one token exactly one is `first`. Undefined for an unknown token. */
  spendRefreshToken(digest: string, now: Instant): Promise<SpentToken | undefined>;
  /** False also for one that was never kept. */
  isRefreshTokenSpent(digest: string): Promise<boolean>;
  /** Kept for good, also once revoked, so that whoever tries it can be told. Refuses a prefix that is taken. */
  keepClientKey(key: ClientKey): Promise<void>;
  clientKey(prefix: string): Promise<ClientKey | undefined>;
  /** The latest use told by any process stays. */
  noteKeyUse(prefix: string, at: Instant): Promise<void>;
  /** The latest use noted of each key of the client, by prefix. */
  keyUses(clientId: string): Promise<ReadonlyMap<string, Instant>>;
  close(): Promise<void>;
}
