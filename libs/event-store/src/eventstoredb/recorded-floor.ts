import type { Event, Instant, Recorded } from '#event-sourcing';

const FRESH_MS = 1_000;

/**
 * The newest recorded time seen at the end of the store. Every writer puts it into its events, so that recorded times
 * do not fall when the server's clock is set back or another node leads.
 */
export class RecordedFloor {
  #time: Instant = '';
  #seenAt = -Infinity;
  #looking: Promise<void> | undefined;

  constructor(private readonly last: () => Promise<Recorded<Event> | undefined>) {}

  /** To be told of events at the end of the store only. */
  see(recordedAt: Instant): void {
    if (recordedAt > this.#time) this.#time = recordedAt;
    this.#seenAt = performance.now();
  }

  /** After a lost connection another node may lead, by another clock. */
  doubt(): void {
    this.#seenAt = -Infinity;
  }

  async time(): Promise<Instant> {
    if (performance.now() - this.#seenAt > FRESH_MS) {
      this.#looking ??= this.#look().finally(() => (this.#looking = undefined));
      await this.#looking;
    }
    return this.#time;
  }

  async #look(): Promise<void> {
    this.see((await this.last())?.recordedAt ?? '');
  }
}
