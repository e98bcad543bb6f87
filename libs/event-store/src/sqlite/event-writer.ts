import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { LRUCache } from 'lru-cache';
import {
  type Append,
  type Appended,
  type AppendResult,
  type Event,
  type HistoryRefused,
  type Instant,
  KeyReused,
  type Position,
  type Recorded,
} from '#event-sourcing';
import { repeated, versionsBefore } from '../admission.js';
import { interruption } from '../continuity.js';
import { asWritten, type StoredEvent, type Written } from '../stored-event.js';
import { EventTable, type Tail } from './event-table.js';
import { isConstraint } from './sqlite-errors.js';

const STREAMS_REMEMBERED = 100_000;
const NOTHING: Tail = { position: 0, recordedAt: '' };

/** Takes appends one by one within the transaction that the caller holds. */
export class EventWriter {
  readonly #table: EventTable;
  readonly #versions = new LRUCache<string, number>({ max: STREAMS_REMEMBERED });
  readonly #savepoint: StatementSync;
  readonly #rollBack: StatementSync;
  readonly #release: StatementSync;
  #tail!: Tail;

  constructor(db: DatabaseSync, table: EventTable) {
    this.#table = table;
    this.#savepoint = db.prepare('SAVEPOINT one_append');
    this.#rollBack = db.prepare('ROLLBACK TO one_append');
    this.#release = db.prepare('RELEASE one_append');
    this.reset();
  }

  get tail(): Tail {
    return this.#tail;
  }

  /** Forgets what a transaction that was rolled back had taken. */
  reset(): void {
    this.#versions.clear();
    this.#tail = this.#table.tail() ?? NOTHING;
  }

  /** Writes the append as a whole, or nothing and tells why. Throws only when the file fails. */
  take(append: Append, recordedAt: Instant): AppendResult {
    let parts: Written[][];
    try {
      parts = asWritten(append);
    } catch (error) {
      return error as Error;
    }
    const before = versionsBefore(append, this.#version);
    if (before instanceof Error) return repeated(append, this.#place) ?? before;
    const from = this.#tail;
    const clash = this.#writeWhole(append, parts, before, recordedAt);
    if (clash) {
      this.#tail = from;
      return repeated(append, this.#place) ?? new KeyReused(clash.event.metadata.commandId);
    }
    return this.#taken(append, before, from);
  }

  /** Writes events of another store behind `behind`, or nothing and tells why. Throws only when the file fails. */
  restore(behind: Position, events: readonly Recorded<Event>[]): HistoryRefused | undefined {
    const { position: head, recordedAt: last } = this.#tail;
    const knows = (id: string) => this.#place(id) !== undefined;
    const standing = { head: String(head), recordedAt: last, version: this.#version, knows };
    const refusal = interruption(behind, events, standing);
    if (refusal) return refusal;
    for (const { id, stream, version, type, schemaVersion, recordedAt, data, metadata } of events) {
      const position = this.#tail.position + 1;
      const at = [position, id, stream, version] as const;
      this.#table.insert([...at, type, schemaVersion, recordedAt, JSON.stringify(data), JSON.stringify(metadata)]);
      this.#tail = { position, recordedAt };
      this.#versions.set(stream, version);
    }
    return undefined;
  }

  #writeWhole(
    append: Append,
    parts: readonly Written[][],
    before: readonly number[],
    recordedAt: Instant,
  ): Written | undefined {
    // A lone event that clashes has left nothing to take back.
    if (parts.length === 1 && parts[0]!.length === 1) return this.#write(append, parts, before, recordedAt);
    this.#savepoint.run();
    const clash = this.#write(append, parts, before, recordedAt);
    if (clash) this.#rollBack.run();
    this.#release.run();
    return clash;
  }

  /** The event whose id is known already, at which writing ended. */
  #write(
    append: Append,
    parts: readonly Written[][],
    before: readonly number[],
    recordedAt: Instant,
  ): Written | undefined {
    for (const [i, { stream }] of append.entries()) {
      let version = before[i]!;
      for (const written of parts[i]!) {
        const { id, type, schemaVersion } = written.event;
        const position = this.#tail.position + 1;
        const at = [position, id, stream, ++version] as const;
        const row: StoredEvent = [...at, type, schemaVersion, recordedAt, written.data, written.metadata];
        if (!this.#inserted(row)) return written;
        this.#tail = { position, recordedAt };
      }
    }
    return undefined;
  }

  #inserted(row: StoredEvent): boolean {
    try {
      this.#table.insert(row);
      return true;
    } catch (error) {
      if (isConstraint(error) && this.#place(row[1])) return false;
      throw error;
    }
  }

  #taken(append: Append, before: readonly number[], from: Tail): Appended {
    const versions: number[] = [];
    const positions: string[] = [];
    let position = from.position;
    append.forEach(({ stream, events }, i) => {
      if (events.length === 0) return;
      const version = before[i]! + events.length;
      position += events.length;
      this.#versions.set(stream, version);
      versions.push(version);
      positions.push(String(position));
    });
    return { outcome: 'ok', versions, positions, recordedAt: this.#tail.recordedAt };
  }

  readonly #place = (id: string) => this.#table.place(id);

  readonly #version = (stream: string): number => {
    const known = this.#versions.get(stream);
    if (known !== undefined) return known;
    const version = this.#table.version(stream);
    this.#versions.set(stream, version);
    return version;
  };
}
