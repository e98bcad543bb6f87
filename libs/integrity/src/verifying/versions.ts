import type { Event, Position, Recorded } from '#event-sourcing';
import type { Damage } from '../damage.js';

interface Stretch {
  readonly first: number;
  readonly index: number;
  readonly position: Position;
  readonly last: number;
}

const outOfOrder = (stream: string, expected: number, { first, index, position }: Stretch): Damage => ({
  kind: 'version-out-of-order',
  position,
  index,
  stream,
  version: first,
  expected: String(expected),
  found: String(first),
});

/** Whether the versions of each stream follow one another, in stretches of the log that are put together in order. */
export class Versions {
  readonly #streams: Map<string, Stretch>;

  constructor(streams: Iterable<readonly [string, Stretch]> = []) {
    this.#streams = new Map(streams);
  }

  /** As it goes from one thread to another. */
  get entries(): readonly (readonly [string, Stretch])[] {
    return [...this.#streams];
  }

  see({ stream, version, position }: Recorded<Event>, index: number): Damage | undefined {
    const seen = this.#streams.get(stream);
    const here = { first: version, index, position, last: version };
    this.#streams.set(stream, seen ? { ...seen, last: version } : here);
    return seen && version !== seen.last + 1 ? outOfOrder(stream, seen.last + 1, here) : undefined;
  }

  /** The first stretch begins with version 1, and a later one with what follows the one before. */
  follow(later: Versions): Damage | undefined {
    const found: Damage[] = [];
    for (const [stream, stretch] of later.#streams) {
      const seen = this.#streams.get(stream);
      const expected = (seen?.last ?? 0) + 1;
      if (stretch.first !== expected) found.push(outOfOrder(stream, expected, stretch));
      this.#streams.set(stream, seen ? { ...seen, last: stretch.last } : stretch);
    }
    return found.toSorted((a, b) => a.index! - b.index!)[0];
  }
}
