import { collectDefaultMetrics, Registry } from 'prom-client';
import { counting } from './counting.js';
import { type Instruments, instrumentsIn } from './instruments.js';
import { type Measured, measure } from './measuring.js';

let ofProcess: Registry | undefined;

/** Heap, event loop, collections and file descriptors belong to the process, however many servers run in it. */
const processRegistry = (): Registry => {
  if (!ofProcess) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
};

/** What one server counts and measures, in the text format of Prometheus. */
export class Metrics {
  static readonly contentType = Registry.PROMETHEUS_CONTENT_TYPE;
  readonly #registry = new Registry();
  readonly instruments: Instruments = instrumentsIn(this.#registry);
  #measured: Measured | undefined;
  #scrape: Promise<string> | undefined;

  counting(about: Parameters<typeof counting>[1]): ReturnType<typeof counting> {
    return counting(this.instruments, about);
  }

  /** From now on a scrape looks at this engine. */
  watch(measured: Measured): void {
    this.#measured = measured;
  }

  /** However many ask at once, the stores are asked once. */
  text(): Promise<string> {
    this.#scrape ??= this.#scraped().finally(() => (this.#scrape = undefined));
    return this.#scrape;
  }

  async #scraped(): Promise<string> {
    if (this.#measured) await measure(this.instruments, this.#measured);
    const texts = [await this.#registry.metrics(), await processRegistry().metrics()];
    return texts.join('\n');
  }
}
