import { Client, type ClientConfig } from 'pg';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

/** Hears of appends by any process, over a connection of its own that is made anew, with growing pauses, when it breaks. */
export class AppendListener {
  #client: Client | undefined;
  #timer: NodeJS.Timeout | undefined;
  #pauseMs = FIRST_PAUSE_MS;
  #closed = false;

  constructor(
    private readonly config: ClientConfig,
    private readonly heard: () => void,
  ) {
    void this.#connect();
  }

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.#client?.end().catch(() => undefined);
  }

  async #connect(): Promise<void> {
    const client = new Client(this.config);
    this.#client = client;
    client.on('notification', this.heard);
    client.on('error', () => undefined);
    client.once('end', () => this.#again());
    try {
      await client.connect();
      await client.query('LISTEN rectify_events');
      this.#pauseMs = FIRST_PAUSE_MS;
      // Whatever was appended while nobody listened.
      this.heard();
    } catch {
      await client.end().catch(() => undefined);
      this.#again();
    }
  }

  #again(): void {
    if (this.#closed || this.#timer) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#connect();
    }, this.#pauseMs);
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
  }
}
