import { spawnSync } from 'node:child_process';

/** Whether this machine can trace system calls at all. */
export const canTrace = spawnSync('strace', ['-o', '/dev/null', 'true']).status === 0;

export interface TracedCommand {
  readonly trace: string;
  readonly program: readonly string[];
}

/** Runs node under strace and leaves the calls that matter in the file `trace`, with the paths of their descriptors. */
export const runTraced = ({ trace, program }: TracedCommand): void => {
  const calls = 'trace=fsync,fdatasync,write,pwrite64';
  const { status, stderr } = spawnSync('strace', ['-f', '-y', '-e', calls, '-o', trace, process.execPath, ...program], {
    env: { ...process.env, NODE_OPTIONS: '' },
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the traced program ended with ${status}: ${stderr}`);
};

export interface Acknowledgement {
  /** Bytes of the write-ahead log were written since the one before. */
  readonly written: boolean;
  /** They were forced to the disk, and nothing was written after that. */
  readonly synced: boolean;
}

const ACKNOWLEDGED = /\bwrite\(1<[^>]*>, "acknowledged /;
const WRITTEN = /\bpwrite64\(\d+<[^>]*-wal>/;
const SYNCED = /\b(?:fsync|fdatasync)\(\d+<[^>]*-wal>\)\s+= 0/;
const SYNC_BEGUN = /\b(?:fsync|fdatasync)\(\d+<[^>]*-wal> <unfinished/;
const SYNC_ENDED = /<\.\.\. (?:fsync|fdatasync) resumed>\)\s+= 0/;

/** Each line of acknowledgement with what came before it. */
export const acknowledgementsIn = (trace: string): Acknowledgement[] => {
  const found: Acknowledgement[] = [];
  let [written, synced, begun] = [false, false, false];
  for (const line of trace.split('\n')) {
    if (WRITTEN.test(line)) [written, synced] = [true, false];
    if (SYNC_BEGUN.test(line)) begun = true;
    if (SYNCED.test(line) || (begun && SYNC_ENDED.test(line))) [synced, begun] = [true, false];
    if (!ACKNOWLEDGED.test(line)) continue;
    found.push({ written, synced });
    [written, synced] = [false, false];
  }
  return found;
};
