import { comparePositions, type Position, type Recorded } from '../event.js';
import type { EventStore } from '../appending/event-store.js';
import { readOn } from '../appending/marks.js';
import type { View } from './projection.js';
import { CheckpointMoved, type ReadStore, RowRefused, type ViewWrites } from './read-store.js';
import { batchOf, type Failure } from './batch.js';
import { openOfLog } from './open-of-log.js';
import { byCheckpoint, ViewTrack } from './view-track.js';

interface Limits {
  readonly batch: number;
  readonly cachedRows: number;
}

interface Told {
  /** The new checkpoint of each live view that moved. */
  changed(moved: ReadonlyMap<string, Position>): void;
  failed(view: string, failure: Failure): void;
  /** Views were made of another log, and are made anew. */
  discarded(views: readonly string[]): void;
}

interface Folded {
  readonly track: ViewTrack;
  readonly writes: ViewWrites;
  readonly failure: Failure | undefined;
}

/** What a turn left to be done. */
export type Turn = 'nothing-new' | 'caught-up' | 'more-to-do';

/** Batches that the store holds while the next one is folded: one that it stores, one that it need not wait for. */
const AT_ONCE = 2;

const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Moves all tracks over the events, batch by batch. Throws what the stores throw; the same turn may then be tried again. */
export class ViewFollower {
  #tracks: ViewTrack[] = [];

  constructor(
    private readonly store: EventStore,
    private readonly readStore: ReadStore,
    private readonly limits: Limits,
    private readonly told: Told,
  ) {}

  get tracks(): readonly ViewTrack[] {
    return this.#tracks;
  }

  live(view: string): ViewTrack | undefined {
    return this.#tracks.find((track) => track.view === view && track.generation.live);
  }

  async open(...views: readonly View[]): Promise<void> {
    const discarded: string[] = [];
    for (const view of views) if (await this.#open(view)) discarded.push(view.name);
    if (discarded.length > 0) this.told.discarded(discarded);
  }

  /** All rows are gone; the views are to be opened again. */
  lose(): void {
    this.#tracks = this.#tracks.map(({ fromNothing }) => this.#track(fromNothing));
  }

  async #open(view: View): Promise<boolean> {
    const { generations, discarded } = await openOfLog(this.store, this.readStore, view);
    this.#replace(
      view.name,
      (track) => track.view === view.name,
      generations.map((one) => this.#track(one)),
    );
    return discarded;
  }

  /** A fresh generation of the view beside the live one, which goes on. */
  async begin(view: View): Promise<ViewTrack> {
    const track = this.#track(await this.readStore.begin(view));
    this.#replace(view.name, (other) => other.view === view.name && !other.generation.live, [track]);
    return track;
  }

  /**
   * One batch for each group of tracks at one checkpoint. A group that is alone goes on, batch by batch, until it reaches
   * the end or somebody is `wanted` elsewhere.
   */
  async turn(wanted: () => boolean = () => false): Promise<Turn> {
    const groups = byCheckpoint(this.#tracks.filter(({ moving }) => moving));
    let turn: Turn = 'nothing-new';
    for (const [i, group] of groups.entries()) {
      const goesOn = () => groups.length === 1 && !wanted();
      const advanced = await this.#advance(group, groups[i + 1]?.[0]!.checkpoint, goesOn);
      if (turn !== 'more-to-do' && advanced !== 'nothing-new') turn = advanced;
      await nextTurn();
    }
    return turn;
  }

  /** Never past the next group, so that tracks which were behind meet those ahead and go on as one. */
  async #advance(group: readonly ViewTrack[], upTo: Position | undefined, goesOn: () => boolean): Promise<Turn> {
    const from = group[0]!.checkpoint;
    const atEnd = await this.#follow(group, upTo, goesOn);
    if (atEnd === undefined) return 'more-to-do';
    for (const track of group) if (atEnd || this.#hasCaughtUp(track)) await this.#goLive(track);
    if (group.every(({ checkpoint }) => checkpoint === from)) return 'nothing-new';
    return atEnd ? 'caught-up' : 'more-to-do';
  }

  /** Folds each batch while the store takes those before. Whether the end was reached; undefined when one was lost. */
  async #follow(
    group: readonly ViewTrack[],
    upTo: Position | undefined,
    goesOn: () => boolean,
  ): Promise<boolean | undefined> {
    const storing: Promise<void>[] = [];
    try {
      for (;;) {
        const { events, atEnd } = await this.#read(group[0]!, upTo);
        const folded = await this.#fold(group, events);
        const stored = this.#store(folded);
        stored.catch(() => undefined);
        storing.push(stored);
        const onlyThis = events.length < this.limits.batch || folded.some(({ failure }) => failure);
        if (onlyThis || !goesOn()) return await Promise.all(storing).then(() => atEnd);
        await storing.at(-1 - AT_ONCE);
        await nextTurn();
      }
    } catch (error) {
      await Promise.allSettled(storing);
      for (const track of group) track.lost(error);
      return this.#recover(error);
    }
  }

