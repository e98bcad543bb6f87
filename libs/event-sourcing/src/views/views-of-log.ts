import type { EventStore } from '../appending/event-store.js';
import { forwarded } from '../appending/forwarded.js';
import { isReachedIn } from '../appending/marks.js';
import { OtherLog } from '../errors.js';
import { BEGINNING, comparePositions } from '../event.js';
import type { Observer } from '../observer.js';
import type { View } from './projection.js';
import type { ReadStore, ViewReader } from './read-store.js';

const LOOK_AGAIN_MS = 1_000;

interface Look {
  readonly at: number;
  /** False where no generation is live yet. */
  readonly outcome: Promise<boolean>;
}

/**
 * Whether the rows that are kept were made of the log that is here: looked at again once a second for each view that is
 * asked. A process that has seen both agree and then differ has lived on another log, whose states it remembers: it
 * answers and takes nothing until it is started again.
 */
export class ViewsOfLog {
  readonly #looks = new Map<string, Look>();
  #agreed = false;
  /** Rows were there: until a generation is live again, there is nothing to show instead. */
  #setAside = false;
  #replaced: OtherLog | undefined;

  constructor(
    private readonly store: EventStore,
    private readonly readStore: Pick<ReadStore, 'reached' | 'onSetAside'>,
  ) {
    readStore.onSetAside?.(() => {
      this.#setAside = true;
      this.#looks.clear();
    });
  }

  /** The observer is told as before. */
  watching<Told extends Pick<Observer, 'viewsHalted'>>(told: Told): Told {
    const viewsHalted = (error: unknown) => {
      if (error instanceof OtherLog) this.#replaced ??= error;
      told.viewsHalted?.(error);
    };
    return { ...told, viewsHalted };
  }

  /** Nothing is appended to a log that took the place of the one this process knows. */
  over(store: EventStore): EventStore {
    const append: EventStore['append'] = async (appends) => {
      this.mustGoOn();
      return store.append(appends);
    };
    return { ...forwarded(store), append };
  }

  /** Throws OtherLog. */
  mustGoOn(): void {
    if (this.#replaced) throw this.#replaced;
  }

  /** False where no generation is live yet. Throws OtherLog. */
  async mustMatch(view: string): Promise<boolean> {
    this.mustGoOn();
    const now = performance.now();
    const known = this.#looks.get(view);
    if (known && now - known.at < LOOK_AGAIN_MS) return known.outcome;
    const outcome = this.#look(view);
    this.#looks.set(view, { at: now, outcome });
    const forget = () => this.#looks.delete(view);
    outcome.then((live) => live || forget(), forget);
    return outcome;
  }

  /** The first of the views that is not of this log. */
  async differing(views: readonly View[]): Promise<OtherLog | undefined> {
    try {
      for (const { name } of views) await this.mustMatch(name);
      return undefined;
    } catch (error) {
      if (error instanceof OtherLog) return error;
      throw error;
    }
  }

  async #look(view: string): Promise<boolean> {
    const reached = await this.readStore.reached(view);
    // Of an empty log there is nothing to show.
    if (!reached) return (await this.store.head()) === BEGINNING;
    const { position, mark } = reached;
    if (position === BEGINNING) return this.#isWithoutRows(view);
    // Nobody can tell of which log one without a mark was made; it is made anew already.
    const fits = mark === undefined ? this.#isWithin(position) : isReachedIn(this.store, reached);
    if (await fits) {
      this.#agreed = true;
      return true;
    }
    const other = new OtherLog({ what: view, position, head: await this.store.head() });
    if (this.#agreed) this.#replaced ??= other;
    throw other;
  }

  /** Nobody has begun to keep it, as before the first projector: it may be begun at any time. */
  async #isWithoutRows(view: string): Promise<boolean> {
    this.#looks.delete(view);
    return !this.#setAside || (await this.store.head()) === BEGINNING;
  }

  async #isWithin(position: string): Promise<boolean> {
    return comparePositions(position, await this.store.head()) <= 0;
  }
}

/** Shows rows of this log only, and waits for a view of which none are there yet. */
export const ofThisLog = (
  reader: ViewReader,
  views: Pick<ViewsOfLog, 'mustMatch' | 'mustGoOn'>,
  built: (view: View) => Promise<void>,
): ViewReader => {
  const must = async (view: View) => {
    if (view.fromStream !== undefined) views.mustGoOn();
    else if (!(await views.mustMatch(view.name))) await built(view);
  };
  return {
    find: async (view, key, moment) => must(view as View).then(() => reader.find(view, key, moment)),
    list: async (view, query) => must(view as View).then(() => reader.list(view, query)),
    count: async (view, column, query) => must(view as View).then(() => reader.count(view, column, query)),
    history: async (view, key) => must(view as View).then(() => reader.history(view, key)),
  };
};
