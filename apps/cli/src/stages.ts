import { type Progress, showProgress } from './progress-bar.js';

/** One bar after another, for work that comes in stages. */
export class Stages {
  #stage: string | undefined;
  #bar: Progress | undefined;

  constructor(
    private readonly titles: Readonly<Record<string, string>>,
    private readonly unit: string,
  ) {}

  at(stage: string, { done, of }: { readonly done: number; readonly of: number }): void {
    if (stage !== this.#stage) {
      this.end();
      this.#stage = stage;
      this.#bar = showProgress(this.titles[stage] ?? stage, of, this.unit);
    }
    this.#bar?.at(done);
  }

  end(): void {
    this.#bar?.end();
    this.#bar = undefined;
  }
}
