import { HistoryDamaged, type Position } from '#event-sourcing';
import type { Damage } from '../damage.js';
import type { Head } from '../tree/head.js';
import { Appending, type Call, PART, type Stored } from './appending.js';
import type { Sealed, Sealing } from './sealer.js';

export interface GuardOptions {
  /** Longest time from an append until it is read back and sealed, in milliseconds, while the store answers. */
  readonly everyMs?: number;
  readonly onDamage?: (damage: Damage) => void;
  /** Told when everything that stood in the log is sealed, and while it is not. */
  readonly onSealed?: (head: Head, more: boolean) => void;
  /** Told when a turn failed, which is tried again. */
  readonly onFailure?: (error: unknown) => void;
}

const PATIENCE_MS = 30_000;
const nothing = (): void => undefined;
const unwatched: Required<GuardOptions> = {
  everyMs: 2_000,
  onDamage: nothing,
  onSealed: nothing,
  onFailure: nothing,
};
/** So many appended events are not kept in memory: the next turn begins. */
const MANY = 10_000;
/** Knows whether the stored history is as it was, and has it sealed; nobody else asks for a turn of the sealing. */
export class HistoryGuard {
  readonly #appending: Appending;
  readonly #options: Required<GuardOptions>;
  #state: Sealed = { more: false };
  #seals = false;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;
  #failure: { readonly since: number; readonly why: string } | undefined;
  /** Handed over since the turn before. */
  #handed = 0;

  /** `head` is that of the store which this process appends to. */
  constructor(
    private readonly sealing: Sealing,
    head: () => Promise<Position>,
    options: GuardOptions = {},
  ) {
    this.#options = { ...unwatched, ...options };
    this.#appending = new Appending(head);
  }

  /** Checks the end of the log; a difference is told, and nothing throws. */
  async open(): Promise<void> {
    this.#take(await this.sealing.open());
    this.#wait();
  }

  get damage(): Damage | undefined {
    return this.#state.damage;
  }

  get head(): Head | undefined {
    return this.#state.head;
  }

  /** Appended by this process, and not read back yet. */
  get awaited(): number {
    return this.#appending.waiting;
  }

  /** Why nothing has been read back and sealed for longer than an outage of the store explains. */
  get failure(): string | undefined {
    const { since = Infinity, why } = this.#failure ?? {};
    return performance.now() - since > PATIENCE_MS ? why : undefined;
  }

  /** Whether everything that stood in the log at the last turn is sealed. */
  get level(): boolean {
    return !this.#state.more;
  }

  /** From now on this process seals. */
  lead(): void {
    this.#seals = true;
    void this.look();
  }

  /** Seals what stands there, and leaves the rest to another process. */
  async rest(): Promise<void> {
    if (!this.#seals) return;
    await this.#running;
    await this.look();
    this.#seals = false;
  }

  mustBeWhole(): void {
    if (this.damage) throw new HistoryDamaged({ ...this.damage });
  }

  found(damage: Damage): void {
    if (!this.damage) this.#take({ ...this.#state, damage });
  }

  /** An append begins; throws HistoryDamaged when there is nothing to append to. */
  begin(): Call {
    this.mustBeWhole();
    return this.#appending.begin();
  }

  end(call: Call, stored: Stored): void {
    this.#appending.end(call, stored);
    if (this.#appending.waiting >= PART) void this.#handOver().catch(this.#failed);
    if (this.#handed + this.#appending.waiting >= MANY) void this.look();
  }

  /** Reads back and seals what stands in the log now. */
  look(): Promise<void> {
    this.#running ??= this.#look().finally(() => {
      this.#running = undefined;
      this.#wait();
    });
    return this.#running;
  }

  /** What was appended last is read back and sealed before it closes. */
  async close(): Promise<void> {
    await this.#running;
    if (this.#appending.waiting > 0) await this.look();
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.sealing.close();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#closed || this.damage) return;
    this.#timer = setTimeout(() => void this.look(), this.#options.everyMs).unref();
  }

  async #look(): Promise<void> {
    try {
      do {
        await this.#handOver();
        this.#handed = 0;
        this.#take(await this.sealing.turn({ seal: this.#seals, upTo: await this.#appending.safe() }));
      } while (this.#state.more && !this.damage && !this.#closed);
      this.#failure = undefined;
    } catch (error) {
      this.#failed(error);
    }
  }

  readonly #failed = (error: unknown): void => {
    this.#failure ??= { since: performance.now(), why: error instanceof Error ? error.message : String(error) };
    this.#options.onFailure(error);
  };

  /** What waits now; what comes meanwhile goes with the next. */
  async #handOver(): Promise<void> {
    const given: Promise<void>[] = [];
    for (let due = this.#appending.waiting; due > 0;) {
      const before = this.#appending.waiting;
      const part = this.#appending.part();
      const taken = before - this.#appending.waiting;
      due -= taken;
      this.#handed += taken;
      given.push(this.sealing.await(part));
    }
    await Promise.all(given);
  }

  #take({ head, more, damage }: Sealed): void {
    const before = this.#state;
    this.#state = { head, more, damage: before.damage ?? damage };
    if (head && head.size !== before.head?.size) this.#options.onSealed(head, more);
    if (!before.damage && damage) this.#options.onDamage(damage);
  }
}
