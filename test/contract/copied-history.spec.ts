import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventStore, Recorded } from '#event-sourcing';
import { openEventStore, openEventStoreReadOnly } from '#event-store';
import { EventStoreDbDouble } from '../support/eventstoredb/eventstoredb-double.js';
import { startPostgres, until } from '../support/postgres.js';
import { someEvents, to } from './some-events.js';

const program = ['--conditions=source', '--import', './test/support/from-source.mjs', 'apps/cli/src/main.ts'];
const STREAMS = 40;
const APPENDS = 800;
const EVENTS = APPENDS * 3;

interface Copied {
  readonly events: number;
  readonly resumedBehind: number;
  readonly sourceSha256: string;
  readonly targetSha256: string;
}

const begin = (from: string, target: string): ChildProcess =>
  spawn(process.execPath, [...program, 'copy', '--from', from, '--to', target, '--json'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });

const copied = async (from: string, target: string): Promise<Copied> => {
  const child = begin(from, target);
  let out = '';
  child.stdout!.setEncoding('utf8').on('data', (text: string) => (out += text));
  const [code] = await once(child, 'close');
  expect(code).toBe(0);
  return JSON.parse(out) as Copied;
};

const all = async (store: EventStore): Promise<Recorded[]> => {
  const events = await store.readAll('0', 10 * EVENTS);
  await store.close();
  return events;
};

const withoutPosition = (events: readonly Recorded[]) => events.map((event) => ({ ...event, position: '' }));

interface Target {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

describe.each<[string, () => Promise<Target>]>([
  [
    'PostgreSQL',
    async () => {
      const server = await startPostgres();
      return { url: await server.database(), stop: server.stop };
    },
  ],
  [
    'an EventStoreDB',
    async () => {
      const double = await EventStoreDbDouble.start();
      return { url: double.url, stop: () => double.close() };
    },
  ],
])('a history that the program copies from a SQLite file to %s', (_, start) => {
  let folder: string;
  let target: Target;
  let source: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'rectify-copied-'));
    source = `sqlite:${join(folder, 'source.db')}`;
    target = await start();
    const store = await openEventStore(source);
    for (let i = 0; i < APPENDS; i += 100)
      await store.append(
        Array.from({ length: 100 }, (_, k) => to(`note-${(i + k) % STREAMS}`, 'any', ...someEvents(3))),
      );
    await store.close();
  }, 60_000);
  afterAll(async () => {
    await target.stop();
    rmSync(folder, { recursive: true });
  });

  it('is resumed after the copy was killed, and equal at the end in ids, order, versions, clocks and metadata', async () => {
    const reader = await openEventStore(target.url);
    const broken = begin(source, target.url);
    const over = once(broken, 'exit');
    await until(async () => (await reader.head()) !== '0' || broken.exitCode !== null);
    broken.kill('SIGKILL');
    await over;
    await reader.close();
    const { events, resumedBehind, sourceSha256, targetSha256 } = await copied(source, target.url);
    expect(events).toBe(EVENTS);
    expect(resumedBehind).toBeGreaterThan(0);
    expect(resumedBehind).toBeLessThan(EVENTS);
    expect(targetSha256).toBe(sourceSha256);
    const [ours, theirs] = [await openEventStoreReadOnly(source), await openEventStoreReadOnly(target.url)];
    expect(withoutPosition(await all(theirs))).toEqual(withoutPosition(await all(ours)));
  });

  it('comes back into a new SQLite file with the same hash', async () => {
    const back = `sqlite:${join(folder, 'back.db')}`;
    const { events, sourceSha256, targetSha256 } = await copied(target.url, back);
    expect([events, targetSha256]).toEqual([EVENTS, sourceSha256]);
    const [ours, theirs] = [await openEventStoreReadOnly(source), await openEventStoreReadOnly(back)];
    expect(await all(theirs)).toEqual(await all(ours));
  });
});
