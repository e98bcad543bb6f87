import type { Instant } from '#event-sourcing';
import type { Credentials } from '../credentials/credentials.js';

const WRITTEN_AFTER_MS = 1_000;

/** When each API key was used last: exact for this process, written down a second later for the others and the next start. */
export class KeyUses {
  readonly #unwritten = new Map<string, Instant>();
  #writing: NodeJS.Timeout | undefined;

  constructor(private readonly credentials: Pick<Credentials, 'noteKeyUse' | 'keyUses'>) {}

  note(prefix: string, at: Instant): void {
    this.#unwritten.set(prefix, at);
    this.#writing ??= setTimeout(() => void this.flush().catch(() => undefined), WRITTEN_AFTER_MS).unref();
  }

  /** What cannot be written now stays for the next time. */
  async flush(): Promise<void> {
    clearTimeout(this.#writing);
    this.#writing = undefined;
    for (const [prefix, at] of this.#unwritten) {
      await this.credentials.noteKeyUse(prefix, at);
      if (this.#unwritten.get(prefix) === at) this.#unwritten.delete(prefix);
    }
  }

  /** Of all processes, those just now by this one included. */
  async of(clientId: string, prefixes: readonly string[]): Promise<ReadonlyMap<string, Instant>> {
    const written = await this.credentials.keyUses(clientId);
    const here = prefixes.flatMap((prefix) => {
      const at = this.#unwritten.get(prefix);
      return at === undefined || at < (written.get(prefix) ?? '') ? [] : [[prefix, at] as const];
    });
    return new Map([...written, ...here]);
  }
}
