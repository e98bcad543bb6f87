import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import { LeaseLost, type ViewsLease } from '#event-sourcing';
import { raw, sql } from '../queries/sql.js';
import { didNotHold, type PostgresConnection, type Session, unless } from './postgres-connection.js';

const NAME = 'projector';
const EXPIRES_MS = 2_500;
const RENEW_MS = 500;

const expiry = sql`clock_timestamp() + ${raw(String(EXPIRES_MS))} * interval '1 millisecond'`;

/**
 * The right to write the views of one database, held by one process at a time, by the database's clock. Each holder gets
 * a higher epoch, and every transaction that writes proves its own, so that a process which slept through the end of its
 * lease writes nothing when it wakes.
 */
export class ProjectorLease implements ViewsLease {
  readonly #owner = `${hostname()} ${process.pid} ${randomUUID()}`;
  readonly #lost = new Set<() => void>();
  /** By view, the epoch in which it was opened. */
  readonly #opened = new Map<string, number | undefined>();
  #epoch: number | undefined;
  #taking: Promise<boolean> | undefined;
  #renewing: NodeJS.Timeout | undefined;

  constructor(private readonly connection: PostgresConnection) {}

  get held(): boolean {
    return this.#epoch !== undefined;
  }

  onLost(listener: () => void): () => void {
    this.#lost.add(listener);
    return () => this.#lost.delete(listener);
  }

  async take(): Promise<boolean> {
    if (this.held) return true;
    this.#taking ??= this.#take().finally(() => (this.#taking = undefined));
    return this.#taking;
  }

  /** Each taking is an epoch of its own, so that two at a time would end one another. */
  async #take(): Promise<boolean> {
    const [taken] = await this.connection.all(
      sql<{ epoch: number }>`insert into lease as l (name, owner, epoch, expires_at)
        values (${NAME}, ${this.#owner}, 1, ${expiry}) on conflict (name) do update
        set owner = excluded.owner, epoch = l.epoch + 1, expires_at = excluded.expires_at
        where l.expires_at < clock_timestamp() or l.owner = excluded.owner returning epoch`,
    );
    if (!taken) return false;
    this.#epoch = taken.epoch;
    clearInterval(this.#renewing);
    this.#renewing = setInterval(() => void this.#renew(), RENEW_MS).unref();
    return true;
  }

  /** Within a transaction that has proved the lease: what is read of the view from now on holds as long as this epoch. */
  opened(view: string): void {
    this.#opened.set(view, this.#epoch);
  }

  /**
   * The epoch in which all of them were opened. Throws LeaseLost when it is over, also when the lease was taken anew: rows
   * read before say nothing of what another holder has written since.
   */
  openedIn(views: readonly string[]): number {
    const epoch = this.#epoch;
    if (epoch === undefined || views.some((view) => this.#opened.get(view) !== epoch)) throw new LeaseLost();
    return epoch;
  }

  /**
   * First in every transaction that writes: nobody else can take the lease before it ends. Fails in the server, so that
   * statements may be sent behind it at once. Throws LeaseLost.
   */
  async prove(session: Session, epoch = this.#epoch ?? -1): Promise<void> {
    const mine = sql`select 1 from lease where name = ${NAME} and owner = ${this.#owner} and epoch = ${epoch} for share`;
    try {
      await session.all(sql`${raw(unless('count(*) = 1'))} from (${mine}) as mine`);
    } catch (error) {
      if (!didNotHold(error)) throw error;
      if (epoch === (this.#epoch ?? -1)) this.#end();
      throw new LeaseLost();
    }
  }

  async release(): Promise<void> {
    const epoch = this.#epoch;
    this.#end();
    if (epoch === undefined) return;
    await this.connection.all(sql`update lease set expires_at = '-infinity'
      where name = ${NAME} and owner = ${this.#owner} and epoch = ${epoch}`);
  }

  async #renew(): Promise<void> {
    const epoch = this.#epoch;
    try {
      const [renewed] = await this.connection.all(sql`update lease set expires_at = ${expiry}
        where name = ${NAME} and owner = ${this.#owner} and epoch = ${epoch ?? -1} returning epoch`);
      if (!renewed && epoch === this.#epoch) this.#end();
    } catch {
      // The next turn tries again; if the lease has passed on by then, that turn says so.
    }
  }

  #end(): void {
    clearInterval(this.#renewing);
    if (this.#epoch === undefined) return;
    this.#epoch = undefined;
    for (const listener of this.#lost) listener();
  }
}
