import { BEGINNING, type Event, HistoryRefused, type Position, type Recorded } from '#event-sourcing';
import { interruption } from '../continuity.js';
import { asWritten } from '../stored-event.js';
import type { EventReader } from './event-reader.js';
import type { KnownStream } from './known-streams.js';
import type { PartWriter } from './part-writer.js';
import { mustBeStorable } from './wire-event.js';

/** Neighbours of one stream, which can be written at once without leaving the total order. */
const runs = (events: readonly Recorded<Event>[]): Recorded<Event>[][] => {
  const found: Recorded<Event>[][] = [];
  for (const event of events) {
    const last = found.at(-1);
    if (last?.[0]!.stream === event.stream) last.push(event);
    else found.push([event]);
  }
  return found;
};

/** Takes a history that was recorded elsewhere, run by run: what a failure leaves behind is a beginning of it. */
export class HistoryWriter {
  constructor(
    private readonly reader: EventReader,
    private readonly writer: PartWriter,
  ) {}

  async restore(behind: Position, events: readonly Recorded<Event>[]): Promise<void> {
    const last = await this.reader.last();
    const streams = await this.#streams(events);
    const refusal = interruption(behind, events, {
      head: last?.position ?? BEGINNING,
      recordedAt: last?.recordedAt ?? '',
      version: (stream) => streams.get(stream)!.version,
      knows: (id) => [...streams.values()].some(({ place }) => place(id)),
    });
    if (refusal) throw refusal;
    for (const run of runs(events)) await this.#write(run);
  }

  async #streams(events: readonly Recorded<Event>[]): Promise<Map<string, KnownStream>> {
    const streams = new Map<string, KnownStream>();
    for (const { stream, version } of events) {
      if (streams.has(stream)) continue;
      streams.set(stream, await this.writer.prepare({ stream, expected: version - 1, events: [] }));
    }
    return streams;
  }

  async #write(run: readonly Recorded<Event>[]): Promise<void> {
    const [{ stream, version }] = run as readonly [Recorded<Event>];
    const part = { stream, expected: version - 1, events: run };
    const [written] = asWritten([part]);
    written!.forEach(mustBeStorable);
    const result = await this.writer.write({ part, written: written!, recorded: run.map((one) => one.recordedAt) });
    if (result instanceof Error) throw new HistoryRefused(result.message);
  }
}
