import type { DestinationStream } from 'pino';
import type { ProblemTexts } from '#contracts';
import type { EventStore, Flush, Observer } from '#event-sourcing';
import type { GuardOptions } from '#integrity';
import type { Config } from '../config.js';
import { codeOf } from '../http/problem.filter.js';
import { Happenings, toldTo } from './happenings.js';
import { type Log, openLog } from './log.js';
import { Metrics } from './metrics.js';
import { Room } from './room.js';

/** What one server tells of itself: its log and its metrics. */
export class Observing {
  readonly log: Log;
  readonly metrics = new Metrics();
  readonly happenings: Happenings;
  readonly room: Room;

  /** `to` is standard error when absent. */
  constructor(
    config: Pick<Config, 'logLevel' | 'role' | 'databaseUrl' | 'dataDirectory' | 'leastFreeMib'>,
    private readonly texts: ProblemTexts,
    to?: DestinationStream,
  ) {
    this.log = openLog(config, to);
    this.happenings = new Happenings(this.log);
    this.room = new Room(config);
  }

  observerOf({ name }: Pick<EventStore, 'name'>): Observer {
    const kindOf = (error: unknown) => this.texts[codeOf(error)]?.kind ?? 'failed';
    const told = toldTo(this.metrics.counting({ store: name, kindOf }), this.happenings);
    const flushed = (flush: Flush) => {
      told.flushed?.(flush);
      this.room.flushed(flush);
    };
    return { ...told, flushed };
  }

  guarding(): GuardOptions {
    return {
      onDamage: (damage) => this.happenings.historyDamaged(damage),
      onSealed: (head, more) => this.happenings.sealed(head, more),
      onFailure: (error) => this.happenings.sealingFailed(error),
    };
  }
}
