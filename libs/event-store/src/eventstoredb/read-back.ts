import type { ResolvedEvent } from '@eventstore/db-client';
import type { EventReader } from './event-reader.js';

interface Wanted {
  readonly stream: string;
  /** The version behind which the event stands. */
  readonly after: number;
  /** Where the server says that it wrote the event. */
  readonly at: bigint;
  readonly resolve: (found: ResolvedEvent | undefined) => void;
  readonly reject: (error: unknown) => void;
}

/** Events of others, and of the system, that may lie between those that were written side by side. */
const ROOM = 64;
const GATHERING_TURNS = 16;

const place = (stream: unknown, version: unknown): string => `${stream}@${version}`;

/**
 * Fetches single events that were just written. One read of the log serves all that came while another was in the air,
 * and those that come while it is, when it shows theirs, too.
 */
export class ReadBack {
  #waiting: Wanted[] = [];
  #reading = false;

  constructor(private readonly reader: EventReader) {}

  /** As stored behind the version; from the stream itself where the log does not show the event at its place. */
  async behind(stream: string, after: number, at: bigint): Promise<ResolvedEvent[]> {
    const found = await new Promise<ResolvedEvent | undefined>((resolve, reject) => {
      this.#waiting.push({ stream, after, at, resolve, reject });
      if (!this.#reading) void this.#serveAll();
    });
    return found ? [found] : this.reader.streamAsStored(stream, after);
  }

  async #serveAll(): Promise<void> {
    this.#reading = true;
    while (this.#waiting.length > 0) {
      await this.#gather();
      await this.#serve(this.#waiting.splice(0));
    }
    this.#reading = false;
  }

  /** What was written side by side is acknowledged one after the other: waits turns of the event loop while more comes. */
  async #gather(): Promise<void> {
    for (let turn = 0, before = 0; turn < GATHERING_TURNS && this.#waiting.length > before; turn++) {
      before = this.#waiting.length;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async #serve(wanted: readonly Wanted[]): Promise<void> {
    const from = wanted.reduce((first, { at }) => (at < first ? at : first), wanted[0]!.at);
    try {
      const page = await this.reader.log(from, 2 * wanted.length + ROOM);
      const found = new Map(page.map((one) => [place(one.event?.streamId, one.event?.revision), one]));
      for (const one of this.#waiting.splice(0)) {
        const event = found.get(place(one.stream, one.after));
        if (event) one.resolve(event);
        else this.#waiting.push(one);
      }
      for (const { stream, after, resolve } of wanted) resolve(found.get(place(stream, after)));
    } catch (error) {
      for (const { reject } of wanted) reject(error);
    }
  }
}
