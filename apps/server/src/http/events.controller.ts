import { Controller, type OnModuleDestroy, Query, Req, Res } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OverseersVisibility } from '#audit';
import { MeetingVisibility } from '#decision';
import { type Actor, BEGINNING, comparePositions, Engine, type Recorded, RuleBroken } from '#event-sourcing';
import { Asks, NO_CURSOR, NO_POSITION, SignedIn, Whole } from '#event-sourcing-nest';
import type { GuardedRequest } from '#identity';
import { serverActs } from '../acts.js';
import type { FeedPage } from './answers.js';
import { EventStream, type Line } from './event-stream.js';
import { FeedCursors } from './feed-cursors.js';

const POSITION = /^(0|[1-9]\d{0,18})$/;
const CURSOR = /^(0|[1-9]\d{0,18})(-[0-9a-f]{16})?$/;

class EventsQuery {
  /**
   * Where to go on: `next` of the page before, or the `id` of the last server-sent event. A bare position is taken, too,
   * and is not looked at as to whether it is of this log.
   */
  @IsOptional() @Matches(CURSOR, { message: NO_CURSOR }) cursor?: string;
  /** Answer only when everything up to this position (of a receipt) is stored: a position ahead of the log is refused. */
  @IsOptional() @Matches(POSITION, { message: NO_POSITION }) after?: string;
  @IsOptional() @Whole() @IsInt() @Min(1) @Max(1000) limit?: number;
}

/** What an event source sends when it comes back. */
const seenLast = ({ headers }: FastifyRequest): string | undefined => {
  const id = headers['last-event-id'];
  return Array.isArray(id) ? id[0] : id;
};

@Controller('api/v1/events')
@ApiTags('events 事件')
export class EventsController implements OnModuleDestroy {
  readonly #closing = new AbortController();
  readonly #cursors: FeedCursors;

  constructor(private readonly engine: Engine) {
    this.#cursors = new FeedCursors(engine);
  }

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
    @Req() request: FastifyRequest & GuardedRequest,
    @Res() reply: FastifyReply,
  ): Promise<FeedPage> {
    if (query.after !== undefined) await this.#reached({ after: query.after });
    const cursor = seenLast(request) ?? query.cursor ?? BEGINNING;
    const after = await this.#reached({ cursor: await this.#cursors.position(cursor) });
    const isStream = request.headers.accept?.includes('text/event-stream');
    // Nest sends nothing of what is returned: the reply is written here.
    if (isStream) return this.#stream(after, { request, reply });
    const page = await this.#page({ cursor, after }, query.limit ?? 100, who);
    await reply.send(page);
    return page;
  }

  /** Never empty before the end of the log. */
  async #page({ cursor, after }: Readonly<Record<'cursor' | 'after', string>>, limit: number, who: Actor) {
    for (let [next, from] = [cursor, after]; ;) {
      const read = await this.engine.events(from, limit);
      const events = await this.#shown(read, who);
      const last = read.at(-1);
      if (last) [next, from] = [this.#cursors.of(last), last.position];
      if (events.length > 0 || !last) return { items: events, next };
    }
  }

  async #shown(events: readonly Recorded[], who: Actor): Promise<Recorded[]> {
    const { lookup } = this.engine;
    const [meetings, overseers] = [new MeetingVisibility(lookup, who), new OverseersVisibility(lookup, who)];
    const seen = await overseers.shown(await meetings.shown(events), (event) => ({ ...event, ...event.metadata }));
    return meetings.veiled(seen);
  }

  /** A place ahead of the log belongs to another log: to wait there would leave out what comes before it. */
  async #reached(named: { readonly after: string } | { readonly cursor: string }): Promise<string> {
    const position = 'after' in named ? named.after : named.cursor;
    if (!POSITION.test(position)) throw new RuleBroken('query.bad-position', named);
    const head = await this.engine.store.head();
    if (comparePositions(position, head) > 0) throw new RuleBroken('query.position-ahead', { ...named, head });
    return position;
  }

  async #stream(after: string, line: Line & { readonly request: GuardedRequest }): Promise<FeedPage> {
    const { request } = line;
    const reauthorize = async (): Promise<void> => {
      if (!request.reauthorize) throw new RuleBroken('sign-in.required');
      await request.reauthorize();
    };
    const shown = (events: readonly Recorded[]) => this.#shown(events, request.actor!);
    const cursorOf = (event: Recorded) => this.#cursors.of(event);
    const options = { after, closing: this.#closing.signal, reauthorize, shown, cursorOf };
    await new EventStream(line, options).send(this.engine.store);
    return { items: [], next: after };
  }
}
