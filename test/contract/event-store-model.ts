import type { Append, StreamAppend } from '#event-sourcing';

/** What the model remembers of an event; data and metadata follow from its id. */
export interface Kept {
  readonly id: string;
  readonly stream: string;
  readonly version: number;
}

/** What a store must answer to one append. */
export interface Foretold {
  readonly outcome: 'ok' | 'idempotent' | 'ConcurrencyConflict' | 'KeyReused';
  /** Of each part's last event; empty when the append is refused. */
  readonly versions: readonly number[];
}

const refused = (outcome: Foretold['outcome']): Foretold => ({ outcome, versions: [] });

/** The port's promises in their plainest form: one list, searched from the start each time. */
export class EventStoreModel {
  #all: readonly Kept[] = [];

  get all(): readonly Kept[] {
    return this.#all;
  }

  stream(name: string): readonly Kept[] {
    return this.#all.filter(({ stream }) => stream === name);
  }

  version(name: string): number {
    return this.stream(name).length;
  }

  clone(): EventStoreModel {
    const copy = new EventStoreModel();
    copy.#all = this.#all;
    return copy;
  }

  become(other: EventStoreModel): void {
    this.#all = other.#all;
  }

  take(append: Append): Foretold {
    if (this.#stands(append)) return { outcome: 'idempotent', versions: append.map((part) => this.#lastVersion(part)) };
    const after = this.clone();
    for (const part of append) {
      if (!after.#fits(part)) return refused('ConcurrencyConflict');
      after.#write(part);
    }
    const ids = after.#all.map(({ id }) => id);
    if (new Set(ids).size < ids.length) return refused('KeyReused');
    const versions = append.map((part) => after.#lastVersion(part));
    this.become(after);
    return { outcome: 'ok', versions };
  }

  #fits({ stream, expected }: StreamAppend): boolean {
    const version = this.version(stream);
    if (expected === 'any') return true;
    if (expected === 'exists') return version > 0;
    return version === (expected === 'none' ? 0 : expected);
  }

  #write({ stream, events }: StreamAppend): void {
    const before = this.version(stream);
    this.#all = [...this.#all, ...events.map(({ id }, i) => ({ id, stream, version: before + i + 1 }))];
  }

  #find(wanted: string): Kept | undefined {
    return this.#all.find(({ id }) => id === wanted);
  }

  /** Every id stands one behind the other; where is told by the expectation, or else by the first id. */
  #stands(append: Append): boolean {
    return append.every(({ stream, expected, events }) => {
      const first = this.#find(events[0]!.id)?.version;
      const exact = expected === 'none' ? 0 : expected;
      const from = typeof exact === 'number' ? exact + 1 : first;
      return (
        first !== undefined &&
        events.every(({ id }, i) => {
          const kept = this.#find(id);
          return kept?.stream === stream && kept.version === from! + i;
        })
      );
    });
  }

  #lastVersion({ events }: StreamAppend): number {
    return this.#all.findLast(({ id }) => id === events.at(-1)!.id)!.version;
  }
}
