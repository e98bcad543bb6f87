import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { type EventData, NO_STREAM } from '@eventstore/db-client';
import { type AppendResult, type Instant, KeyReused, type StreamAppend, StoreUnavailable } from '#event-sourcing';
import { type Place, repeated, versionsBefore } from '../admission.js';
import type { Written } from '../stored-event.js';
import { asStoreError, isAnswer, isWrongVersion } from './client-errors.js';
import type { Connection } from './connection.js';
import type { EventReader } from './event-reader.js';
import { type KnownStream, KnownStreams } from './known-streams.js';
import { ReadBack } from './read-back.js';
import type { RecordedFloor } from './recorded-floor.js';
import { appendOf, fromWire, toWire } from './wire-event.js';

const RETRY_MS = 20;

export interface Job {
  readonly part: StreamAppend;
  readonly written: readonly Written[];
  /** When each event was recorded elsewhere; absent for what happens now. */
  readonly recorded?: readonly Instant[];
}

interface Sending {
  readonly stream: string;
  /** The version behind which the events go. */
  readonly before: number;
  /** When to give up, by the clock of `performance`. */
  readonly end: number;
}

interface Sent {
  /** Why nobody knows whether the events were taken. */
  readonly doubt?: StoreUnavailable;
  /** Where the server says that it wrote them, when it is a single one. */
  readonly at?: bigint;
}

/** The first of the events whose id stands somewhere already. */
export const reusedKey = (
  parts: readonly StreamAppend[],
  find: (id: string) => Place | undefined,
): KeyReused | undefined => {
  const known = parts.flatMap(({ events }) => events).find(({ id }) => find(id));
  return known && new KeyReused(known.metadata.commandId);
};

/** What is known of the stream settles the part, or it may be written behind its last known version. */
const settled = (part: StreamAppend, known: KnownStream): AppendResult | undefined => {
  const again = repeated([part], known.place);
  if (again) return again;
  const before = versionsBefore([part], () => known.version);
  return before instanceof Error ? before : reusedKey([part], known.place);
};

/**
 * Writes to one stream, always under an exact revision. Whatever the server says or fails to say, the outcome is what
 * stands in the stream afterwards, told by event ids; where even that cannot be learnt in time, it is StoreUnavailable.
 */
export class PartWriter {
  readonly known = new KnownStreams();
  readonly #readBack: ReadBack;

  constructor(
    private readonly connection: Connection,
    private readonly reader: EventReader,
    private readonly floor: RecordedFloor,
  ) {
    this.#readBack = new ReadBack(reader);
  }

  /** Learns as much of the stream as the part's expectation speaks of. */
  async prepare({ stream, expected }: StreamAppend): Promise<KnownStream> {
    const known = this.known.of(stream);
    const needed = expected === 'none' ? 0 : typeof expected === 'number' ? expected : Infinity;
    if (known.version < needed) await this.#learn(stream, known, known.version);
    return known;
  }

  async write(job: Job): Promise<AppendResult> {
    const { part } = job;
    const end = performance.now() + this.connection.limitMs;
    const known = await this.prepare(part);
    const append = randomUUID();
    for (;;) {
      const early = settled(part, known);
      if (early) return early;
      const before = known.version;
      const { doubt, at } = await this.#send(await this.#events(job, append), { stream: part.stream, before, end });
      const appends = await this.#learn(part.stream, known, before, at);
      const stored = repeated([{ ...part, expected: before }], known.place);
      if (stored) {
        this.floor.see(stored.recordedAt);
        return { ...stored, outcome: appends.has(append) ? 'ok' : 'idempotent' };
      }
      if (performance.now() >= end) throw doubt ?? unsettled(part.stream);
      if (known.version === before) await pause(RETRY_MS);
    }
  }

  /** The names of the calls that wrote what stands behind the version. */
  async #learn(stream: string, known: KnownStream, after: number, at?: bigint): Promise<Set<unknown>> {
    const events = await (at === undefined
      ? this.reader.streamAsStored(stream, after)
      : this.#readBack.behind(stream, after, at));
    this.known.learn(stream, events.map(fromWire), known);
    return new Set(events.map(appendOf));
  }

  /** Throws when the server refused them for good. */
  async #send(events: EventData[], { stream, before, end }: Sending): Promise<Sent> {
    const limitMs = Math.max(1, end - performance.now());
    const expectedRevision = before === 0 ? NO_STREAM : BigInt(before - 1);
    const options = { expectedRevision, deadline: limitMs, requiresLeader: true } as const;
    try {
      const sent = await this.connection.run((client) => client.appendToStream(stream, events, options), limitMs);
      return { at: events.length === 1 ? sent.position?.commit : undefined };
    } catch (error) {
      if (isWrongVersion(error)) return {};
      const shown = asStoreError(error);
      if (isAnswer(error) || !(shown instanceof StoreUnavailable)) throw shown;
      this.floor.doubt();
      return { doubt: shown };
    }
  }

  async #events({ written, recorded }: Job, append: string): Promise<EventData[]> {
    if (recorded) return written.map((one, i) => toWire(one, { append, recordedAt: recorded[i] }));
    const notBefore = (await this.floor.time()) || undefined;
    return written.map((one) => toWire(one, { append, notBefore }));
  }
}

const unsettled = (stream: string): StoreUnavailable =>
  new StoreUnavailable(`${stream}: 写入结果未能确认,请重试 / the outcome of the append is not known; repeat it`);
