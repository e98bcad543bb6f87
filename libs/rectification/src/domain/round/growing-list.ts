type Keys<Entry, Key extends string> = Readonly<Record<Key, (entry: Entry) => string>>;

/** Where each value of a key stands first, and how many different ones there are up to each entry. */
interface Index {
  readonly first: Map<string, number>;
  readonly different: number[];
}

/**
 * A list that is never changed: `with` answers a longer one. Versions share what they have in common, and find an entry
 * by its keys without looking through the others, so that thousands of entries are added in linear time.
 */
export class GrowingList<Entry, Key extends string> implements Iterable<Entry> {
  readonly #keys: Keys<Entry, Key>;
  readonly #entries: Entry[];
  readonly #indexes: ReadonlyMap<Key, Index>;

  private constructor(
    keys: Keys<Entry, Key>,
    readonly size = 0,
    entries: Entry[] = [],
    indexes?: ReadonlyMap<Key, Index>,
  ) {
    this.#keys = keys;
    this.#entries = entries;
    const names = Object.keys(keys) as Key[];
    this.#indexes = indexes ?? new Map(names.map((name) => [name, { first: new Map(), different: [] }]));
  }

  static by<Entry, Key extends string>(keys: Keys<Entry, Key>): GrowingList<Entry, Key> {
    return new GrowingList(keys);
  }

  /** Goes on in what is shared while nothing else did; beside another continuation it goes on in a copy. */
  with(entry: Entry): GrowingList<Entry, Key> {
    if (this.size === 0 || this.#entries.length > this.size) return this.#copied([...this, entry]);
    return this.#grown(entry);
  }

  changed(change: (entry: Entry) => Entry): GrowingList<Entry, Key> {
    return this.#copied([...this].map(change));
  }

  first(key: Key, value: string): Entry | undefined {
    const at = this.#indexes.get(key)!.first.get(value);
    return at !== undefined && at < this.size ? this.#entries[at] : undefined;
  }

  /** Number of different values of the key. */
  different(key: Key): number {
    return this.#indexes.get(key)!.different[this.size - 1] ?? 0;
  }

  *[Symbol.iterator](): Iterator<Entry> {
    for (let at = 0; at < this.size; at++) yield this.#entries[at]!;
  }

  #copied(entries: readonly Entry[]): GrowingList<Entry, Key> {
    let copy = new GrowingList<Entry, Key>(this.#keys);
    for (const entry of entries) copy = copy.#grown(entry);
    return copy;
  }

  #grown(entry: Entry): GrowingList<Entry, Key> {
    this.#entries.push(entry);
    for (const [key, { first, different }] of this.#indexes) {
      const value = this.#keys[key](entry);
      if (!first.has(value)) first.set(value, this.size);
      different.push(first.size);
    }
    return new GrowingList(this.#keys, this.size + 1, this.#entries, this.#indexes);
  }
}
