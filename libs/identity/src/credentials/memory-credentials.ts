import type { Instant } from '#event-sourcing';
import { type ClientKey, type Credentials, passwordKey, type RefreshToken, type SpentToken } from './credentials.js';

/** Forgets everything with the process. */
export class MemoryCredentials implements Credentials {
  readonly #hashes = new Map<string, string>();
  readonly #secrets = new Map<string, string>();
  readonly #tokens = new Map<string, RefreshToken & { readonly spentAt?: Instant }>();
  readonly #keys = new Map<string, ClientKey>();
  readonly #uses = new Map<string, Instant>();

  async get(accountId: string, passwordId?: string): Promise<string | undefined> {
    return this.#hashes.get(passwordKey(accountId, passwordId));
  }

  async set(accountId: string, hash: string, passwordId?: string): Promise<void> {
    this.#hashes.set(passwordKey(accountId, passwordId), hash);
  }

  async forgetPassword(accountId: string, passwordId?: string): Promise<void> {
    this.#hashes.delete(passwordKey(accountId, passwordId));
  }

  async forgetAccount(accountId: string): Promise<void> {
    for (const key of this.#hashes.keys()) if (key.split('/')[0] === accountId) this.#hashes.delete(key);
    for (const token of this.#tokens.values()) if (token.accountId === accountId) this.#tokens.delete(token.digest);
  }

  async secret(name: string, fresh: string): Promise<string> {
    const kept = this.#secrets.get(name) ?? fresh;
    this.#secrets.set(name, kept);
    return kept;
  }

  async forget(name: string): Promise<void> {
    this.#secrets.delete(name);
  }

  async keepRefreshToken(token: RefreshToken, now: Instant): Promise<void> {
    for (const { digest, expiresAt } of this.#tokens.values()) if (expiresAt <= now) this.#tokens.delete(digest);
    if (!this.#tokens.has(token.digest)) this.#tokens.set(token.digest, token);
  }

  async spendRefreshToken(digest: string, now: Instant): Promise<SpentToken | undefined> {
    const found = this.#tokens.get(digest);
    if (!found) return undefined;
    const spent = { ...found, spentAt: found.spentAt ?? now };
    this.#tokens.set(digest, spent);
    return { ...spent, first: found.spentAt === undefined };
  }

  async isRefreshTokenSpent(digest: string): Promise<boolean> {
    return this.#tokens.get(digest)?.spentAt !== undefined;
  }

  async keepClientKey(key: ClientKey): Promise<void> {
    if (this.#keys.has(key.prefix)) throw new Error('the prefix is taken');
    this.#keys.set(key.prefix, key);
  }

  async clientKey(prefix: string): Promise<ClientKey | undefined> {
    return this.#keys.get(prefix);
  }

  async noteKeyUse(prefix: string, at: Instant): Promise<void> {
    if ((this.#uses.get(prefix) ?? '') < at) this.#uses.set(prefix, at);
  }

  async keyUses(clientId: string): Promise<ReadonlyMap<string, Instant>> {
    return new Map([...this.#uses].filter(([prefix]) => this.#keys.get(prefix)?.clientId === clientId));
  }

  async close(): Promise<void> {}
}
