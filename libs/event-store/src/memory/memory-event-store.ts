import { EventEmitter } from 'node:events';
import {
  type Append,
  type Appended,
  type AppendResult,
  BEGINNING,
  type Clock,
  type Event,
  type EventStore,
  KeyReused,
  type Position,
  type Recorded,
  StoreUnavailable,
  systemClock,
} from '#event-sourcing';
import { type Place, repeated, versionsBefore } from '../admission.js';
import { asWritten, positionNumber, restored, type StoredEvent, type Written } from '../stored-event.js';

/** Keeps everything as JSON text until the process ends: what is read is a copy, as from any other store. */
export class MemoryEventStore implements EventStore {
  readonly name = 'memory';
  readonly exclusive = true;
  readonly #all: StoredEvent[] = [];
  readonly #streams = new Map<string, StoredEvent[]>();
  readonly #ids = new Map<string, StoredEvent>();
  readonly #appended = new EventEmitter().setMaxListeners(0);
  #closed = false;

  constructor(private readonly clock: Clock = systemClock) {}

  async append(appends: readonly Append[]): Promise<AppendResult[]> {
    this.#mustBeOpen();
    const before = this.#all.length;
    const results = appends.map((append) => this.#take(append));
    if (this.#all.length > before) this.#appended.emit('appended');
    return results;
  }

  async readStream(stream: string, after = 0): Promise<Recorded<Event>[]> {
    this.#mustBeOpen();
    return (this.#streams.get(stream) ?? []).slice(after).map(restored);
  }

  async readAll(after: Position, limit: number): Promise<Recorded<Event>[]> {
    this.#mustBeOpen();
    const from = positionNumber(after);
    return this.#all.slice(from, from + Math.max(0, limit)).map(restored);
  }

  async head(): Promise<Position> {
    this.#mustBeOpen();
    return this.#all.length === 0 ? BEGINNING : String(this.#all.length);
  }

  onAppended(wake: () => void): () => void {
    this.#appended.on('appended', wake);
    return () => this.#appended.off('appended', wake);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#appended.removeAllListeners();
  }

  #mustBeOpen(): void {
    if (this.#closed) throw new StoreUnavailable('the store is closed');
  }

  #take(append: Append): AppendResult {
    let parts: Written[][];
    try {
      parts = asWritten(append);
    } catch (error) {
      return error as Error;
    }
    const before = versionsBefore(append, (stream) => this.#streams.get(stream)?.length ?? 0);
    if (before instanceof Error) return repeated(append, (id) => this.#place(id)) ?? before;
    const known = this.#firstKnown(parts.flat());
    if (known) return repeated(append, (id) => this.#place(id)) ?? new KeyReused(known.event.metadata.commandId);
    return this.#store(append, parts);
  }

  #place(id: string): Place | undefined {
    const found = this.#ids.get(id);
    return found && { stream: found[2], version: found[3], position: String(found[0]), recordedAt: found[6] };
  }

  #firstKnown(events: readonly Written[]): Written | undefined {
    const own = new Set<string>();
    return events.find(({ event: { id } }) => this.#ids.has(id) || own.size === own.add(id).size);
  }

  #store(append: Append, parts: readonly Written[][]): Appended {
    const now = this.clock.now();
    const last = this.#all.at(-1)?.[6];
    const recordedAt = last !== undefined && last > now ? last : now;
    const lasts = append.flatMap(({ stream }, i) => {
      if (parts[i]!.length === 0) return [];
      const events = this.#streams.get(stream) ?? [];
      this.#streams.set(stream, events);
      for (const { event, data, metadata } of parts[i]!) {
        const { id, type, schemaVersion } = event;
        const at = [this.#all.length + 1, id, stream, events.length + 1] as const;
        const row: StoredEvent = [...at, type, schemaVersion, recordedAt, data, metadata];
        events.push(row);
        this.#all.push(row);
        this.#ids.set(id, row);
      }
      return [events.at(-1)!];
    });
    return {
      outcome: 'ok',
      versions: lasts.map((row) => row[3]),
      positions: lasts.map((row) => String(row[0])),
      recordedAt,
    };
  }
}
