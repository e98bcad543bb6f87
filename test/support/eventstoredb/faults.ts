export type Fault =
  | 'silent'
  /** Takes the write and never says so. */
  | 'unanswered'
  | 'half-closed'
  | 'slow'
  | 'reset before commit'
  | 'reset after commit'
  | 'not leader';

export interface Injected {
  readonly fault: Fault;
  /** How long `slow` holds a request back before it is handled, in milliseconds. */
  readonly delayMs?: number;
}

export type Call = 'append' | 'read' | 'subscribe';

/** What the next calls meet; each fault is spent by one call. */
export class Faults {
  readonly #next: Record<Call, Injected[]> = { append: [], read: [], subscribe: [] };

  inject(call: Call, fault: Fault, { times = 1, delayMs = 0 } = {}): void {
    for (let i = 0; i < times; i++) this.#next[call].push({ fault, delayMs });
  }

  take(call: Call): Injected | undefined {
    return this.#next[call].shift();
  }

  /** How many still wait for a call. */
  left(call: Call): number {
    return this.#next[call].length;
  }

  clear(): void {
    for (const faults of Object.values(this.#next)) faults.length = 0;
  }
}
