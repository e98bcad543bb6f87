import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { ServedProgram } from '../../support/served-program.js';
import type { Place } from './place.js';

const manifest = new URL('../../../package.json', import.meta.url);
/** As `npm start` has them. */
const LIMITS: readonly string[] = JSON.parse(readFileSync(manifest, 'utf8')).scripts.start.match(/--max-\S+/g);
const LEVEL_WITHIN_MS = 60_000;

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
  private constructor(private readonly program: ServedProgram) {}

  /** Resolves once all views are level. */
  static async start(place: Place, { preload, environment = {} }: HowToStart = {}): Promise<KillableServer> {
    const options = [...LIMITS, ...(preload ? ['--import', preload] : [])];
    const program = await ServedProgram.start({ options, environment: { ...place.environment, ...environment } });
    const server = new KillableServer(program);
    await server.level();
    return server;
  }

  get url(): string {
    return this.program.url;
  }

  /** Resolves when every view has folded the newest event. */
  async level(): Promise<void> {
    const until = Date.now() + LEVEL_WITHIN_MS;
    while (Date.now() < until) {
      const { ended, child } = this.program;
      if (ended) throw new Error(`the server ended with ${child.exitCode ?? child.signalCode}`);
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      const { head, views } = answer?.ok ? ((await answer.json()) as Ready) : { head: '', views: [] };
      if (views.length > 0 && views.every(({ checkpoint }) => checkpoint === head)) return;
      await pause(20);
    }
    await this.kill();
    throw new Error(`the views were not level within ${LEVEL_WITHIN_MS} ms`);
  }

  kill(): Promise<void> {
    return this.program.end('SIGKILL');
  }

  /** As an operator ends it: in good order, in its own time. */
  terminate(): Promise<void> {
    return this.program.end('SIGTERM');
  }

  /** Resident memory in MiB. */
  get memory(): number {
    const [, kib] = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.program.child.pid}/status`, 'utf8'))!;
    return Number(kib) / 1_024;
  }
}
