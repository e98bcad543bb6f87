import type { Event, Position, Recorded } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { type Checkpoint, eventAt, markOf, readOn } from '../appending/marks.js';

export interface SubscriptionOptions {
  readonly batch?: number;
  /** How often to look even when no call comes, in milliseconds; the fallback for a lost notice. */
  readonly pollMs?: number;
  readonly signal: AbortSignal;
}

/**
 * Every event behind `after`, in total order, without gap or repeat, until the signal aborts. An empty batch is given
 * once each time the end is reached ("caught up"). The reader keeps its own checkpoint; nothing is remembered here.
 * Throws OtherLog when the event given last stands there no more.
 */
export async function* subscribe(
  store: EventStore,
  after: Position,
  { batch = 500, pollMs = 1_000, signal }: SubscriptionOptions,
): AsyncGenerator<Recorded<Event>[]> {
  const bell = new Bell();
  const stopListening = store.onAppended(() => bell.ring());
  signal.addEventListener('abort', () => bell.ring(), { once: true });
  try {
    yield* followed(store, after, bell, { batch, pollMs, signal });
  } finally {
    stopListening();
  }
}

async function* followed(
  store: EventStore,
  after: Position,
  bell: Bell,
  { batch, pollMs, signal }: Required<SubscriptionOptions>,
): AsyncGenerator<Recorded<Event>[]> {
  const first = await eventAt(store, after);
  let from: Checkpoint = { position: after, mark: first && markOf(first) };
  let caughtUp = false;
  while (!signal.aborted) {
    bell.silence();
    const events = await readOn(store, 'subscription', from, batch);
    if (signal.aborted) return;
    if (events.length > 0) {
      from = { position: events.at(-1)!.position, mark: markOf(events.at(-1)!) };
      caughtUp = false;
      yield events;
      if (events.length === batch || bell.hasRung) continue;
    }
    if (!caughtUp) yield [];
    caughtUp = true;
    await bell.rung(pollMs);
  }
}

/** Remembers a ring until silenced, so that a notice between a read and the wait is not lost. Wakes all who wait. */
export class Bell {
  #rung = false;
  readonly #waiting = new Set<() => void>();

  get hasRung(): boolean {
    return this.#rung;
  }

  ring(): void {
    this.#rung = true;
    for (const wake of this.#waiting) wake();
  }

  silence(): void {
    this.#rung = false;
  }

  async rung(withinMs: number): Promise<void> {
    if (this.#rung) return;
    await new Promise<void>((resolve) => {
      const wake = () => {
        clearTimeout(timer);
        this.#waiting.delete(wake);
        resolve();
      };
      const timer = setTimeout(wake, withinMs);
      this.#waiting.add(wake);
    });
  }
}
