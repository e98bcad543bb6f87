import type { Observer } from '../observer.js';

/** What keeps the views from moving while it is tried again. However often it is met, it is told once. */
export class Halt {
  #reason: string | undefined;

  constructor(readonly observer: Observer) {}

  get reason(): string | undefined {
    return this.#reason;
  }

  met(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason === this.#reason) return;
    this.#reason = reason;
    this.observer.viewsHalted?.(error);
  }

  over(): void {
    if (this.#reason === undefined) return;
    this.#reason = undefined;
    this.observer.viewsResumed?.();
  }
}
