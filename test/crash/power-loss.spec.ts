import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openEventStore } from '#event-store';
import { type DiskCall, SimulatedDisk } from './support/disk.js';
import { traceDisk } from './support/disk-trace.js';
import { longForm, seeded, seedGiven, tell } from './support/random.js';
import { canTrace } from './support/sync-trace.js';
import { tempDir } from '../support/temp-dir.js';

const CUTS = longForm('RECTIFY_CRASH_CUTS', 60);
const FAULTS = longForm('RECTIFY_CRASH_DISK_FAULTS', 3);
const EVENTS = 60;
const preload = (name: string): string => new URL(`./support/${name}`, import.meta.url).href;
const program = fileURLToPath(new URL('./acknowledging.process.ts', import.meta.url));
const whenTraced = canTrace ? it : it.skip;
const unless = canTrace ? '' : ' (strace cannot be used on this machine)';

const nothing = (): boolean => false;
const everything = (): boolean => true;
const acknowledgedIn = (calls: readonly DiskCall[]): number =>
  calls.filter(({ kind }) => kind === 'acknowledged').length;

describe('given a process that appends events one by one and acknowledges each', () => {
  const seed = seedGiven();
  const random = seeded(seed);
  const partly = (): boolean => random() < 0.5;
  let dir: Awaited<ReturnType<typeof tempDir>>;
  let runs: number;

  /** The calls of one run on a fresh folder, whose name they carry. */
  const run = (inject?: string, ...preloads: string[]) => {
    const folder = join(dir.path, `run-${++runs}`);
    mkdirSync(folder);
    const modules = ['../../support/from-source.mjs', 'frequent-checkpoints.mjs', ...preloads];
    const imports = modules.flatMap((module) => ['--import', preload(module)]);
    const url = `sqlite:${folder}/events.db`;
    const calls = traceDisk({
      folder,
      trace: `${folder}.trace`,
      program: ['--conditions=source', ...imports, program, url, String(EVENTS)],
      inject,
    });
    return { folder, calls };
  };

  const diskAfter = (folder: string, calls: readonly DiskCall[]): SimulatedDisk => {
    const disk = new SimulatedDisk(folder);
    for (const call of calls) disk.take(call);
    return disk;
  };
  /** The numbers of the events in these files, or that they are of no use. */
  const read = async (files: ReadonlyMap<string, Buffer>): Promise<number[] | 'unusable'> => {
    const target = join(dir.path, 'found');
    mkdirSync(target);
    for (const [path, bytes] of files) writeFileSync(join(target, basename(path)), bytes);
    try {
      const store = await openEventStore(`sqlite:${target}/events.db`);
      const events = await store.readAll('0', EVENTS + 1).finally(() => store.close());
      return events.map(({ data }) => (data as { n: number }).n);
    } catch {
      return 'unusable';
    } finally {
      rmSync(target, { recursive: true });
    }
  };
  /** Which of so many calls are to go wrong, from 1: every one, or as many as asked for besides those that always do. */
  const chosen = (calls: number, always: readonly number[] = []): number[] => {
    if (FAULTS >= calls) return Array.from({ length: calls }, (_, n) => n + 1);
    return [...always, ...Array.from({ length: FAULTS }, () => 1 + Math.floor(random() * calls))];
  };
  /** All that was acknowledged, perhaps the one that was under way, and nothing else. */
  const mustHold = (found: number[] | 'unusable', acknowledged: number, where: object) => {
    expect({ ...where, found }).toEqual({ ...where, found: Array.from({ length: found.length }, (_, n) => n + 1) });
    expect([acknowledged, acknowledged + 1]).toContain(found.length);
  };

  beforeEach(async () => {
    [dir, runs] = [await tempDir(), 0];
  });
  afterEach(() => dir.remove());

  whenTraced(
    `keeps what it acknowledged when power is lost at any moment, whatever the disk made of the rest${unless}`,
    async () => {
      const { folder, calls } = run();
      const first = calls.findIndex(({ kind }) => kind === 'acknowledged');
      const chance = CUTS / (calls.length - first);
      const disk = new SimulatedDisk(folder);
      let [cuts, acknowledged] = [0, 0];
      for (const [n, call] of calls.entries()) {
        disk.take(call);
        if (call.kind === 'acknowledged') acknowledged += 1;
        if (n < first || random() >= chance) continue;
        for (const survives of [nothing, ...Array.from({ length: Math.ceil(chance) }, () => partly)]) {
          mustHold(await read(disk.afterPowerLoss(survives)), acknowledged, { seed, call: n });
          cuts += 1;
        }
      }
      const checkpoints = calls.filter((call) => call.kind === 'synced' && call.path.endsWith('events.db')).length;
      tell(
        `power loss on SQLite: seed ${seed}, ${cuts} losses among ${calls.length} calls and ${checkpoints} ` +
          `checkpoints, ${acknowledged} acknowledged, 0 lost`,
      );
      expect(acknowledged).toBe(EVENTS);
      expect(checkpoints).toBeGreaterThan(2);
    },
    60_000 + CUTS * 200,
  );

  whenTraced(`would notice a store that does not wait for the disk${unless}`, async () => {
    const { folder, calls } = run(undefined, 'no-sync.mjs');
    const last = calls.findLastIndex(({ kind }) => kind === 'acknowledged');
    const found = await read(diskAfter(folder, calls.slice(0, last + 1)).afterPowerLoss(nothing));
    const lost = EVENTS - (found === 'unusable' ? 0 : found.length);
    tell(`control, synchronous=OFF: 1 power loss, ${EVENTS} acknowledged, ${lost} lost`);
    expect(acknowledgedIn(calls)).toBe(EVENTS);
    expect(lost).toBeGreaterThan(0);
  });

  whenTraced(`is followed call by call: with nothing lost, the disk holds its very bytes${unless}`, () => {
    const { folder, calls } = run();
    const files = diskAfter(folder, calls).afterPowerLoss(everything);
    expect([...files.keys()]).toEqual([`${folder}/events.db`]);
    expect(files.get(`${folder}/events.db`)!.equals(readFileSync(`${folder}/events.db`))).toBe(true);
  });

  whenTraced(
    `acknowledges nothing whose sync failed, and keeps the rest${unless}`,
    async () => {
      const whole = run();
      const syncs = whole.calls.filter((call) => call.kind === 'synced');
      // SQLite itself passes over a folder that could not be synced; so these are always among them.
      const ofFolder = syncs.flatMap(({ path }, n) => (path === whole.folder ? [n + 1] : []));
      const tried = chosen(syncs.length, ofFolder);
      for (const when of tried) {
        const { folder, calls } = run(`fsync,fdatasync:error=EIO:when=${when}`);
        const acknowledged = acknowledgedIn(calls);
        if (acknowledged === 0) continue;
        expect(acknowledged).toBeLessThanOrEqual(EVENTS);
        mustHold(await read(diskAfter(folder, calls).afterPowerLoss(nothing)), acknowledged, { seed, when });
      }
      tell(`failed sync on SQLite: seed ${seed}, ${tried.length} of ${syncs.length} syncs failed, 0 lost`);
      expect(ofFolder.length).toBeGreaterThan(1);
    },
    60_000 + FAULTS * 3_000,
  );

  whenTraced(
    `keeps what it acknowledged when it is killed at any write${unless}`,
    async () => {
      const writes = run().calls.filter(({ kind }) => kind === 'written').length;
      for (const when of chosen(writes)) {
        const { folder, calls } = run(`pwrite64:signal=SIGKILL:when=${when}`);
        const files = ['events.db', 'events.db-wal', 'events.db-journal'].flatMap((name) => fileIn(folder, name));
        mustHold(await read(new Map(files)), acknowledgedIn(calls), { seed, when });
      }
      tell(`kill -9 at a write of SQLite: seed ${seed}, ${Math.min(FAULTS, writes)} of ${writes} writes, 0 lost`);
    },
    60_000 + FAULTS * 3_000,
  );
});

const fileIn = (folder: string, name: string): [string, Buffer][] => {
  try {
    return [[name, readFileSync(join(folder, name))]];
  } catch {
    return [];
  }
};
