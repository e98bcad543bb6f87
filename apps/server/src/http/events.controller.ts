import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { Controller, type OnModuleDestroy, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { MeetingVisibility } from '#decision';
import { type Actor, BEGINNING, comparePositions, Engine, type Recorded, RuleBroken, subscribe } from '#event-sourcing';
import { Asks, SignedIn } from '#event-sourcing-nest';
import { serverActs } from '../acts.js';
import type { FeedPage } from './answers.js';

const POSITION = /^(0|[1-9]\d{0,18})$/;

class EventsQuery {
  /** Position of the last event seen: `next` of the page before, or the `id` of the last server-sent event. */
  @IsOptional() @Matches(POSITION) cursor?: string;
  /** Answer only when everything up to this position (of a receipt) is stored: a position ahead of the log is refused. */
  @IsOptional() @Matches(POSITION) after?: string;
  @IsOptional() @Transform(({ value }) => Number(value)) @IsInt() @Min(1) @Max(1000) limit?: number;
}

/** As long as an access token lives; the client comes back with Last-Event-ID and a fresh one. */
const STREAM_MS = 10 * 60_000;
const HEARTBEAT_MS = 15_000;

const frame = (event: Recorded): string =>
  `id: ${event.position}\nevent: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`;

/** What an event source sends when it comes back. */
const seenLast = ({ headers }: FastifyRequest): string | undefined => {
  const id = headers['last-event-id'];
  return Array.isArray(id) ? id[0] : id;
};

/** Writes no faster than the client reads. */
const send = async (raw: ServerResponse, events: readonly Recorded[], signal: AbortSignal): Promise<void> => {
  for (const event of events) {
    if (signal.aborted) return;
    if (!raw.write(frame(event))) await once(raw, 'drain', { signal }).catch(() => undefined);
  }
};

interface Line {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
}

@Controller('api/v1/events')
@ApiTags('events 事件')
export class EventsController implements OnModuleDestroy {
  readonly #closing = new AbortController();

  constructor(private readonly engine: Engine) {}

  /** Ends the streams, for which a server that closes would wait. */
  onModuleDestroy(): void {
    this.#closing.abort();
  }

  /**
   * The log as a feed: pages of JSON, or server-sent events when asked for `text/event-stream`. What belongs to meetings
   * that are not for the reader is left out.
   */
  @Asks(serverActs.ReadEvents)
  @ApiHeader({
    name: 'Last-Event-ID',
    required: false,
    description:
      'The `id` of the last server-sent event, as an event source sends it when it comes back; goes before `cursor`.',
  })
  async events(
    @SignedIn() who: Actor,
    @Query() query: EventsQuery,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<FeedPage> {
    if (query.after !== undefined) await this.#reached(query.after);
    const after = await this.#reached(seenLast(request) ?? query.cursor ?? BEGINNING);
    const isStream = request.headers.accept?.includes('text/event-stream');
    // Nest sends nothing of what is returned: the reply is written here.
    if (isStream) return this.#stream(after, who, { request, reply });
    const page = await this.#page(after, query.limit ?? 100, who);
    await reply.send(page);
    return page;
  }

  /** Never empty before the end of the log. */
  async #page(after: string, limit: number, who: Actor): Promise<FeedPage> {
    for (let next = after; ;) {
      const read = await this.engine.events(next, limit);
      const events = await this.#shown(read, who);
      next = read.at(-1)?.position ?? next;
      if (events.length > 0 || read.length === 0) return { items: events, next };
    }
  }

  async #shown(events: readonly Recorded[], who: Actor): Promise<Recorded[]> {
    const sight = new MeetingVisibility(this.engine.lookup, who);
    return sight.veiled(await sight.shown(events));
  }

  /** A place ahead of the log belongs to another log: to wait there would leave out what comes before it. */
  async #reached(after: string): Promise<string> {
    if (!POSITION.test(after)) throw new RuleBroken('query.bad-position', { after });
    const head = await this.engine.store.head();
    if (comparePositions(after, head) > 0) throw new RuleBroken('query.position-ahead', { after, head });
    return after;
  }

  async #stream(after: string, who: Actor, { request, reply }: Line): Promise<FeedPage> {
    const over = new AbortController();
    const signal = AbortSignal.any([over.signal, this.#closing.signal]);
    request.raw.on('close', () => over.abort());
    const end = setTimeout(() => over.abort(), STREAM_MS);
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, {
      'Content-Type': 'text/event-stream; charset=utf-8',
      'Cache-Control': 'no-store',
      'X-Accel-Buffering': 'no',
    });
    raw.write(': rectify events\n\n');
    const heartbeat = setInterval(() => raw.write(': \n\n'), HEARTBEAT_MS);
    try {
      for await (const events of subscribe(this.engine.store, after, { signal })) {
        await send(raw, await this.#shown(events, who), signal);
      }
    } finally {
      clearTimeout(end);
      clearInterval(heartbeat);
      raw.end();
    }
    return { items: [], next: after };
  }
}
