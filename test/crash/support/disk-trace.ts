import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { DiskCall } from './disk.js';

export interface DiskTrace {
  /** Where the program keeps its files; what happens elsewhere is left out. */
  readonly folder: string;
  readonly trace: string;
  /** Arguments for node. */
  readonly program: readonly string[];
  /** A fault for strace to inject, such as `fsync:error=EIO:when=3`. */
  readonly inject?: string;
}

const CALLS = 'openat,pwrite64,ftruncate,fsync,fdatasync,unlink,write';
/** Longer than any write of SQLite, in bytes. */
const LONGEST_WRITE = 70_000;

type Reader = readonly [pattern: RegExp, read: (...groups: string[]) => DiskCall];

const decoded = (text: string): Buffer => Buffer.from(text.replaceAll('\\x', ''), 'hex');
const pathIn = (text: string): string => decoded(text).toString('utf8');

const readers: readonly Reader[] = [
  [/^openat\([^"]*"([^"]*)", [^)]*O_CREAT[^)]*\) = \d/, (path) => ({ kind: 'made', path: pathIn(path!) })],
  [/^unlink\("([^"]*)"\) += 0/, (path) => ({ kind: 'removed', path: pathIn(path!) })],
  [/^(?:fsync|fdatasync)\(\d+<([^>]*)>\) += 0/, (path) => ({ kind: 'synced', path: pathIn(path!) })],
  [
    /^ftruncate\(\d+<([^>]*)>, (\d+)\) += 0/,
    (path, size) => ({ kind: 'cut', path: pathIn(path!), size: Number(size) }),
  ],
  [
    /^pwrite64\(\d+<([^>]*)>, "([^"]*)", \d+, (\d+)\) += (\d+)/,
    (path, bytes, offset, written) => ({
      kind: 'written',
      path: pathIn(path!),
      offset: Number(offset),
      bytes: decoded(bytes!).subarray(0, Number(written)),
    }),
  ],
];

const ACKNOWLEDGED = `write(1<`;
const ACKNOWLEDGEMENT = [...'acknowledged '].map((letter) => `\\x${letter.charCodeAt(0).toString(16)}`).join('');

const callIn = (line: string): DiskCall | undefined => {
  if (line.startsWith(ACKNOWLEDGED)) return line.includes(ACKNOWLEDGEMENT) ? { kind: 'acknowledged' } : undefined;
  for (const [pattern, read] of readers) {
    const found = pattern.exec(line);
    if (found) return read(...found.slice(1));
  }
  return undefined;
};

/** Of no use after the process has ended: who owns the file, and an index that is made anew. */
const isPassing = (path: string): boolean => /\.lock(-journal)?$|-shm$/.test(basename(path));

/** Runs node under strace; every call of its main thread that changes the folder, and every acknowledgement. */
export const traceDisk = ({ folder, trace, program, inject }: DiskTrace): DiskCall[] => {
  const faults = inject === undefined ? [] : ['-e', `inject=${inject}`];
  const options = ['-y', '-xx', '-s', String(LONGEST_WRITE), '-e', `trace=${CALLS}`, ...faults, '-o', trace];
  spawnSync('strace', [...options, process.execPath, ...program], {
    env: { ...process.env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const calls = readFileSync(trace, 'utf8').split('\n').map(callIn);
  return calls
    .filter((call) => call !== undefined)
    .filter((call) => call.kind === 'acknowledged' || (call.path.startsWith(folder) && !isPassing(call.path)));
};
