import {
  type Append,
  type AppendResult,
  BEGINNING,
  comparePositions,
  ConcurrencyConflict,
  type Event,
  type EventStore,
  type Position,
  type Recorded,
} from '#event-sourcing';

const PAGE = 1_000;

/** A part of a server that serves others too: only streams of one prefix, and only what came after a position. */
export class OwnStreams implements EventStore {
  readonly name = 'own streams';
  readonly exclusive = false;

  constructor(
    private readonly store: EventStore,
    private readonly prefix: string,
    private readonly start: Position,
  ) {}

  async append(appends: readonly Append[]): Promise<AppendResult[]> {
    const theirs = appends.map((append) => append.map((part) => ({ ...part, stream: this.#theirs(part.stream) })));
    const results = await this.store.append(theirs);
    return results.map((result) =>
      result instanceof ConcurrencyConflict
        ? new ConcurrencyConflict(this.#ours(result.stream), result.expected, result.actual)
        : result,
    );
  }

  async readStream(stream: string, after?: number): Promise<Recorded<Event>[]> {
    return (await this.store.readStream(this.#theirs(stream), after)).map(this.#named);
  }

  async readAll(after: Position, limit: number): Promise<Recorded<Event>[]> {
    if (limit <= 0 || !/^\d+$/.test(after)) return this.store.readAll(after, limit);
    const found: Recorded<Event>[] = [];
    for (let from = comparePositions(after, this.start) < 0 ? this.start : after; ;) {
      const page = await this.store.readAll(from, PAGE);
      found.push(...page.filter(({ stream }) => stream.startsWith(this.prefix)).map(this.#named));
      if (page.length < PAGE || found.length >= limit) return found.slice(0, limit);
      from = page.at(-1)!.position;
    }
  }

  async head(): Promise<Position> {
    await this.store.head();
    return (await this.readAll(BEGINNING, Number.MAX_SAFE_INTEGER)).at(-1)?.position ?? BEGINNING;
  }

  onAppended(wake: () => void): () => void {
    return this.store.onAppended(wake);
  }

  close(): Promise<void> {
    return this.store.close();
  }

  #theirs(stream: string): string {
    return stream && this.prefix + stream;
  }

  #ours(stream: string): string {
    return stream.slice(this.prefix.length);
  }

  readonly #named = (event: Recorded<Event>): Recorded<Event> => ({ ...event, stream: this.#ours(event.stream) });
}
