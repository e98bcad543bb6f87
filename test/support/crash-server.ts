import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type EventStore, type Recorded } from '#event-sourcing';
import { openEventStoreReadOnly } from '#event-store';

const program = fileURLToPath(new URL('../../dist/apps/server/src/main.js', import.meta.url));
const STARTS_WITHIN_MS = 60_000;

export const databaseUrl = (folder: string): string => `sqlite:${join(folder, 'rectify.db')}`;
export const viewsFile = (folder: string): string => join(folder, 'rectify-views.db');

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

/** The built program as a process of its own, which can be killed without any chance to tidy up. */
export class KillableServer {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  /** Over the files in the folder; `preload` is a module that the process loads first. Resolves once all views are level. */
  static async start(folder: string, preload?: string): Promise<KillableServer> {
    const port = await freePort();
    const child = spawn(process.execPath, [...(preload ? ['--import', preload] : []), program], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        RECTIFY_DATABASE_URL: databaseUrl(folder),
        RECTIFY_PORT: String(port),
        RECTIFY_LOG_LEVEL: 'error',
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
      if (this.child.exitCode !== null) throw new Error(`the server ended with ${this.child.exitCode}`);
      const answer = await fetch(`${this.url}/health/ready`).catch(() => undefined);
      const { head, views } = answer?.ok ? ((await answer.json()) as Ready) : { head: '', views: [] };
      if (views.length > 0 && views.every(({ checkpoint }) => checkpoint === head)) return;
      await pause(20);
    }
    await this.kill();
    throw new Error(`the views were not level within ${STARTS_WITHIN_MS} ms`);
  }

  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}

export const readOnly = (folder: string): Promise<EventStore> => openEventStoreReadOnly(databaseUrl(folder));

export const storedEvents = async (folder: string): Promise<Recorded[]> => {
  const store = await readOnly(folder);
  const events = await store.readAll('0', Number.MAX_SAFE_INTEGER);
  await store.close();
  return events;
};
