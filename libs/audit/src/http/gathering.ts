import { LRUCache } from 'lru-cache';

export const HOUR_MS = 3_600_000;
const THINGS_WATCHED = 10_000;

interface Gathered<T> {
  readonly of: string;
  /** Counts among those of one person that are told apart. */
  readonly isDetailed: boolean;
  thing: T;
  more: number;
}

export interface Noted<T> {
  readonly key: string;
  readonly thing: T;
  /** Whose many things are to be bounded. */
  readonly of: string;
  /** What is gathered instead when there are too many of theirs; absent where their number is bounded by what exists. */
  readonly coarse?: { readonly key: string; readonly thing: T };
}

export interface GatheringOptions<T> {
  /** Rejects never. */
  readonly tell: (thing: T, times: number) => Promise<void>;
  /** How many of one person are told apart at a time, where there is something coarse to tell instead. */
  readonly most: number;
  /** When the number of those that followed is told before the hour is over. */
  readonly firstToldMs?: number;
  /** Of two of one key, what is told of both. */
  readonly merge?: (one: T, other: T) => T;
}

/**
 * Tells of the first of a kind at once, and of what follows within the hour as one number, so that a program that asks in a
 * loop fills nothing. What was not told yet is told by `stop`.
 */
export class Gathering<T> {
  readonly #kinds = new LRUCache<string, Gathered<T>>({ max: THINGS_WATCHED, dispose: (kind) => this.#forget(kind) });
  readonly #detailed = new Map<string, number>();
  readonly #timers = new Set<NodeJS.Timeout>();
  readonly #telling = new Set<Promise<void>>();

  constructor(private readonly options: GatheringOptions<T>) {}

  /** Over when it is told; at once for one that only counts. */
  note(noted: Noted<T>): Promise<void> {
    const { of } = noted;
    const { key, thing, isDetailed } = this.#asTold(noted);
    const kind = this.#kinds.get(key);
    if (!kind) return this.#begin(key, { of, isDetailed, thing, more: 0 });
    kind.thing = this.options.merge?.(kind.thing, thing) ?? kind.thing;
    kind.more += 1;
    return Promise.resolve();
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer);
    this.#kinds.clear();
    await Promise.all(this.#telling);
  }

  #asTold({ key, thing, of, coarse }: Noted<T>): Pick<Gathered<T>, 'thing' | 'isDetailed'> & { readonly key: string } {
    const isRoomy = (this.#detailed.get(of) ?? 0) < this.options.most;
    if (!coarse || isRoomy || this.#kinds.has(key)) return { key, thing, isDetailed: coarse !== undefined };
    return { ...coarse, isDetailed: false };
  }

  #begin(key: string, kind: Gathered<T>): Promise<void> {
    const { firstToldMs = HOUR_MS } = this.options;
    const end = () => {
      if (this.#kinds.peek(key) === kind) this.#kinds.delete(key);
    };
    if (kind.isDetailed) this.#count(kind.of, 1);
    this.#kinds.set(key, kind);
    if (firstToldMs < HOUR_MS) this.#after(firstToldMs, () => this.#tellMore(kind));
    this.#after(HOUR_MS, end);
    return this.#tell(kind, 1);
  }

  #after(ms: number, then: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      then();
    }, ms);
    this.#timers.add(timer.unref());
  }

  #count(of: string, change: number): void {
    const left = (this.#detailed.get(of) ?? 0) + change;
    if (left > 0) this.#detailed.set(of, left);
    else this.#detailed.delete(of);
  }

  #forget(kind: Gathered<T>): void {
    if (kind.isDetailed) this.#count(kind.of, -1);
    this.#tellMore(kind);
  }

  #tellMore(kind: Gathered<T>): void {
    const { more } = kind;
    kind.more = 0;
    if (more > 0) void this.#tell(kind, more);
  }

  #tell({ thing }: Gathered<T>, times: number): Promise<void> {
    const telling = this.options.tell(thing, times).finally(() => this.#telling.delete(telling));
    this.#telling.add(telling);
    return telling;
  }
}
