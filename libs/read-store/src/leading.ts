import { LeaseLost, type ReadStore, type ViewsLease } from '#event-sourcing';

/** What only one process at a time may do: follow the events and write the views. */
export interface Following {
  start(): Promise<void>;
  stop(): Promise<void>;
}

export interface Leading {
  /** Whether the work runs in this process now. */
  readonly leads: boolean;
  /** Stops the work and leaves it to another process. */
  stop(): Promise<void>;
}

const STANDBY_PAUSE_MS = 250;

class LedByLease implements Leading {
  #leads = false;
  readonly #stop = new AbortController();
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly lease: ViewsLease,
    private readonly work: Following,
  ) {}

  get leads(): boolean {
    return this.#leads;
  }

  /** Resolves after the first try. Rejects when the work cannot start although the lease is held. */
  async begin(): Promise<void> {
    await this.#tryToLead();
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#running;
    await this.lease.release();
  }

  async #run(): Promise<void> {
    for (;;) {
      await (this.#leads ? this.#untilLost() : this.#woken(STANDBY_PAUSE_MS));
      if (this.#leads) await this.work.stop();
      this.#leads = false;
      if (this.#stop.signal.aborted) return;
      // A database that is away now is asked again after the pause.
      await this.#tryToLead().catch(() => undefined);
    }
  }

  async #tryToLead(): Promise<void> {
    if (!(await this.lease.take())) return;
    try {
      await this.work.start();
      this.#leads = true;
    } catch (error) {
      await this.work.stop();
      await this.lease.release();
      if (!(error instanceof LeaseLost)) throw error;
    }
  }

  #untilLost(): Promise<void> {
    return this.#wait((resolve) => (this.lease.held ? this.lease.onLost(resolve) : resolve()));
  }

  #woken(withinMs: number): Promise<void> {
    return this.#wait((resolve) => {
      const timer = setTimeout(resolve, withinMs);
      return () => clearTimeout(timer);
    });
  }

  /** Until `begin` resolves it or somebody asks to stop; then takes back what `begin` had set up. */
  async #wait(begin: (resolve: () => void) => (() => void) | void): Promise<void> {
    const { signal } = this.#stop;
    if (signal.aborted) return;
    let resolved: () => void = () => undefined;
    const over = new Promise<void>((resolve) => (resolved = resolve));
    const undo = begin(resolved);
    signal.addEventListener('abort', resolved);
    await over;
    signal.removeEventListener('abort', resolved);
    undo?.();
  }
}

/**
 * Runs the work while this process may write the views: at once where the store belongs to one process; where there is
 * a lease, while it holds it, and again when the holder before it ended, within 3 seconds. Resolves after the first try.
 */
export const leading = async ({ lease }: Pick<ReadStore, 'lease'>, work: Following): Promise<Leading> => {
  if (lease) {
    const led = new LedByLease(lease, work);
    await led.begin();
    return led;
  }
  await work.start();
  return { leads: true, stop: () => work.stop() };
};
