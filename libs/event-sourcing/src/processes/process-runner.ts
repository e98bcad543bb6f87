import { ViewBehind } from '../errors.js';
import { isReachedIn, markOf } from '../appending/marks.js';
import { BEGINNING, type Position, type Recorded } from '../event.js';
import { everyRow } from '../views/every-row.js';
import { CHECKPOINT, type ProcessSurroundings } from './process-commands.js';
import { ProcessListener } from './process-listener.js';
import { processParked } from './process-parked.js';
import { ProcessSender } from './process-sender.js';
import type { Process } from './process.js';
import { Bell, subscribe } from '../views/subscription.js';

/** Longest sleep between two looks at the clock, so that a clock set forward is noticed. */
const NAP_MS = 30_000;

export class ProcessRunner {
  #stop = new AbortController();
  readonly #bell = new Bell();
  readonly #end = new Bell();
  #loops: Promise<unknown> = Promise.resolve();
  readonly #failures = new Map<string, string>();
  /** Attempts of each loop since it last got through; its pauses grow with them. */
  readonly #attempts = new Map<string, number>();
  readonly #listener: ProcessListener;
  readonly #sender: ProcessSender;
  #caughtUp = false;
  /** What was set aside is tried once after each start. */
  #triedAgain = false;

  constructor(
    private readonly processes: readonly Process[],
    private readonly around: ProcessSurroundings,
  ) {
    this.#listener = new ProcessListener(around);
    this.#sender = new ProcessSender(processes, around, this.#listener);
  }

  get names(): readonly string[] {
    return this.processes.map(({ name }) => name);
  }

  /** What went wrong last, while it is being tried again. */
  get failure(): string | undefined {
    return [...this.#failures.values()][0];
  }

  /** Also after a stop. */
  start(): void {
    if (this.processes.length === 0) return;
    this.#stop = new AbortController();
    this.#end.silence();
    this.#failures.clear();
    this.#attempts.clear();
    this.#triedAgain = false;
    this.#loops = Promise.all([
      this.#persistently('listen', () => this.#listen()),
      this.#persistently('send', () => this.#send()),
    ]);
  }

  async stop(): Promise<void> {
    this.#stop.abort();
    this.#bell.ring();
    this.#end.ring();
    await this.#loops;
  }

  /** Tries again what the target was set aside for; true when nothing of it is left. */
  async resume(process: string, target: string): Promise<boolean> {
    const known = this.processes.find(({ name }) => name === process);
    if (known) await this.#listener.resume(known, target);
    const { parked, failing } = await this.#listener.inbox(process, target);
    if (parked.length === 0) for (const intentId of failing) await this.#sender.retry(intentId);
    this.#bell.ring();
    const left = await this.#listener.inbox(process, target);
    return left.parked.length === 0 && left.failing.size === 0;
  }

  async #persistently(name: string, loop: () => Promise<void>): Promise<void> {
    while (!this.#stop.signal.aborted) {
      try {
        await loop();
      } catch (error) {
        // A view still being built is no failure; sending begins when it is there.
        if (!(error instanceof ViewBehind)) {
          this.#failures.set(name, String(error));
          this.around.failed?.(name, error);
        }
        const attempts = this.#attempts.get(name) ?? 0;
        this.#attempts.set(name, attempts + 1);
        await this.#end.rung(Math.min(NAP_MS, 200 * 2 ** attempts));
      }
    }
  }

  #gotThrough(name: string): void {
    this.#failures.delete(name);
    this.#attempts.delete(name);
  }

  async #listen(): Promise<void> {
    const { store, readStore } = this.around;
    this.#caughtUp = false;
    const { after, ...begun } = await this.#begin();
    let { saved } = begun;
    for await (const events of subscribe(store, after, { signal: this.#stop.signal })) {
      for (const event of events) await this.#hear(event);
      const last = events.at(-1);
      if (last) await readStore.saveCheckpoint(CHECKPOINT, saved, { position: last.position, mark: markOf(last) });
      else if (!this.#caughtUp) this.#heardAll();
      saved = last?.position ?? saved;
      this.#gotThrough('listen');
    }
  }

  /** What was heard of this log is known where it led to something: to hear all of it again does nothing twice. */
  async #begin(): Promise<{ readonly after: Position; readonly saved: Position }> {
    const reached = (await this.around.readStore.reached(CHECKPOINT)) ?? { position: BEGINNING };
    const { position: saved } = reached;
    return { saved, after: (await isReachedIn(this.around.store, reached)) ? saved : BEGINNING };
  }

  async #hear(event: Recorded): Promise<void> {
    for (const process of this.processes) {
      if (process.types.has(event.type) && (await this.#listener.hear(process, event))) this.#bell.ring();
    }
  }

  #heardAll(): void {
    this.#caughtUp = true;
    this.#bell.ring();
  }

  async #send(): Promise<void> {
    const { store, seen } = this.around;
    while (!this.#stop.signal.aborted) {
      this.#bell.silence();
      await seen(await store.head());
      if (!this.#triedAgain) await this.#tryAgain();
      const pause = await this.#sender.round(NAP_MS, () => this.#caughtUp);
      this.#gotThrough('send');
      if (pause > 0) await this.#bell.rung(pause);
    }
  }

  async #tryAgain(): Promise<void> {
    const rows = await everyRow(this.around.readStore, processParked, { where: { told: 1 } });
    for (const { process, target } of rows.map(({ row }) => row)) await this.resume(process, target);
    this.#triedAgain = true;
  }
}
