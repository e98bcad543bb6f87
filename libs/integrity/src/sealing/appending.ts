import { BEGINNING, comparePositions, type Position } from '#event-sourcing';

/** One call of the store's append, from its beginning until its events were handed over to the sealer. */
export interface Call {
  /** Its events stand behind this position. */
  readonly behind: Position;
  /** Absent while the store works. */
  events?: readonly string[];
}

/** Handed over at a time: the requests between are not held up. */
export const PART = 500;

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
    const call = { behind: this.#reached };
    this.#begun += 1;
    this.#calls.add(call);
    return call;
  }

  end(call: Call, events: readonly string[], reached: Position): void {
    call.events = events;
    this.waiting += events.length;
    this.#know(reached);
    if (events.length === 0) this.#calls.delete(call);
  }

  /** Some of those that wait, taken off. */
  part(): string[] {
    const part: string[] = [];
    for (const call of this.#calls) {
      if (!call.events) continue;
      if (part.length >= PART) break;
      part.push(...call.events);
      this.#calls.delete(call);
    }
    this.waiting -= part.length;
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
