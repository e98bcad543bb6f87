import { createHash } from 'node:crypto';
import { createReadStream, existsSync } from 'node:fs';
import { copyFile, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { CliFailure } from './failure.js';
import { showProgress } from './progress-bar.js';

/** Shelves of the evidence folder are named by the first two digits of the hash; others are drafts under way. */
const SHELF = /^[0-9a-f]{2}$/;
const FILE = /^[0-9a-f]{64}$/;

/** Kept files, each as shelf and name. */
export const filesIn = async (folder: string): Promise<string[]> => {
  const shelves = await readdir(folder).catch(() => []);
  const files: string[] = [];
  for (const shelf of shelves.filter((name) => SHELF.test(name)).sort()) {
    const names = await readdir(join(folder, shelf));
    files.push(...names.filter((name) => FILE.test(name)).map((name) => join(shelf, name)));
  }
  return files;
};

export const digestOf = async (file: string): Promise<{ readonly sha256: string; readonly size: number }> => {
  const hash = createHash('sha256');
  let size = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    size += chunk.length;
    hash.update(chunk);
  }
  return { sha256: hash.digest('hex'), size };
};

export const flushed = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+');
  await handle.sync().finally(() => handle.close());
};

/** What stands under the name already is kept only with the bytes that belong there. */
const copyOne = async (from: string, to: string): Promise<number> => {
  const held = existsSync(to) ? await digestOf(to) : undefined;
  if (held && to.endsWith(held.sha256)) return held.size;
  await copyFile(from, to);
  const { sha256, size } = await digestOf(to);
  if (!to.endsWith(sha256)) throw new CliFailure('cli.backup-broken', { file: to, sha256 });
  await flushed(to);
  return size;
};

export interface EvidenceCopied {
  /** SHA-256 of each file, in order. */
  readonly names: readonly string[];
  readonly bytes: number;
}

/** Each file that an event names must be among those that were copied. */
export const mustHaveAll = ({ names }: Pick<EvidenceCopied, 'names'>, named: ReadonlyMap<string, number>): void => {
  const kept = new Set(names);
  for (const [sha256, index] of named) {
    if (!kept.has(sha256)) throw new CliFailure('history.damaged', { kind: 'evidence-missing', file: sha256, index });
  }
};

/** Copies every kept file and reads each copy back: its bytes must still have the hash that is its name. On disk when it returns. */
export const copyEvidence = async (source: string, target: string): Promise<EvidenceCopied> => {
  const files = await filesIn(source);
  await mkdir(target, { recursive: true });
  const progress = showProgress('复制佐证材料', files.length, '个文件');
  let bytes = 0;
  try {
    for (const [done, file] of files.entries()) {
      await mkdir(join(target, file.slice(0, 2)), { recursive: true });
      bytes += await copyOne(join(source, file), join(target, file));
      progress.at(done + 1);
    }
  } finally {
    progress.end();
  }
  return { names: files.map((file) => file.slice(-64)), bytes };
};
