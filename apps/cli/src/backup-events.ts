import { existsSync } from 'node:fs';
import { copyFile, mkdir, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { backupEventStore, openEventStoreReadOnly } from '#event-store';
import { renumberTree } from '#integrity';
import { digestOf, flushed } from './backup-evidence.js';
import type { Manifest } from './backup-manifest.js';
import { copyBetween } from './copy-command.js';
import { CliFailure } from './failure.js';
import { showProgress } from './progress-bar.js';

const fileOf = (url: string): string | undefined => /^sqlite:(.+)$/.exec(url)?.[1];

const copyPages = async (url: string, file: string): Promise<void> => {
  let progress: ReturnType<typeof showProgress> | undefined;
  const onProgress = ({ totalPages, remainingPages }: { totalPages: number; remainingPages: number }) => {
    progress ??= showProgress('备份事件库', totalPages, '页');
    progress.at(totalPages - remainingPages);
  };
  try {
    await backupEventStore(url, file, onProgress);
  } catch (error) {
    throw new CliFailure('cli.cannot-write', { file, message: (error as Error).message });
  } finally {
    progress?.end();
  }
};

interface Taken {
  readonly store: string;
  /** Of the last event that was taken, in the store it comes from. */
  readonly position: string;
  readonly positionsKept: boolean;
}

/** The events as they stand at the start into a new SQLite file: its pages where they are in one, else event by event. */
export const takeEvents = async (url: string, file: string): Promise<Taken> => {
  const [store] = url.split(':');
  if (fileOf(url) === undefined) {
    const { sourceHead: position, positionsKept } = await copyBetween({ from: url, to: `sqlite:${file}` });
    return { store: store!, position, positionsKept };
  }
  await copyPages(url, file);
  const log = await openEventStoreReadOnly(`sqlite:${file}`);
  const position = await log.head().finally(() => log.close());
  return { store: store!, position, positionsKept: true };
};

/** A tree that came from elsewhere, for the log at the address. */
export const renumbered = async (tree: string, url: string): Promise<void> => {
  const log = await openEventStoreReadOnly(url);
  await renumberTree(tree, log).finally(() => log.close());
};

/** A file that is there must be this backup's: an earlier try was broken off behind it. */
const putFile = async (from: string, to: string, { sha256 }: Manifest['database']): Promise<void> => {
  if (existsSync(to)) {
    if ((await digestOf(to)).sha256 !== sha256) throw new CliFailure('cli.file-exists', { file: to });
    return;
  }
  // What is left of the log of a file that is gone would be written into the new one when it is opened.
  if (existsSync(`${to}-wal`)) throw new CliFailure('cli.file-exists', { file: `${to}-wal` });
  const unfinished = `${to}.unfinished`;
  await rm(unfinished, { force: true });
  await mkdir(dirname(to), { recursive: true });
  await copyFile(from, unfinished);
  await flushed(unfinished);
  await rename(unfinished, to);
};

/** The events of a backup into the store at the address, which holds none, or the first of these. */
export const putEvents = async (from: string, url: string, database: Manifest['database']): Promise<boolean> => {
  const file = fileOf(url);
  if (file === undefined) return (await copyBetween({ from: `sqlite:${from}`, to: url })).positionsKept;
  await putFile(from, file, database);
  return true;
};
