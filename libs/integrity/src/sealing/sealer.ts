import { BEGINNING, type Clock, comparePositions, type Event, type Position, type Recorded } from '#event-sourcing';
import { type Damage, Damaged } from '../damage.js';
import { leafOf } from '../entries/entry.js';
import { type ReadLog, readBehind } from '../entries/log-reading.js';
import { type Head, noteDamage, readHead } from '../tree/head.js';
import type { Leaf, TileFolder } from '../tree/tile-folder.js';
import { Awaited, type Fields } from './appended.js';
import { checkTail } from './tail-check.js';

/** Events in one read. */
const BATCH = 2_000;
/** Events sealed with one sync, at most: whoever appends meanwhile waits for the same disk. */
const SEALED_AT_ONCE = 16 * BATCH;

export interface Turn {
  /** How far to read. */
  readonly upTo: Position;
  /** Whether this process seals; one of all that share a log does. The others look at what they appended only. */
  readonly seal: boolean;
}

export interface Sealed {
  readonly head?: Head;
  /** Events stand in the log that were not looked at in this turn. */
  readonly more: boolean;
  readonly damage?: Damage;
}

/** Where the work of a sealer is done: in this thread, or in one beside it. */
export interface Sealing {
  open(): Promise<Sealed>;
  /** Hands over what this process has appended. */
  await(appended: Fields): Promise<void>;
  turn(turn: Turn): Promise<Sealed>;
  close(): Promise<void>;
}

/** Reads back what was stored, compares it with what was appended, and seals it; up to the first thing that differs. */
export class Sealer implements Sealing {
  readonly #awaited = new Awaited();
  /** Up to here this process has looked at the log. */
  #looked: Position = BEGINNING;
  #seals = false;
  #damage: Damage | undefined;

  constructor(
    private readonly log: ReadLog,
    private readonly tiles: TileFolder,
    private readonly clock: Clock,
  ) {}

  /** Checks the end of the log against its tree. */
  async open(): Promise<Sealed> {
    this.#looked = await this.log.head();
    this.#damage = await checkTail(this.log, this.tiles);
    return this.#told(false);
  }

  async await(appended: Fields): Promise<void> {
    this.#awaited.add(appended);
  }

  async turn({ seal, upTo }: Turn): Promise<Sealed> {
    if (this.#damage) return this.#told(false);
    try {
      if (seal) return this.#told(await this.#sealNext(upTo));
      this.#seals = false;
      return this.#told(await this.#compareNext(upTo));
    } catch (error) {
      if (!(error instanceof Damaged)) throw error;
      this.#damage = error.damage;
      noteDamage(this.tiles.path, error.damage);
      return this.#told(false);
    }
  }

  async close(): Promise<void> {
    this.tiles.close();
  }

  #told(more: boolean): Sealed {
    return { head: this.tiles.head, more, damage: this.#damage };
  }

  async #sealNext(upTo: Position): Promise<boolean> {
    if (!this.#seals || this.#isOvertaken()) {
      while (await this.#compareNext(upTo));
      this.tiles.reload();
      this.#seals = true;
    }
    const leaves: Leaf[] = [];
    try {
      while (await this.#leavesBehind(leaves, upTo)) if (leaves.length >= SEALED_AT_ONCE) return true;
      return false;
    } finally {
      // Also what stands before the first event that differs.
      if (leaves.length > 0) this.tiles.append(leaves, this.clock.now());
    }
  }

  /** Adds those of one more read; whether there is more. */
  async #leavesBehind(leaves: Leaf[], upTo: Position): Promise<boolean> {
    const { size = 0, position: sealed = BEGINNING } = this.tiles.head ?? {};
    const events = await this.#read(leaves.at(-1)?.position ?? sealed, upTo);
    for (const event of events) {
      const index = size + leaves.length;
      this.#awaited.compare(event, index);
      leaves.push({ hash: leafOf(event, index), position: event.position });
    }
    return this.#looking(events, upTo);
  }

  /** Another process has sealed, because it still believes to be the one that does. */
  #isOvertaken(): boolean {
    return readHead(this.tiles.path)?.size !== this.tiles.head?.size;
  }

  async #compareNext(upTo: Position): Promise<boolean> {
    const events = this.#awaited.size > 0 ? await this.#read(this.#looked, upTo) : [];
    for (const event of events) this.#awaited.compare(event);
    return this.#looking(events, upTo);
  }

  async #read(after: Position, upTo: Position): Promise<Recorded<Event>[]> {
    if (comparePositions(after, upTo) >= 0) return [];
    const events = await readBehind(this.log, after, BATCH);
    return events.filter(({ position }) => comparePositions(position, upTo) <= 0);
  }

  #looking(events: readonly Recorded<Event>[], upTo: Position): boolean {
    const more = events.length === BATCH;
    const looked = more ? events.at(-1)!.position : upTo;
    if (comparePositions(looked, this.#looked) > 0) this.#looked = looked;
    const damage = this.#awaited.missing(this.#looked);
    if (damage) throw new Damaged(damage);
    return more;
  }
}
