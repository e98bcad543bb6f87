import { once } from 'node:events';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type EventStore, type Position, type Recorded, subscribe } from '#event-sourcing';

/** As long as an access token lives; the client comes back with Last-Event-ID and a fresh one. */
const STREAM_MS = 10 * 60_000;
const HEARTBEAT_MS = 15_000;
/** A right that was taken away ends the stream within this and the time of one look: 2 seconds are promised. */
const REAUTHORIZE_MS = 1_000;

export interface Line {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

export interface EventStreamOptions {
  readonly after: Position;
  /** Ends the stream from outside: the server closes. */
  readonly closing: AbortSignal;
  /** Throws when the reader may no longer read. */
  readonly reauthorize: () => Promise<void>;
  readonly cursorOf: (event: Recorded) => string;
  /** What of a batch the reader may see. */
  readonly shown: (events: readonly Recorded[]) => Promise<readonly Recorded[]>;
}

const frame = (cursor: string, event: Recorded): string =>
  `id: ${cursor}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/**
 * The log as server-sent events. Whether the reader still may read is asked before each batch and once a second; when
 * not, or when it cannot be told, the stream ends, and the reader learns why by coming back.
 */
export class EventStream {
  readonly #over = new AbortController();
  readonly #signal: AbortSignal;

  constructor(
    private readonly line: Line,
    private readonly options: EventStreamOptions,
  ) {
    this.#signal = AbortSignal.any([this.#over.signal, options.closing]);
  }

  async send(store: EventStore): Promise<void> {
    const { request, reply } = this.line;
    request.raw.on('close', () => this.#over.abort());
    reply.hijack();
    reply.raw.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    reply.raw.write(': rectify events\n\n');
    const timers = [
      setTimeout(() => this.#over.abort(), STREAM_MS),
      setInterval(() => reply.raw.write(': \n\n'), HEARTBEAT_MS),
      setInterval(() => void this.#mayGoOn(), REAUTHORIZE_MS),
    ];
    try {
      for await (const events of subscribe(store, this.options.after, { signal: this.#signal })) {
        await this.#batch(events);
      }
    } finally {
      timers.forEach((timer) => clearTimeout(timer));
      reply.raw.end();
    }
  }

  async #batch(events: readonly Recorded[]): Promise<void> {
    if (events.length === 0 || !(await this.#mayGoOn())) return;
    for (const event of await this.options.shown(events)) {
      if (this.#signal.aborted) return;
      await this.#write(frame(this.options.cursorOf(event), event));
    }
  }

  /** No faster than the client reads. */
  async #write(text: string): Promise<void> {
    const { raw } = this.line.reply;
    if (!raw.write(text)) await once(raw, 'drain', { signal: this.#signal }).catch(() => undefined);
  }

  async #mayGoOn(): Promise<boolean> {
    await this.options.reauthorize().catch(() => this.#over.abort());
    return !this.#signal.aborted;
  }
}
