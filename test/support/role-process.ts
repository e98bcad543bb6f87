import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../dist/apps/cli/src/main.js', import.meta.url));
const STARTS_WITHIN_MS = 90_000;

export interface Ready {
  readonly status: 'ready' | 'not-ready';
  readonly role: string;
  readonly leads: boolean;
  readonly head?: string;
  readonly views?: readonly { readonly view: string; readonly checkpoint: string }[];
}

/** `rectify serve` in one role, as a process of its own. */
export class RoleProcess {
  #said = '';

  private constructor(private readonly child: ChildProcess) {
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
  }

  static async start(environment: Readonly<Record<string, string>>): Promise<RoleProcess> {
    const child = spawn(process.execPath, [program, 'serve'], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, NODE_OPTIONS: '', RECTIFY_PORT: '0', RECTIFY_LOG_LEVEL: 'error', ...environment },
    });
    const started = new RoleProcess(child);
    await started.#until(() => /api\/docs/.test(started.said));
    return started;
  }

  /** Standard output so far. */
  get said(): string {
    return this.#said;
  }

  get url(): string {
    return /(http:\/\/\S+?) /.exec(this.said)![1]!;
  }

  async ready(): Promise<Ready> {
    return (await fetch(`${this.url}/health/ready`)).json() as Promise<Ready>;
  }

  /** SIGSTOP, SIGCONT, or an end that is waited for. */
  async signal(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const over = once(this.child, 'exit');
    this.child.kill(signal);
    if (signal !== 'SIGSTOP' && signal !== 'SIGCONT') await over;
  }

  async #until(so: () => boolean): Promise<void> {
    const until = Date.now() + STARTS_WITHIN_MS;
    while (!so()) {
      if (this.child.exitCode !== null) throw new Error(`the process ended with ${this.child.exitCode}: ${this.said}`);
      if (Date.now() > until) {
        await this.signal('SIGKILL');
        throw new Error(`the process did not start within ${STARTS_WITHIN_MS} ms: ${this.said}`);
      }
      await pause(20);
    }
  }
}
