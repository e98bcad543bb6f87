import { ViewBehind } from '../errors.js';
import { comparePositions, type Position } from '../event.js';
import type { ReadStore } from './read-store.js';

const POLL_MS = 20;

interface Waiting {
  readonly view: string;
  readonly position: Position;
  readonly until: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Waits for views that another process keeps. However many wait, each view is looked at once a turn. */
export class ViewsElsewhere {
  #waiting: Waiting[] = [];
  #looking = false;

  constructor(
    private readonly readStore: Pick<ReadStore, 'checkpoint'>,
    private readonly pollMs = POLL_MS,
  ) {}

  /** Resolves when all the views have the position. Throws ViewBehind after the time, and what the read store throws. */
  async waitFor(views: readonly string[], position: Position, timeoutMs: number): Promise<void> {
    const until = performance.now() + timeoutMs;
    const waits = views.map(
      (view) =>
        new Promise<void>((resolve, reject) => {
          this.#waiting.push({ view, position, until, resolve, reject });
        }),
    );
    if (!this.#looking) void this.#look();
    await Promise.all(waits);
  }

  async #look(): Promise<void> {
    this.#looking = true;
    while (this.#waiting.length > 0) {
      await this.#settle();
      if (this.#waiting.length > 0) await new Promise((resolve) => setTimeout(resolve, this.pollMs));
    }
    this.#looking = false;
  }

  async #settle(): Promise<void> {
    const views = [...new Set(this.#waiting.map(({ view }) => view))];
    const asked = new Set(this.#waiting);
    try {
      const reached = await Promise.all(views.map((view) => this.readStore.checkpoint(view)));
      const at = new Map(views.map((view, i) => [view, reached[i]!]));
      this.#waiting = this.#waiting.filter((one) => !asked.has(one) || !isOver(one, at.get(one.view)!));
    } catch (error) {
      for (const { reject } of asked) reject(error);
      this.#waiting = this.#waiting.filter((one) => !asked.has(one));
    }
  }
}

const isOver = ({ view, position, until, resolve, reject }: Waiting, reached: Position): boolean => {
  if (comparePositions(reached, position) >= 0) resolve();
  else if (performance.now() >= until) reject(new ViewBehind(view, position, reached));
  else return false;
  return true;
};
