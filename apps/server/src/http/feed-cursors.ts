import { type Engine, eventAt, markOf, type Position, type Recorded, RuleBroken } from '#event-sourcing';

const CURSOR = /^(0|[1-9]\d{0,18})(?:-([0-9a-f]{16}))?$/;
const SEAL_LENGTH = 16;

/**
 * Cursors of the feed: the position of the last event given, and so much of a digest over its mark that a log which has
 * another event there is told. Of an event that its reader may not see they tell nothing.
 */
export class FeedCursors {
  constructor(private readonly engine: Pick<Engine, 'store' | 'digest'>) {}

  of(event: Recorded): string {
    return `${event.position}-${this.#sealOf(event)}`;
  }

  /** Throws when the cursor is none, or of another log. */
  async position(cursor: string): Promise<Position> {
    const [, position, seal] = CURSOR.exec(cursor) ?? [];
    if (position === undefined) throw new RuleBroken('query.bad-position', { after: cursor });
    if (seal !== undefined) await this.#mustStandThere(cursor, position, seal);
    return position;
  }

  async #mustStandThere(cursor: string, position: Position, seal: string): Promise<void> {
    const { store } = this.engine;
    const event = await eventAt(store, position);
    if (event && this.#sealOf(event) === seal) return;
    throw new RuleBroken('cursor.other-log', { cursor, head: await store.head() });
  }

  #sealOf(event: Recorded): string {
    return this.engine.digest(markOf(event)).slice(0, SEAL_LENGTH);
  }
}
