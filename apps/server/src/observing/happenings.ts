import type { Flush, Observer, Position } from '#event-sourcing';
import type { Config } from '../config.js';
import { version } from '../version.js';
import type { Log } from './log.js';
import { masked } from './masking.js';

/** What an operator wants to read of the engine: each change of its standing, once. */
export class Happenings {
  #storeFails = false;
  #leads = false;

  constructor(private readonly log: Log) {}

  started({ databaseUrl, viewsUrl, credentialsUrl }: Config, url: string): void {
    const stores = { events: masked(databaseUrl), views: masked(viewsUrl), credentials: masked(credentialsUrl) };
    this.log.info({ version: version(), node: process.version, url, stores }, 'started');
  }

  flushed({ failed, appends, conflicts, error }: Flush): void {
    if (failed > 0) this.#failing(error, failed);
    else if (appends > conflicts) this.#storing();
  }

  viewFailed(view: string, at: Position, error: Error): void {
    this.log.error({ view, at, err: error }, 'a view failed and stands still before this event');
  }

  viewsHalted(error: unknown): void {
    this.log.error({ err: error }, 'no view moves; the same is tried again');
  }

  viewsResumed(): void {
    this.log.info('the views move again');
  }

  processFailed(loop: string, error: unknown): void {
    this.log.warn({ loop, err: error }, 'the processes failed and try again');
  }

  processParked(process: string, target: string, error: string): void {
    this.log.error({ process, target, reason: error }, 'a process set a target aside');
  }

  leading(leads: boolean): void {
    if (leads === this.#leads) return;
    this.#leads = leads;
    this.log.info({ leads }, leads ? 'keeps the views from now on' : 'keeps the views no longer');
  }

  #failing(error: unknown, appends: number): void {
    if (this.#storeFails) return;
    this.#storeFails = true;
    this.log.error({ err: error, appends }, 'the event store takes nothing');
  }

  #storing(): void {
    if (!this.#storeFails) return;
    this.#storeFails = false;
    this.log.info('the event store takes events again');
  }
}

/** Both are told what concerns them. */
export const toldTo = (
  counting: Observer & Required<Pick<Observer, 'flushed' | 'processFailed' | 'processParked'>>,
  happenings: Happenings,
): Observer => ({
  ...counting,
  flushed: (flush) => {
    counting.flushed(flush);
    happenings.flushed(flush);
  },
  viewFailed: (view, at, error) => happenings.viewFailed(view, at, error),
  viewsHalted: (error) => happenings.viewsHalted(error),
  viewsResumed: () => happenings.viewsResumed(),
  processFailed: (loop, error) => {
    counting.processFailed(loop, error);
    happenings.processFailed(loop, error);
  },
  processParked: (process, target, error) => {
    counting.processParked(process, target, error);
    happenings.processParked(process, target, error);
  },
});
