import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { amended, dateOf, type Engine, type Instant, type PlainDate, type Receipt, RuleBroken } from '#event-sourcing';
import type { ClientKey, Credentials } from '../credentials/credentials.js';
import { clientDecider } from '../domain/client/client.js';
import { type IssueClientKey, RecordKeyRefusal, RecordKeyUse } from '../domain/client/keys.js';
import type { ClientKeyRefused } from '../domain/client/events.js';
import type { IssuedKey, RegisteredClient } from '../domain/client/state.js';
import type { IdentityProblem } from '../domain/problems.js';
import { must } from '../domain/commands.js';
import { asJudged } from './as-judged.js';
import type { Authenticated } from './authenticated.js';
import { issued, nobody } from './issued-command.js';
import { KeyRefusals } from './key-refusals.js';
import { KeyUses } from './key-uses.js';
import { actorOfClient } from './signed-in-actor.js';

type Cause = ClientKeyRefused['data']['cause'];

export interface ClientKeyParts {
  readonly engine: Engine;
  readonly credentials: Credentials;
  /** A key that nobody holds was tried; it is not stored. */
  readonly onUnknownKey?: () => void;
}

interface Tried {
  readonly kept: ClientKey;
  readonly client: RegisteredClient;
  readonly key: IssuedKey;
}

/** The first part is public, the second is 256 random bits. */
const KEY = /^rk_([a-z2-7]{10})_([\w-]{43})$/;
const SIGNS = 'abcdefghijklmnopqrstuvwxyz234567';
const KEYS_KEPT = 1_000;

const codes: Readonly<Record<Cause, IdentityProblem>> = {
  'wrong-secret': 'client.key-invalid',
  revoked: 'client.key-revoked',
  expired: 'client.key-expired',
  'client-suspended': 'client.suspended',
};

const randomPrefix = (): string => Array.from(randomBytes(10), (byte) => SIGNS[byte % SIGNS.length]).join('');

const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

const isSecret = (secret: string, { digest }: ClientKey): boolean =>
  timingSafeEqual(digestOf(secret), Buffer.from(digest, 'hex'));

const faultOf = ({ client, key }: Tried, today: PlainDate): Cause | undefined => {
  if (key.revoked) return 'revoked';
  if (key.expiresOn < today) return 'expired';
  return client.suspended ? 'client-suspended' : undefined;
};

/** Whether it claims to be an API key; everything else is an access token. */
export const looksLikeKey = (token: string): boolean => token.startsWith('rk_');

/** Keys of API clients. What was issued, revoked or suspended is read from the log each time, so it acts at once everywhere. */
export class ClientKeys {
  readonly #uses: KeyUses;
  readonly #refusals = new KeyRefusals();
  /** A kept key never changes. */
  readonly #kept = new LRUCache<string, ClientKey>({ max: KEYS_KEPT });

  constructor(private readonly parts: ClientKeyParts) {
    this.#uses = new KeyUses(parts.credentials);
  }

  /**
   * The key is shown this once. First the fact goes into the log, then the hash into the credentials: a crash between the
   * two leaves a key on record that opens nothing.
   */
  async issue(command: IssueClientKey): Promise<Receipt & { prefix: string; key: string }> {
    const { engine, credentials } = this.parts;
    const prefix = randomPrefix();
    const secret = randomBytes(32).toString('base64url');
    const receipt = await engine.execute(amended(command, { prefix }));
    must(!receipt.repeated, 'client.key-shown-once');
    const digest = digestOf(secret).toString('hex');
    await credentials.keepClientKey({ prefix, clientId: command.id, digest });
    return { ...receipt, prefix, key: `rk_${prefix}_${secret}` };
  }

  async authenticate(token: string, program: string): Promise<Authenticated> {
    const [, prefix = '', secret = ''] = KEY.exec(token) ?? [];
    return asJudged(
      () => this.#judged(prefix, secret, program),
      (tried) => this.#entered(tried),
    );
  }

  /** When each key of the client was used last, by prefix. */
  lastUses(clientId: string, prefixes: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
    return this.#uses.of(clientId, prefixes);
  }

  async onModuleDestroy(): Promise<void> {
    await this.#uses.flush();
  }

  async #find(prefix: string): Promise<Tried | undefined> {
    const kept = this.#kept.get(prefix) ?? (prefix ? await this.parts.credentials.clientKey(prefix) : undefined);
    if (!kept) return undefined;
    this.#kept.set(prefix, kept);
    const { state: client } = await this.parts.engine.lookup.state(clientDecider, kept.clientId);
    const key = client?.keys.get(prefix);
    return client && key ? { kept, client, key } : undefined;
  }

  async #judged(prefix: string, secret: string, program: string): Promise<Tried> {
    const tried = await this.#find(prefix);
    if (!tried) {
      this.parts.onUnknownKey?.();
      throw new RuleBroken('client.key-invalid');
    }
    const today = dateOf(this.parts.engine.clock.now());
    const cause = isSecret(secret, tried.kept) ? faultOf(tried, today) : 'wrong-secret';
    return cause ? this.#refuse(tried.kept, cause, program) : tried;
  }

  async #entered({ kept: { prefix, clientId }, client, key }: Tried): Promise<Authenticated> {
    const { engine } = this.parts;
    const at = engine.clock.now();
    const actor = await actorOfClient(engine, clientId, client);
    if (key.usedOn !== dateOf(at)) await engine.execute(issued(engine, RecordKeyUse, actor, { id: clientId, prefix }));
    this.#uses.note(prefix, at);
    return { actor, key: prefix, scopes: client.scopes, mustChangePassword: false, at };
  }

  async #refuse({ prefix, clientId: id }: ClientKey, cause: Cause, program: string): Promise<never> {
    const { engine } = this.parts;
    const attempts = this.#refusals.counted(prefix, cause);
    if (attempts !== undefined) {
      await engine.execute(issued(engine, RecordKeyRefusal, nobody(program), { id, prefix, cause, attempts }));
    }
    throw new RuleBroken(codes[cause], { prefix });
  }
}
