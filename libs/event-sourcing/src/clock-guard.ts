import type { Clock } from './clock.js';
import { ClockImplausible } from './errors.js';
import type { EventStore } from './appending/event-store.js';
import type { Instant } from './event.js';
import { forwarded } from './appending/forwarded.js';
import { newestOf } from './appending/newest.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
/** While running: what the clock may be ahead of the time that has passed. More was set by somebody, or is broken. */
export const JUMP_MS = HOUR_MS;
/** At a start: what the clock may be ahead of the newest event. A longer stop is less likely than a wrong clock. */
export const STOP_MS = 400 * DAY_MS;
/** What the clock may be behind the newest event before it is told. */
export const BEHIND_MS = 5 * MINUTE_MS;

/** The clock cannot be right, and nothing is appended. */
export interface ClockHeld {
  readonly wall: Instant;
  /** Where the clock should stand, or at a start the time of the newest event. */
  readonly expected: Instant;
  readonly since: 'start' | 'running';
}

export interface ClockStanding {
  readonly held?: ClockHeld;
  /** How far the clock is behind the newest event; people go on working, and their events bear that event's time. */
  readonly behindMs?: number;
}

export interface ClockSources {
  readonly clock: Clock;
  /** Seconds that have passed since some fixed moment, the time that the machine slept included. */
  readonly uptime: () => number;
}

const instant = (ms: number): Instant => new Date(ms).toISOString();

/**
 * Whether the wall clock can be right. What was recorded under a wrong clock cannot be unsaid, and every later event would
 * bear its time: beyond the bounds nothing is appended until the clock is right again or somebody has accepted it.
 */
export class ClockGuard {
  #last: { readonly wall: number; readonly uptime: number };
  #held: ClockHeld | undefined;
  #newest = 0;

  constructor(
    private readonly store: EventStore,
    private readonly sources: ClockSources,
  ) {
    this.#last = this.#now();
  }

  /** Looks at the clock beside the newest event; nothing throws. */
  async open(): Promise<void> {
    await this.#read();
    const { wall } = this.#now();
    if (this.#newest === 0 || wall - this.#newest <= STOP_MS) return;
    this.#held = { wall: instant(wall), expected: instant(this.#newest), since: 'start' };
  }

  /** This or a store over it, to which nothing is appended while the clock cannot be right. */
  over(store: EventStore): EventStore {
    const append: EventStore['append'] = async (appends) => {
      const { held } = await this.standing();
      if (held) throw new ClockImplausible(held);
      const results = await store.append(appends);
      for (const one of results) if (!(one instanceof Error)) this.#newest = Date.parse(one.recordedAt);
      return results;
    };
    return { ...forwarded(store), append };
  }

  async standing(): Promise<ClockStanding> {
    this.#look();
    if (this.#held && (await this.#isAccepted())) this.#release();
    const behindMs = this.#newest - this.#now().wall;
    return { held: this.#held, ...(behindMs > BEHIND_MS ? { behindMs } : {}) };
  }

  #look(): void {
    const now = this.#now();
    if (this.#held?.since === 'start') return;
    const expected = this.#last.wall + now.uptime - this.#last.uptime;
    const ahead = now.wall - expected > JUMP_MS;
    // The last time that was right stays the measure until the clock is right again.
    if (ahead) this.#held = { wall: instant(now.wall), expected: instant(expected), since: 'running' };
    else this.#release();
  }

  #release(): void {
    this.#held = undefined;
    this.#last = this.#now();
  }

  /** Another process has recorded something under this clock: somebody accepted it. Or the clock was put back. */
  async #isAccepted(): Promise<boolean> {
    await this.#read();
    const bound = this.#held!.since === 'start' ? STOP_MS : JUMP_MS;
    return this.#now().wall - this.#newest <= bound;
  }

  async #read(): Promise<void> {
    const newest = await newestOf(this.store).catch(() => undefined);
    if (newest) this.#newest = Date.parse(newest.recordedAt);
  }

  #now() {
    const { clock, uptime } = this.sources;
    return { wall: Date.parse(clock.now()), uptime: uptime() * 1_000 };
  }
}
