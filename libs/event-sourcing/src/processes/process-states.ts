import type { EventStore } from '../appending/event-store.js';
import type { Recorded } from '../event.js';
import type { Input, Process } from './process.js';

interface Remembered {
  /** How many facts are folded in, and the last of them. */
  readonly count: number;
  readonly cause: string | undefined;
  readonly state: unknown;
}

const CAPACITY = 1_000;

/** The folded states of targets, from the facts that their inboxes name. Those used last are kept. */
export class ProcessStates {
  readonly #kept = new Map<string, Remembered>();

  constructor(private readonly store: Pick<EventStore, 'readStream'>) {}

  /** Gives a fold, apart from reading, because a store that fails is no fault of the target. It throws what `evolve` throws. */
  async before(process: Process, target: string, taken: readonly Input[]): Promise<() => unknown> {
    const key = `${process.name}-${target}`;
    const from = this.#known(key, process, taken);
    const events = await this.#read(taken.slice(from.count));
    return () => {
      const state = events.reduce<unknown>((state, event) => process.evolve!(state, event), from.state);
      this.#keep(key, { count: taken.length, cause: taken.at(-1)?.cause, state });
      return state;
    };
  }

  async event({ stream, version, cause }: Input): Promise<Recorded> {
    const event = (await this.store.readStream(stream, version - 1)).find(({ id }) => id === cause);
    if (!event) throw new Error(`${stream} has no event ${cause}`);
    return event;
  }

  #known(key: string, { initial }: Process, taken: readonly Input[]): Remembered {
    const kept = this.#kept.get(key);
    const fits = kept && taken[kept.count - 1]?.cause === kept.cause;
    return fits ? kept : { count: 0, cause: undefined, state: initial };
  }

  #keep(key: string, remembered: Remembered): void {
    this.#kept.delete(key);
    this.#kept.set(key, remembered);
    if (this.#kept.size > CAPACITY) this.#kept.delete(this.#kept.keys().next().value!);
  }

  async #read(inputs: readonly Input[]): Promise<Recorded[]> {
    const first = new Map<string, number>();
    for (const { stream, version } of inputs) first.set(stream, Math.min(version, first.get(stream) ?? version));
    const streams = [...first].map(([stream, version]) => this.store.readStream(stream, version - 1));
    const found = new Map((await Promise.all(streams)).flat().map((event) => [event.id, event]));
    return inputs.map(({ cause, stream }) => {
      const event = found.get(cause);
      if (!event) throw new Error(`${stream} has no event ${cause}`);
      return event;
    });
  }
}
