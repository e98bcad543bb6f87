import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { tell } from './support/random.js';
import { acknowledgementsIn, canTrace, runTraced } from './support/sync-trace.js';
import { tempDir } from '../support/temp-dir.js';

const EVENTS = 50;
const program = fileURLToPath(new URL('./acknowledging.process.ts', import.meta.url));
const fromSource = new URL('../support/from-source.mjs', import.meta.url).href;
const noSync = new URL('./support/no-sync.mjs', import.meta.url).href;
const whenTraced = canTrace ? it : it.skip;
const unless = canTrace ? '' : ' (strace cannot be used on this machine)';

describe('given a process that appends events one by one and acknowledges each', () => {
  let dir: Awaited<ReturnType<typeof tempDir>>;

  const acknowledgements = (...preloads: string[]) => {
    const trace = `${dir.path}/trace`;
    const imports = [fromSource, ...preloads].flatMap((module) => ['--import', module]);
    runTraced({
      trace,
      program: ['--conditions=source', ...imports, program, `sqlite:${dir.path}/events.db`, String(EVENTS)],
    });
    return acknowledgementsIn(readFileSync(trace, 'utf8'));
  };

  beforeEach(async () => {
    dir = await tempDir();
  });
  afterEach(() => dir.remove());

  whenTraced(`forces the write-ahead log to the disk before every acknowledgement${unless}`, () => {
    const found = acknowledgements();
    expect(found).toEqual(Array.from({ length: EVENTS }, () => ({ written: true, synced: true })));
    tell(`sync order on SQLite: ${found.length} acknowledgements, each after an fsync of the write-ahead log`);
  });

  whenTraced(`would notice a store that does not wait for the disk${unless}`, () => {
    const found = acknowledgements(noSync);
    expect(found).toEqual(Array.from({ length: EVENTS }, () => ({ written: true, synced: false })));
    tell(`control, synchronous=OFF: ${found.length} acknowledgements, none after an fsync`);
  });
});
