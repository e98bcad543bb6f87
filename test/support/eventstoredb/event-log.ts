import { EventEmitter } from 'node:events';
import type { Clock } from '#event-sourcing';

export interface Proposed {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

export interface Logged extends Proposed {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  /** Milliseconds since 1970. */
  readonly created: number;
}

export type ExpectedRevision = number | 'any' | 'no_stream' | 'stream_exists';

export type Decision =
  { readonly taken: true; readonly last: Logged } | { readonly taken: false; readonly current: number | undefined };

/** Bytes between two events of the log: positions have gaps, as on a real server. */
export const STEP = 100;

const exactly = (expected: ExpectedRevision): number | undefined =>
  expected === 'no_stream' ? -1 : typeof expected === 'number' ? expected : undefined;

/** What a server keeps, and its rules for taking a write. It outlives restarts of the servers that share it. */
export class EventLog {
  readonly all: Logged[] = [];
  readonly #streams = new Map<string, Logged[]>();
  /** The weak check of `any` remembers only this; a restart forgets it. */
  readonly #recent = new Map<string, Logged>();
  readonly #appended = new EventEmitter().setMaxListeners(0);

  constructor(private readonly clock: Clock) {}

  stream(name: string): readonly Logged[] {
    return this.#streams.get(name) ?? [];
  }

  append(stream: string, expected: ExpectedRevision, events: readonly Proposed[]): Decision {
    const known = this.#streams.get(stream) ?? [];
    const repeated = this.#repeated(known, expected, events);
    if (repeated) return { taken: true, last: repeated };
    const current = known.length - 1;
    const met = expected === 'any' || (expected === 'stream_exists' ? current >= 0 : exactly(expected) === current);
    if (!met) return { taken: false, current: current < 0 ? undefined : current };
    return { taken: true, last: this.#write(stream, known, events) };
  }

  onAppended(listener: (event: Logged) => void): () => void {
    this.#appended.on('appended', listener);
    return () => this.#appended.off('appended', listener);
  }

  forgetRecent(): void {
    this.#recent.clear();
  }

  #repeated(known: readonly Logged[], expected: ExpectedRevision, events: readonly Proposed[]): Logged | undefined {
    const at = exactly(expected) ?? this.#remembered(known, events[0]);
    if (at === undefined || at >= known.length - 1) return undefined;
    return events.every(({ id }, i) => known[at + 1 + i]?.id === id) ? known[at + events.length] : undefined;
  }

  /** The revision before an event that was written to this stream not long ago. */
  #remembered(known: readonly Logged[], first: Proposed | undefined): number | undefined {
    const recent = first && this.#recent.get(first.id);
    return recent && known[recent.revision] === recent ? recent.revision - 1 : undefined;
  }

  #write(stream: string, known: Logged[], events: readonly Proposed[]): Logged {
    this.#streams.set(stream, known);
    const created = Date.parse(this.clock.now());
    const written = events.map((event) => {
      const place = { stream, revision: known.length, position: (this.all.length + 1) * STEP, created };
      const logged = { ...event, ...place };
      known.push(logged);
      this.all.push(logged);
      this.#recent.set(event.id, logged);
      return logged;
    });
    written.forEach((event) => this.#appended.emit('appended', event));
    return written.at(-1)!;
  }
}
