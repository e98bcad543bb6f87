import { LRUCache } from 'lru-cache';
import type { Event, Recorded } from '#event-sourcing';
import type { Place } from '../admission.js';

const IDS_REMEMBERED = 200_000;

/** The ids at the beginning of one stream, without a gap, as far as they have been read. */
export class KnownStream {
  readonly #places = new Map<string, Place>();
  version = 0;

  learn(events: readonly Recorded<Event>[]): void {
    for (const { id, stream, version, position, recordedAt } of events) {
      if (version !== this.version + 1) continue;
      this.version = version;
      if (!this.#places.has(id)) this.#places.set(id, { stream, version, position, recordedAt });
    }
  }

  readonly place = (id: string): Place | undefined => this.#places.get(id);
}

/** Streams only grow, so what is known stays true; it may be less than what is there. */
export class KnownStreams {
  readonly #streams = new LRUCache<string, KnownStream>({
    maxSize: IDS_REMEMBERED,
    sizeCalculation: ({ version }) => version + 1,
  });

  of(stream: string): KnownStream {
    return this.#streams.get(stream) ?? new KnownStream();
  }

  learn(stream: string, events: readonly Recorded<Event>[], known = this.of(stream)): void {
    known.learn(events);
    // The cache weighs a value anew only when it comes anew.
    this.#streams.delete(stream);
    this.#streams.set(stream, known);
  }
}
