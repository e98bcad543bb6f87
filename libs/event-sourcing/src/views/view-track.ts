import type { Checkpoint } from '../appending/marks.js';
import { BEGINNING, comparePositions, type Position } from '../event.js';
import { type Generation, type ReadStore, RowRefused, type ViewWrites } from './read-store.js';
import type { Batch, Failure } from './batch.js';
import { ViewRows } from './view-rows.js';

export interface ViewStatus {
  readonly view: string;
  readonly version: number;
  readonly generation: number;
  readonly checkpoint: Position;
  readonly state: 'building' | 'live' | 'failed';
  /** Why it failed; or, while it is not failed, what the runner is retrying. */
  readonly error?: string;
}

/** One generation of one view on its way through the events. */
export class ViewTrack {
  readonly #rows: ViewRows;
  #refused: Failure | undefined;
  #foldedTo: Checkpoint;
  failure: Failure | undefined;

  constructor(
    public generation: Generation,
    cachedRows: number,
  ) {
    this.#rows = new ViewRows(generation.view, cachedRows, generation.checkpoint === BEGINNING);
    this.#foldedTo = this.#stored;
  }

  get view(): string {
    return this.generation.view.name;
  }

  get checkpoint(): Position {
    return this.generation.checkpoint;
  }

  /** The checkpoint once all that was folded is stored. */
  get foldedTo(): Checkpoint {
    return this.#foldedTo;
  }

  get #stored(): Checkpoint {
    const { checkpoint: position, mark } = this.generation;
    return { position, mark };
  }

  /** The generation as it is when nothing of it is left. */
  get fromNothing(): Generation {
    return { ...this.generation, checkpoint: BEGINNING, mark: undefined, live: false };
  }

  /** Takes events; a failed one stands still, one of an earlier version only answers. */
  get moving(): boolean {
    return this.generation.current && this.failure === undefined;
  }

  async fold(store: ReadStore, batch: Batch) {
    const { position: checkpoint, mark } = this.#foldedTo;
    const folded = await this.#rows.fold(store, { ...this.generation, checkpoint, mark }, batch, this.#refused);
    this.#foldedTo = { position: folded.writes.to, mark: folded.writes.mark };
    return folded;
  }

  /** The oldest fold that was not stored yet is stored. */
  stored({ to, mark }: ViewWrites, failure: Failure | undefined): void {
    this.generation = { ...this.generation, checkpoint: to, mark };
    this.failure = failure;
    this.#rows.keep();
  }

  /** What was folded and not stored never will be. */
  lost(error: unknown): void {
    this.#rows.forget();
    this.#foldedTo = this.#stored;
    if (error instanceof RowRefused && error.view === this.view) this.#refused = { position: error.position, error };
  }

  switched(generation: Generation): void {
    this.generation = generation;
  }

  status(retrying: string | undefined): ViewStatus {
    const { version, number, checkpoint, live } = this.generation;
    const error = this.failure?.error.message ?? retrying;
    const state = this.failure ? 'failed' : live ? 'live' : 'building';
    return {
      view: this.view,
      version,
      generation: number,
      checkpoint,
      state,
      ...(error === undefined ? {} : { error }),
    };
  }
}

/** Tracks at one checkpoint move together; those behind come first. */
export const byCheckpoint = (tracks: readonly ViewTrack[]): ViewTrack[][] => {
  const groups = new Map<Position, ViewTrack[]>();
  for (const track of tracks) {
    const group = groups.get(track.checkpoint);
    if (group) group.push(track);
    else groups.set(track.checkpoint, [track]);
  }
  return [...groups.values()].sort((a, b) => comparePositions(a[0]!.checkpoint, b[0]!.checkpoint));
};
