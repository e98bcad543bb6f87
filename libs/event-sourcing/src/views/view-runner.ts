import { ViewBehind } from '../errors.js';
import { BEGINNING, comparePositions, type Position } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { Halt } from './halt.js';
import type { Observer } from '../observer.js';
import type { View } from './projection.js';
import type { ReadStore } from './read-store.js';
import { watchSetAside } from './set-aside.js';
import { Bell } from './subscription.js';
import { type Turn, ViewFollower } from './view-follower.js';
import { isOver, type Rebuild, type RebuildProgress } from './view-rebuild.js';
import type { ViewStatus } from './view-track.js';

export interface ViewRunnerOptions {
  /** Events in one read, and at most in one transaction; what the read store likes best when absent. */
  readonly batch?: number;
  /** Rows remembered for each view. */
  readonly cachedRows?: number;
  /** How often to look for events even when no call comes, in milliseconds. */
  readonly pollMs?: number;
  readonly observer?: Observer;
}

/** Called after each stored batch with the new checkpoint of each live view that moved. */
export type CommitListener = (moved: ReadonlyMap<string, Position>) => void;

/** Under load, events that come within this time are taken together; a reader who waits cuts it short. */
const GATHERING_MS = 30;
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5_000;

/**
 * Keeps views up to date: reads each batch once for all views at the same checkpoint, folds in memory, and stores rows and
 * checkpoints together. A view whose fold throws stands still before that event until a restart or rebuild; the others go
 * on. A store that fails is asked again with growing pauses; nothing is ever thrown out of the loop.
 */
export class ViewRunner {
  private readonly views: readonly View[];
  readonly #follower: ViewFollower;
  readonly #pollMs: number;
  readonly #work = new Bell();
  readonly #end = new Bell();
  /** Rung by whoever waits for a position. */
  readonly #hurry = new Bell();
  #waiting = 0;
  readonly #requests: (() => Promise<void>)[] = [];
  readonly #ask = (work: () => Promise<void>) => this.#requests.push(work) && this.#work.ring();
  readonly #rebuilds = new Set<Rebuild>();
  readonly #listeners = new Set<CommitListener>();
  #loop: Promise<void> | undefined;
  #stopped = false;
  readonly #halt: Halt;

  constructor(
    private readonly store: EventStore,
    private readonly readStore: ReadStore,
    views: readonly View[],
    { batch = readStore.batch ?? 250, cachedRows = 2_000, pollMs = 1_000, observer = {} }: ViewRunnerOptions = {},
  ) {
    this.views = views.filter(({ fromStream }) => fromStream === undefined);
    this.#follower = new ViewFollower(
      store,
      readStore,
      { batch, cachedRows },
      {
        changed: (moved) => this.#changed(moved),
        failed: (view, { position, error }) => observer.viewFailed?.(view, String(position), error),
        discarded: (names) => observer.viewsDiscarded?.(names),
      },
    );
    this.#halt = new Halt(observer);
    this.#pollMs = pollMs;
  }

  /** Opens the views and begins to follow; does not wait until they have caught up. */
  async start(): Promise<void> {
    if (this.#loop) return;
    this.#stopped = false;
    this.#end.silence();
    await this.#follower.open(...this.views);
    this.#loop = this.#run();
  }

  /** Resolves when the batch in hand is stored. */
  async stop(): Promise<void> {
    this.#stopped = true;
    for (const bell of [this.#work, this.#end, this.#hurry]) bell.ring();
    await this.#loop;
    this.#loop = undefined;
    for (const { reject } of this.#rebuilds) reject(new Error('the view runner was stopped'));
    this.#rebuilds.clear();
  }

  /** Builds the view anew beside the one in use; resolves when the new one has taken its place. */
  rebuild(name: string, onProgress?: RebuildProgress): Promise<void> {
    const view = this.views.find((one) => one.name === name);
    if (!view || !this.#loop) {
      return Promise.reject(new Error(view ? 'the view runner is not running' : `no view is called ${name}`));
    }
    return new Promise((resolve, reject) => {
      this.#ask(async () => {
        const head = await this.store.head();
        const { generation } = await this.#follower.begin(view);
        this.#rebuilds.add({ view: name, generation: generation.number, head, onProgress, resolve, reject });
      });
    });
  }

  get running(): boolean {
    return this.#loop !== undefined;
  }

  status(): ViewStatus[] {
    return this.#follower.tracks.map((track) => track.status(this.#halt.reason));
  }

  onCommitted(listener: CommitListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when all the views answer from at least this position. Throws ViewBehind; at once when one has failed. */
  async waitFor(views: readonly string[], position: Position, timeoutMs: number): Promise<void> {
    if (this.#behind(views, position) === undefined) return;
    this.#waiting += 1;
    this.#hurry.ring();
    await this.#reach(views, position, timeoutMs).finally(() => (this.#waiting -= 1));
  }

  #reach(views: readonly string[], position: Position, timeoutMs: number): Promise<void> {
    return new Promise<void>((resolve, reject) => {
      const settle = (late: boolean) => {
        const view = this.#behind(views, position);
        if (view !== undefined && !late && !this.#hasFailed(view)) return;
        clearTimeout(timer);
        this.#listeners.delete(look);
        if (view === undefined) resolve();
        else reject(new ViewBehind(view, position, this.#reached(view)));
      };
      const look = () => settle(false);
      const timer = setTimeout(() => settle(true), timeoutMs);
      this.#listeners.add(look);
      look();
    });
  }

  async #run(): Promise<void> {
    const anew = () => {
      this.#follower.lose();
      this.#ask(() => this.#follower.open(...this.views));
    };
    const stopWatching = watchSetAside(this.readStore, this.#halt.observer, anew);
    const stopListening = this.store.onAppended(() => this.#work.ring());
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#stopped) {
      try {
        this.#work.silence();
        this.#hurry.silence();
        while (this.#requests.length > 0) {
          await this.#requests[0]!();
          this.#requests.shift();
        }
        const turn = await this.#follower.turn(() => this.#stopped || this.#requests.length > 0);
        this.#halt.over();
        pauseMs = FIRST_PAUSE_MS;
        await this.#rest(turn);
      } catch (error) {
        this.#halt.met(error);
        await this.#end.rung(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
    stopListening();
    stopWatching();
  }

  async #rest(turn: Turn): Promise<void> {
    if (this.#stopped || turn === 'more-to-do') return;
    if (turn === 'nothing-new') await this.#work.rung(this.#pollMs);
    else if (this.#waiting === 0) await this.#hurry.rung(GATHERING_MS);
  }

  #changed(moved: ReadonlyMap<string, Position>): void {
    for (const rebuild of this.#rebuilds) if (isOver(rebuild, this.#follower.tracks)) this.#rebuilds.delete(rebuild);
    for (const listener of this.#listeners) listener(moved);
  }

  #reached(view: string): Position {
    return this.#follower.live(view)?.checkpoint ?? BEGINNING;
  }

  #behind(views: readonly string[], position: Position): string | undefined {
    return views.find((view) => comparePositions(this.#reached(view), position) < 0);
  }

  #hasFailed(view: string): boolean {
    return !this.#follower.tracks.some((track) => track.view === view && track.moving);
  }
}
