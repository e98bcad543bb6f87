import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** As `npm start` has it; Node keeps what it compiled for the next start. */
const program = fileURLToPath(new URL('../../apps/cli/bin/rectify.mjs', import.meta.url));
const STARTS_WITHIN_MS = 90_000;

export interface ProgramStart {
  readonly environment: Readonly<Record<string, string>>;
  /** Options of Node before the program's own arguments. */
  readonly options?: readonly string[];
}

/**
 * The built `rectify serve` as a process of its own. It takes a free port itself and its address is read from what it
 * prints: a port that was probed and let go could be another process's by then.
 */
export class ServedProgram {
  #said = '';

  private constructor(readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
  }

  /** Resolves once it has printed its addresses. */
  static async start({ environment, options = [] }: ProgramStart): Promise<ServedProgram> {
    const child = spawn(process.execPath, [...options, program, 'serve'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', RECTIFY_LOG_LEVEL: 'error', ...environment, RECTIFY_PORT: '0' },
    });
    const started = new ServedProgram(child);
    await started.#printed();
    return started;
  }

  /** Standard output so far. */
  get said(): string {
    return this.#said;
  }

  get url(): string {
    return /(http:\/\/\S+?) /.exec(this.said)![1]!;
  }

  get ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  /** Sends the signal and waits for the end. */
  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.ended) return;
    const over = once(this.child, 'exit');
    this.child.kill(signal);
    await over;
  }

  async #printed(): Promise<void> {
    const until = Date.now() + STARTS_WITHIN_MS;
    while (!/api\/docs/.test(this.said)) {
      if (this.ended) {
        throw new Error(`the program ended with ${this.child.exitCode ?? this.child.signalCode}: ${this.said}`);
      }
      if (Date.now() > until) {
        await this.end('SIGKILL');
        throw new Error(`the program did not start within ${STARTS_WITHIN_MS} ms: ${this.said}`);
      }
      await pause(20);
    }
  }
}
