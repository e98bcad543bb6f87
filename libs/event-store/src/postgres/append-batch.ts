import { type Append, type AppendResult, type ExpectedVersion, type Instant, KeyReused } from '#event-sourcing';
import { type Place, repeated, versionsBefore, writes } from '../admission.js';
import { asWritten, type Written } from '../stored-event.js';

const NEVER = -3;

/** JSON text never holds this character (31) as such. An array of it would have each of its many quotes escaped. */
const BETWEEN_TEXTS = '\x1f';

const expectation = (expected: ExpectedVersion): number => {
  if (typeof expected === 'number') return expected >= 0 ? expected : NEVER;
  return { none: 0, any: -1, exists: -2 }[expected];
};

/** What the database's append function answers; streams and appends in the order of the batch. */
export interface AppendAnswer {
  readonly head: string;
  readonly taken_at: Instant;
  readonly versions: readonly number[];
  readonly taken: readonly boolean[];
  readonly known:
    readonly [id: string, stream: string, version: number, position: string, recordedAt: Instant][] | null;
}

const idsOf = (append: Append): string[] => append.flatMap(({ events }) => events.map(({ id }) => id));

/** Appends that go in one call: no event id comes in two of them. */
export class AppendBatch {
  readonly #streams = new Map<string, number>();
  readonly #ids = new Set<string>();
  readonly #parts: [append: number, stream: number, expected: number, events: number][] = [];
  readonly #events: [part: number, number: number, Written][] = [];
  readonly #appends: Append[] = [];

  get length(): number {
    return this.#appends.length;
  }

  /** False when one of its ids is in the batch already. */
  add(append: Append, parts: readonly Written[][]): boolean {
    const ids = idsOf(append);
    if (ids.some((id) => this.#ids.has(id))) return false;
    const before = this.#ids.size;
    for (const id of ids) this.#ids.add(id);
    const once = this.#ids.size - before === ids.length;
    const number = this.#appends.push(append);
    append.forEach(({ stream, expected, events }, i) => {
      if (!this.#streams.has(stream)) this.#streams.set(stream, this.#streams.size + 1);
      const part = this.#parts.push([
        number,
        this.#streams.get(stream)!,
        once ? expectation(expected) : NEVER,
        events.length,
      ]);
      parts[i]!.forEach((written, at) => this.#events.push([part, at + 1, written]));
    });
    return true;
  }

  /** Each append in a batch of its own. */
  apart(): AppendBatch[] {
    return this.#appends.map((append) => {
      const alone = new AppendBatch();
      alone.add(append, asWritten(append));
      return alone;
    });
  }

  /** The arguments of the append function, without the clock. */
  values(): unknown[] {
    const part = (at: 0 | 1 | 2 | 3) => this.#parts.map((one) => one[at]);
    const event = <T>(of: (written: Written) => T) => this.#events.map((one) => of(one[2]));
    return [
      [...this.#streams.keys()],
      part(0),
      part(1),
      part(2),
      part(3),
      this.#events.map((one) => one[0]),
      this.#events.map((one) => one[1]),
      event((one) => one.event.id),
      event((one) => one.event.type),
      event((one) => one.event.schemaVersion),
      event((one) => one.data).join(BETWEEN_TEXTS),
      event((one) => one.metadata).join(BETWEEN_TEXTS),
    ];
  }

  /** Each append's own outcome; those refused learn why from what stood there at their turn. */
  results(answer: AppendAnswer): AppendResult[] {
    const versions = new Map([...this.#streams.keys()].map((stream, i) => [stream, answer.versions[i]!]));
    const known = new Map<string, Place>(
      answer.known?.map(([id, stream, version, position, recordedAt]) => [
        id,
        { stream, version, position, recordedAt },
      ]),
    );
    let position = Number(answer.head);
    return this.#appends.map((append, i) => {
      if (!answer.taken[i]) return refusal(append, versions, known);
      const lasts = append.filter(writes).map(({ stream, events }) => {
        const version = versions.get(stream)! + events.length;
        versions.set(stream, version);
        position += events.length;
        return { version, position: String(position) };
      });
      return {
        outcome: 'ok',
        versions: lasts.map((last) => last.version),
        positions: lasts.map((last) => last.position),
        recordedAt: answer.taken_at,
      };
    });
  }
}

const refusal = (
  append: Append,
  versions: ReadonlyMap<string, number>,
  known: ReadonlyMap<string, Place>,
): AppendResult => {
  const before = versionsBefore(append, (stream) => versions.get(stream)!);
  const again = repeated(append, (id) => known.get(id));
  if (again) return again;
  if (before instanceof Error) return before;
  const seen = new Set<string>();
  const events = append.flatMap((part) => part.events);
  const clash = events.find(({ id }) => known.has(id) || seen.size === seen.add(id).size);
  return new KeyReused(clash!.metadata.commandId);
};

/** The appends as batches in their order, and the error of each that no store could keep. */
export const batchesOf = (appends: readonly Append[]): { batches: AppendBatch[]; refused: Map<number, Error> } => {
  const batches: AppendBatch[] = [];
  const refused = new Map<number, Error>();
  appends.forEach((append, i) => {
    try {
      const parts = asWritten(append);
      if (batches.at(-1)?.add(append, parts)) return;
      const next = new AppendBatch();
      next.add(append, parts);
      batches.push(next);
    } catch (error) {
      refused.set(i, error as Error);
    }
  });
  return { batches, refused };
};
