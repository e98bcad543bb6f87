import {
  type Checkpoint,
  type Generation,
  type Moment,
  type OpenRow,
  type Page,
  type Position,
  type ReadStore,
  type RowQuery,
  StoreUnavailable,
  type Versioned,
  type View,
  type ViewsSetAside,
  type ViewWrites,
} from '#event-sourcing';
import { SqliteReadStore } from './sqlite-read-store.js';
import { isDamage, setAside, setAsideWhereDamaged } from './views-file.js';

/**
 * Views in a file that is set aside as soon as it is found damaged, at the start or at any question, and begun anew: whoever keeps the
 * views is told, opens them again, and builds them from the events.
 */
export class RenewedReadStore implements ReadStore {
  readonly name = 'sqlite';
  readonly #listeners = new Set<() => void>();
  #store: SqliteReadStore;
  #aside: ViewsSetAside | undefined;
  #renewing: Promise<void> | undefined;
  #closed = false;

  constructor(private readonly file: string) {
    this.#aside = setAsideWhereDamaged(file);
    this.#store = new SqliteReadStore(file);
  }

  /** The last file that was. */
  get setAside(): ViewsSetAside | undefined {
    return this.#aside;
  }

  onSetAside(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  open(view: View): Promise<Generation[]> {
    return this.#asked((store) => store.open(view));
  }

  begin(view: View): Promise<Generation> {
    return this.#asked((store) => store.begin(view));
  }

  discard(view: View): Promise<void> {
    return this.#asked((store) => store.discard(view));
  }

  goLive(generation: Generation): Promise<Generation> {
    return this.#asked((store) => store.goLive(generation));
  }

  load(generation: Generation, keys: readonly string[]): Promise<Map<string, OpenRow>> {
    return this.#asked((store) => store.load(generation, keys));
  }

  commit(writes: readonly ViewWrites[]): Promise<void> {
    return this.#asked((store) => store.commit(writes));
  }

  checkpoint(name: string): Promise<Position> {
    return this.#asked((store) => store.checkpoint(name));
  }

  reached(name: string): Promise<Checkpoint | undefined> {
    return this.#asked((store) => store.reached(name));
  }

  saveCheckpoint(name: string, from: Position, to: Checkpoint): Promise<void> {
    return this.#asked((store) => store.saveCheckpoint(name, from, to));
  }

  find<Row>(view: View<Row>, key: string, moment?: Moment): Promise<Versioned<Row> | undefined> {
    return this.#asked((store) => store.find(view, key, moment));
  }

  list<Row>(view: View<Row>, query: RowQuery): Promise<Page<Row>> {
    return this.#asked((store) => store.list(view, query));
  }

  count<Row>(view: View<Row>, column: string, query: RowQuery): Promise<ReadonlyMap<string | number, number>> {
    return this.#asked((store) => store.count(view, column, query));
  }

  history<Row>(view: View<Row>, key: string): Promise<readonly Versioned<Row>[]> {
    return this.#asked((store) => store.history(view, key));
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#renewing;
    await this.#store.close();
  }

  async #asked<T>(work: (store: SqliteReadStore) => Promise<T>): Promise<T> {
    const store = this.#store;
    try {
      return await work(store);
    } catch (error) {
      if (this.#closed || !this.#isOver(store, error)) throw error;
      await this.#renewing;
      throw new StoreUnavailable('视图文件已损坏，正在重建 / the views file was damaged; the views are built anew', {
        cause: error,
      });
    }
  }

  /** Also for what was asked of the file while somebody else found it damaged. */
  #isOver(store: SqliteReadStore, error: unknown): boolean {
    if (store !== this.#store || this.#renewing) return true;
    if (!isDamage(error)) return false;
    this.#renewing = this.#renew(error).finally(() => (this.#renewing = undefined));
    return true;
  }

  async #renew({ message }: Error): Promise<void> {
    await this.#store.close().catch(() => undefined);
    this.#aside = setAside(this.file, message);
    this.#store = new SqliteReadStore(this.file);
    for (const listener of this.#listeners) listener();
  }
}
