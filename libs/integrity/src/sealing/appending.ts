import { BEGINNING, comparePositions, type Position } from '#event-sourcing';
import type { Fields } from './appended.js';

/** One call of the store's append, from its beginning until its events were handed over to the sealer. */
export interface Call {
  /** Its events stand behind this position. */
  readonly behind: Position;
  /** Absent while the store works. */
  events?: Fields;
  count: number;
}

/** What a call has stored, and the newest position that the store has told. */
export interface Stored {
  readonly events: Fields;
  readonly count: number;
  readonly reached: Position;
}

/** Handed over at a time. What is larger than some hundred KiB costs the allocator more than it saves. */
export const PART = 64;

const least = (positions: readonly Position[]): Position | undefined =>
  positions.toSorted((a, b) => comparePositions(a, b))[0];

/**
 * What this process appends. An event may be read back before its append has answered here, so the sealer reads only as
 * far as everything that this process has stored was handed over to it.
 */
export class Appending {
  readonly #calls = new Set<Call>();
  #begun = 0;
  /** The newest position that this process knows of. */
  #reached: Position = BEGINNING;
  /** Events that wait to be handed over. */
  waiting = 0;

  constructor(private readonly head: () => Promise<Position>) {}

  begin(): Call {
    const call = { behind: this.#reached, count: 0 };
    this.#begun += 1;
    this.#calls.add(call);
    return call;
  }

  end(call: Call, { events, count, reached }: Stored): void {
    this.#know(reached);
    if (count === 0) return void this.#calls.delete(call);
    Object.assign(call, { events, count });
    this.waiting += count;
  }

  /** Some of those that wait, taken off. */
  part(): Fields {
    const part: (string | number)[] = [];
    let taken = 0;
    for (const call of this.#calls) {
      if (!call.events) continue;
      if (taken >= PART) break;
      for (const field of call.events) part.push(field);
      taken += call.count;
      this.#calls.delete(call);
    }
    this.waiting -= taken;
    return part;
  }

  /** Up to here everything that this process has stored was handed over. */
  async safe(): Promise<Position> {
    const open = least([...this.#calls].map(({ behind }) => behind));
    if (open !== undefined) return open;
    const { begun, reached } = { begun: this.#begun, reached: this.#reached };
    const head = await this.head();
    if (this.#begun !== begun) return reached;
    this.#know(head);
    // What was acknowledged must be there, also when the log ends before.
    return this.#reached;
  }

  #know(position: Position): void {
    if (comparePositions(position, this.#reached) > 0) this.#reached = position;
  }
}
