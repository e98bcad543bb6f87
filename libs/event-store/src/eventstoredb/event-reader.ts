import { BACKWARDS, END, FORWARDS, type ResolvedEvent, START } from '@eventstore/db-client';
import { BEGINNING, type Event, type Position, type Recorded } from '#event-sourcing';
import { hasFailedAtTheServer, isAnswer, isUnknownStream } from './client-errors.js';
import type { Connection } from './connection.js';
import { fromWire, isSystem } from './wire-event.js';

const STREAM_PAGE = 1_000;
/** Even a reader of one event gets over a run of system events in few steps. */
const LEAST_PAGE = 64;

const collected = async (events: AsyncIterable<ResolvedEvent>): Promise<ResolvedEvent[]> => {
  const page: ResolvedEvent[] = [];
  for await (const event of events) page.push(event);
  return page;
};

/** From a position that is none the server fails however often it is asked. */
const isFinalOfTheLog = (error: unknown): boolean => isAnswer(error) || hasFailedAtTheServer(error);

/** Reads from the leader only, so that whatever was acknowledged is seen. */
export class EventReader {
  constructor(private readonly connection: Connection) {}

  async stream(name: string, after: number): Promise<Recorded<Event>[]> {
    return (await this.streamAsStored(name, after)).map(fromWire);
  }

  async streamAsStored(name: string, after: number): Promise<ResolvedEvent[]> {
    const found: ResolvedEvent[] = [];
    for (;;) {
      const page = await this.#streamPage(name, BigInt(after + found.length));
      found.push(...page);
      if (page.length < STREAM_PAGE) return found;
    }
  }

  async all(after: Position, limit: number): Promise<Recorded<Event>[]> {
    const found: Recorded<Event>[] = [];
    const size = Math.max(limit, LEAST_PAGE) + 1;
    for (let from = BigInt(after); ;) {
      // The server gives the event at the position too, which is known already.
      const page = await this.log(from, size);
      const behind = page.filter(({ event }) => event!.position!.commit > from);
      found.push(...behind.filter((event) => !isSystem(event)).map(fromWire));
      if (page.length < size || found.length >= limit) return found.slice(0, limit);
      from = behind.at(-1)!.event!.position!.commit;
    }
  }

  /** The server refuses to read from where no event stands; beyond the end it gives nothing. */
  async at(position: Position): Promise<Recorded<Event> | undefined> {
    try {
      const [found] = await this.log(BigInt(position), 1);
      return found && String(found.event!.position!.commit) === position && !isSystem(found)
        ? fromWire(found)
        : undefined;
    } catch (error) {
      if (!hasFailedAtTheServer(error)) throw error;
      // A server that answers otherwise has no event there.
      await this.last();
      return undefined;
    }
  }

  async last(): Promise<Recorded<Event> | undefined> {
    let from: bigint | undefined;
    for (let size = 1; ; size = LEAST_PAGE) {
      const page = await this.#backwardsPage(from, size);
      const found = page.find((event) => !isSystem(event));
      if (found) return fromWire(found);
      if (page.length < size) return undefined;
      from = page.at(-1)!.event!.position!.commit;
    }
  }

  /** What stands in the log from the position on, the event at it included, and the system's own events too. */
  log(from: bigint, maxCount: number): Promise<ResolvedEvent[]> {
    const fromPosition = String(from) === BEGINNING ? START : { commit: from, prepare: from };
    const options = { fromPosition, direction: FORWARDS, maxCount, requiresLeader: true } as const;
    return this.connection.persist((client) => collected(client.readAll(options)), isFinalOfTheLog);
  }

  async #streamPage(name: string, fromRevision: bigint): Promise<ResolvedEvent[]> {
    const options = { fromRevision, direction: FORWARDS, maxCount: STREAM_PAGE, requiresLeader: true } as const;
    try {
      return await this.connection.persist((client) => collected(client.readStream(name, options)));
    } catch (error) {
      if (isUnknownStream(error)) return [];
      throw error;
    }
  }

  #backwardsPage(from: bigint | undefined, maxCount: number): Promise<ResolvedEvent[]> {
    const fromPosition = from === undefined ? END : { commit: from, prepare: from };
    const options = { fromPosition, direction: BACKWARDS, maxCount, requiresLeader: true } as const;
    return this.connection.persist((client) => collected(client.readAll(options)));
  }
}
