import type { Flush, Observer, Position, ViewsSetAside } from '#event-sourcing';
import type { Damage, Head } from '#integrity';
import type { DamagedFile } from '#rectification';
import type { Config } from '../config.js';
import { version } from '../../../composition/src/version.js';
import type { Log } from './log.js';
import { masked } from './masking.js';

const SEALING_TOLD_EVERY_MS = 5_000;

/** What an operator wants to read of the engine: each change of its standing, once. */
export class Happenings {
  #storeFails = false;
  #leads = false;
  #sealingFails = false;
  #sealingToldAt = 0;

  constructor(private readonly log: Log) {}

  started({ databaseUrl, viewsUrl, credentialsUrl, integrityDirectory }: Config, url: string): void {
    const stores = { events: masked(databaseUrl), views: masked(viewsUrl), credentials: masked(credentialsUrl) };
    this.log.info({ version: version(), node: process.version, url, stores, integrityDirectory }, 'started');
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

  viewsDiscarded(views: readonly string[]): void {
    this.log.warn(
      { views },
      'these views were made of another log, or of this one before it was restored; they are made anew',
    );
  }

  viewsSetAside(aside: ViewsSetAside): void {
    this.log.error({ aside }, 'the file of the views is damaged; it is set aside, and they are made anew');
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

  historyDamaged(damage: Damage): void {
    this.log.error({ damage }, 'the stored history is damaged, and nothing is taken until somebody has looked');
  }

  /** Told while an older history is sealed, and when it is. */
  sealed({ size }: Head, more: boolean): void {
    this.#sealingFails = false;
    if (!more) {
      if (this.#sealingToldAt > 0) this.log.info({ sealed: size }, 'the history is sealed');
      this.#sealingToldAt = 0;
    } else if (performance.now() - this.#sealingToldAt > SEALING_TOLD_EVERY_MS || this.#sealingToldAt === 0) {
      this.#sealingToldAt = performance.now();
      this.log.info({ sealed: size }, 'the history is being sealed');
    }
  }

  sealingFailed(error: unknown): void {
    if (this.#sealingFails) return;
    this.#sealingFails = true;
    this.log.error({ err: error }, 'the history cannot be read back and sealed; the same is tried again');
  }

  evidenceDamaged(file: DamagedFile): void {
    this.log.error({ file }, 'evidence is damaged or missing');
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
  viewsDiscarded: (views) => happenings.viewsDiscarded(views),
  viewsSetAside: (aside) => happenings.viewsSetAside(aside),
  processFailed: (loop, error) => {
    counting.processFailed(loop, error);
    happenings.processFailed(loop, error);
  },
  processParked: (process, target, error) => {
    counting.processParked(process, target, error);
    happenings.processParked(process, target, error);
  },
});
