import {
  type Append,
  type Appended,
  type AppendResult,
  ConcurrencyConflict,
  KeyReused,
  type StreamAppend,
} from '#event-sourcing';
import { repeated, versionsBefore, writes } from '../admission.js';
import { asWritten, type Written } from '../stored-event.js';
import { asStoreError } from './client-errors.js';
import type { KnownStream } from './known-streams.js';
import { type PartWriter, reusedKey } from './part-writer.js';
import { mustBeStorable } from './wire-event.js';

const vetted = (append: Append): Written[][] => {
  const parts = asWritten(append);
  parts.flat().forEach(mustBeStorable);
  return parts;
};

const twice = (append: Append): KeyReused | undefined => {
  const own = new Set<string>();
  const again = append.flatMap(({ events }) => events).find(({ id }) => own.size === own.add(id).size);
  return again && new KeyReused(again.metadata.commandId);
};

const joined = (parts: readonly Appended[]): Appended => ({
  outcome: parts.every(({ outcome }) => outcome === 'idempotent') ? 'idempotent' : 'ok',
  versions: parts.flatMap(({ versions }) => versions),
  positions: parts.flatMap(({ positions }) => positions),
  recordedAt: parts.at(-1)!.recordedAt,
});

/** Takes appends of one stream or several. Appends that share a stream take turns, others run side by side. */
export class StreamAppender {
  readonly #inLine = new Map<string, Promise<unknown>>();

  constructor(private readonly writer: PartWriter) {}

  take(append: Append): Promise<AppendResult> {
    const streams = new Set(append.map(({ stream }) => stream));
    const before = [...streams].map((stream) => this.#inLine.get(stream)).filter((turn) => turn !== undefined);
    const turn = before.length === 0 ? this.#take(append) : Promise.all(before).then(() => this.#take(append));
    for (const stream of streams) this.#inLine.set(stream, turn);
    return turn.finally(() => {
      for (const stream of streams) if (this.#inLine.get(stream) === turn) this.#inLine.delete(stream);
    });
  }

  /** Never rejects: an append that fails leaves the others of its batch alone. */
  async #take(append: Append): Promise<AppendResult> {
    let parts: Written[][];
    try {
      parts = vetted(append);
    } catch (error) {
      return error as Error;
    }
    try {
      // A version that is not met goes before a key that is used twice, as in every store.
      const again = twice(append);
      const refusal = again || parts.length > 1 ? await this.#foreseen(append) : undefined;
      return refusal ?? again ?? (await this.#writeParts(append, parts));
    } catch (error) {
      return asStoreError(error);
    }
  }

  async #writeParts(append: Append, parts: readonly Written[][]): Promise<AppendResult> {
    const done: Appended[] = [];
    for (const [i, part] of append.entries()) {
      if (!writes(part)) continue;
      const result = await this.writer.write({ part, written: parts[i]! });
      if (result instanceof Error) return result;
      done.push(result);
    }
    return joined(done);
  }

  /** Refuses what could not be finished, before anything of it is written. Parts that stand already are passed over. */
  async #foreseen(append: Append): Promise<ConcurrencyConflict | KeyReused | undefined> {
    const streams = new Map<string, KnownStream>();
    for (const part of append) {
      // A stream that is held only is held at its newest version.
      const known = await this.writer.prepare(writes(part) ? part : { ...part, expected: 'any' });
      streams.set(part.stream, known);
    }
    const known = (part: StreamAppend) => streams.get(part.stream)!;
    const open = append.filter((part) => writes(part) && !repeated([part], known(part).place));
    if (open.length === 0) return undefined;
    const held = append.filter((part) => !writes(part));
    const before = versionsBefore([...open, ...held], (stream) => streams.get(stream)!.version);
    if (before instanceof Error) return before;
    return reusedKey(open, (id) => [...streams.values()].map(({ place }) => place(id)).find(Boolean));
  }
}
