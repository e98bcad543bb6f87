import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Place } from './place.js';

const program = fileURLToPath(new URL('../../../dist/apps/server/src/main.js', import.meta.url));
const manifest = new URL('../../../package.json', import.meta.url);
/** As `npm start` has them. */
const LIMITS: readonly string[] = JSON.parse(readFileSync(manifest, 'utf8')).scripts.start.match(/--max-\S+/g);
const STARTS_WITHIN_MS = 60_000;

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as { port: number };
  probe.close();
  await once(probe, 'close');
  return port;
};

interface Ready {
  readonly head: string;
  readonly views: readonly { readonly checkpoint: string }[];
}

export interface HowToStart {
  /** A module that the process loads first. */
  readonly preload?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** The built program as a process of its own, which can be killed without any chance to tidy up. */
export class KillableServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Resolves once all views are level. */
  static async start(place: Place, { preload, environment = {} }: HowToStart = {}): Promise<KillableServer> {
    const port = await freePort();
    const child = spawn(process.execPath, [...LIMITS, ...(preload ? ['--import', preload] : []), program], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        RECTIFY_PORT: String(port),
        RECTIFY_LOG_LEVEL: 'error',
        ...place.environment,
        ...environment,
      },
    });
    const server = new KillableServer(child, `http://127.0.0.1:${port}`);
    await server.level();
    return server;
  }

  /** Resolves when every view has folded the newest event. */
  async level(): Promise<void> {
    const until = Date.now() + STARTS_WITHIN_MS;
    while (Date.now() < until) {
      if (this.#ended) throw new Error(`the server ended with ${this.child.exitCode ?? this.child.signalCode}`);
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      const { head, views } = answer?.ok ? ((await answer.json()) as Ready) : { head: '', views: [] };
      if (views.length > 0 && views.every(({ checkpoint }) => checkpoint === head)) return;
      await pause(20);
    }
    await this.kill();
    throw new Error(`the views were not level within ${STARTS_WITHIN_MS} ms`);
  }

  kill(): Promise<void> {
    return this.#end('SIGKILL');
  }

  /** As an operator ends it: in good order, in its own time. */
  terminate(): Promise<void> {
    return this.#end('SIGTERM');
  }

  /** Resident memory in MiB. */
  get memory(): number {
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.child.pid}/status`, 'utf8'))!;
    return Number(kib) / 1_024;
  }

  get #ended(): boolean {
    return this.child.exitCode !== null || this.child.signalCode !== null;
  }

  async #end(signal: NodeJS.Signals): Promise<void> {
    if (this.#ended) return;
    const over = once(this.child, 'exit');
    this.child.kill(signal);
    await over;
  }
}
