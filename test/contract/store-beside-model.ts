import {
  type Append,
  BEGINNING,
  comparePositions,
  type Event,
  type EventStore,
  type Position,
  type Recorded,
  subscribe,
} from '#event-sourcing';
import type { EventStoreModel, Kept } from './event-store-model.js';

export interface Surviving {
  readonly store: EventStore;
  /** Closes the store in an orderly way and opens it again; absent where nothing outlives the process. */
  readonly restart?: () => Promise<EventStore>;
  /** Opens what the store would leave behind if its process died now, while appends may be under way. */
  readonly crash?: () => Promise<EventStore>;
  readonly close: () => Promise<void>;
}

export const asKept = ({ id, stream, version }: Recorded<Event>): Kept => ({ id, stream, version });

const OFTEN_MS = 20;
/** More than any sequence appends: a store that gives events without end is left. */
const TOO_MANY = 1_000;

/** A subscriber with its own checkpoint, which outlives the store that it reads. */
export class Follower {
  readonly #seen: Kept[] = [];
  #stop = new AbortController();
  #following: Promise<void> = Promise.resolve();

  constructor(
    readonly from: number,
    private checkpoint: Position,
  ) {}

  follow(store: EventStore): void {
    this.#stop = new AbortController();
    this.#following = this.#read(store, () => false);
  }

  async pause(): Promise<void> {
    this.#stop.abort();
    // A store that was closed meanwhile refuses to be read; nothing is lost, the checkpoint stays.
    await this.#following.catch(() => undefined);
  }

  /** Everything given so far, up to what the store holds now. */
  async caughtUp(store: EventStore): Promise<readonly Kept[]> {
    await this.pause();
    this.#stop = new AbortController();
    await this.#read(store, (events) => events.length === 0);
    return this.#seen;
  }

  async #read(store: EventStore, enough: (events: readonly object[]) => boolean): Promise<void> {
    const { signal } = this.#stop;
    for await (const events of subscribe(store, this.checkpoint, { batch: 3, pollMs: OFTEN_MS, signal })) {
      this.#seen.push(...events.map(asKept));
      this.checkpoint = events.at(-1)?.position ?? this.checkpoint;
      if (enough(events) || this.#seen.length > TOO_MANY) return;
    }
  }
}

/** The real store, those who follow it, and the positions that it has told. */
export class StoreBesideModel {
  /** Every batch so far, as it was sent. */
  readonly sent: (readonly Append[])[] = [];
  readonly #followers: Follower[] = [];
  readonly #told = new Map<string, Position>();
  #store: EventStore;

  constructor(readonly surviving: Surviving) {
    this.#store = surviving.store;
  }

  get store(): EventStore {
    return this.#store;
  }

  /** A position is told once and for all. */
  tell(id: string, position: Position): void {
    const known = this.#told.get(id) ?? position;
    expect({ id, position }).toEqual({ id, position: known });
    this.#told.set(id, position);
  }

  /** The position behind which the model's n-th event comes. */
  async positionOf(model: EventStoreModel, n: number): Promise<Position> {
    const before = model.all[n - 1];
    if (!before) return BEGINNING;
    return (await this.#store.readStream(before.stream, before.version - 1))[0]!.position;
  }

  follow(from: number, position: Position): void {
    const follower = new Follower(from, position);
    this.#followers.push(follower);
    follower.follow(this.#store);
  }

  async replace(open: () => Promise<EventStore>): Promise<void> {
    this.#store = await open();
    for (const follower of this.#followers) {
      await follower.pause();
      follower.follow(this.#store);
    }
  }

  async mustEqual(model: EventStoreModel): Promise<void> {
    const all = await this.#store.readAll(BEGINNING, model.all.length + 10);
    expect(all.map(asKept)).toEqual(model.all);
    for (const { id, position } of all) this.tell(id, position);
    for (const [i, { position, recordedAt }] of all.entries()) {
      const before = all[i - 1];
      if (before)
        expect([comparePositions(before.position, position), recordedAt >= before.recordedAt]).toEqual([-1, true]);
    }
    expect(await this.#store.head()).toBe(all.at(-1)?.position ?? BEGINNING);
    for (const follower of this.#followers) {
      expect(await follower.caughtUp(this.#store)).toEqual(model.all.slice(follower.from));
    }
  }

  async close(): Promise<void> {
    for (const follower of this.#followers) await follower.pause();
    await this.surviving.close();
  }
}