  async #read({ view, foldedTo }: ViewTrack, upTo: Position | undefined) {
    const read = await readOn(this.store, view, foldedTo, this.limits.batch);
    const events = read.filter(({ position }) => upTo === undefined || comparePositions(position, upTo) <= 0);
    return { events, atEnd: read.length < this.limits.batch && events.length === read.length };
  }

  async #fold(group: readonly ViewTrack[], events: readonly Recorded[]): Promise<Folded[]> {
    if (events.length === 0) return [];
    const batch = batchOf(events, (stream) => this.store.readStream(stream));
    const folded = [];
    for (const track of group) folded.push({ track, ...(await track.fold(this.readStore, batch)) });
    return folded;
  }

  async #store(folded: readonly Folded[]): Promise<void> {
    if (folded.length === 0) return;
    await this.readStore.commit(folded.map(({ writes }) => writes));
    for (const { track, writes, failure } of folded) {
      track.stored(writes, failure);
      if (failure) this.told.failed(track.view, failure);
    }
    this.#tell(folded.map(({ track }) => track));
  }

  /** A row that cannot be stored fails its own view in the next turn; a moved checkpoint is read again. */
  async #recover(error: unknown): Promise<undefined> {
    if (error instanceof RowRefused) return;
    if (!(error instanceof CheckpointMoved)) throw error;
    const moved = this.#tracks.find(({ view }) => view === error.view);
    if (moved) await this.open(moved.generation.view);
  }

  #hasCaughtUp({ view, checkpoint }: ViewTrack): boolean {
    const live = this.live(view);
    return live?.generation.current === true && comparePositions(checkpoint, live.checkpoint) >= 0;
  }

  async #goLive(track: ViewTrack): Promise<void> {
    if (track.generation.live || !track.moving) return;
    try {
      track.switched(await this.readStore.goLive(track.generation));
    } catch (error) {
      await this.#recover(error);
      return;
    }
    this.#tracks = this.#tracks.filter((other) => other === track || other.view !== track.view);
    this.#tell([track]);
  }

  #tell(tracks: readonly ViewTrack[]): void {
    this.told.changed(new Map(tracks.filter((one) => one.generation.live).map((one) => [one.view, one.checkpoint])));
  }

  #track(generation: ViewTrack['generation']): ViewTrack {
    return new ViewTrack(generation, this.limits.cachedRows);
  }

  #replace(view: string, gone: (track: ViewTrack) => boolean, by: readonly ViewTrack[]): void {
    const at = this.#tracks.findIndex((track) => track.view === view);
    const kept = this.#tracks.filter((track) => !gone(track));
    const behind = kept.findLastIndex((track) => track.view === view) + 1;
    this.#tracks = kept.toSpliced(behind || (at < 0 ? kept.length : at), 0, ...by);
    this.told.changed(new Map());
  }
}
