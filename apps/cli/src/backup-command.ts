import { existsSync } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Command } from 'commander';
import { treeCopier } from '#integrity';
import type { Config } from '../../server/src/config.js';
import { verifyBackup } from './backup-check.js';
import { renumbered, takeEvents } from './backup-events.js';
import { copyEvidence, mustHaveAll } from './backup-evidence.js';
import { type Manifest, manifestOf, writeManifest } from './backup-manifest.js';
import type { EveryOption } from './command-line.js';
import { CliFailure } from './failure.js';
import { configOf, openLog } from './opening.js';
import { printJson, printLines } from './output.js';

/** What stands beside FILE, in the order in which it comes there; FILE itself comes last, and then the backup is complete. */
const parts = ['evidence', 'integrity', 'manifest.json'] as const;

const DATABASE = 'events.db';

const unfinishedOf = (file: string): string => `${file}.unfinished`;

/** Nothing is overwritten; what a killed backup left without its FILE is no backup, and goes. */
const makeRoom = async (file: string): Promise<void> => {
  const taken = [file, ...parts.map((part) => `${file}.${part}`)].find((path) => existsSync(path));
  const killed = existsSync(unfinishedOf(file)) && !existsSync(file);
  if (taken !== undefined && !killed) throw new CliFailure('cli.file-exists', { file: taken });
  await leaveNothing(file);
};

const leaveNothing = async (file: string): Promise<void> => {
  for (const part of parts) await rm(`${file}.${part}`, { recursive: true, force: true });
  await rm(unfinishedOf(file), { recursive: true, force: true });
};

/**
 * The tree as it stands first, then the events, which are never behind it, then files: every file that the copied events
 * name is there by then. All of it is read back before the manifest says that it is whole.
 */
const copied = async (config: Config, folder: string): Promise<Manifest> => {
  const [file, tree] = [join(folder, DATABASE), join(folder, 'integrity')];
  const copyTree = treeCopier(config.integrityDirectory);
  const { positionsKept, ...source } = await takeEvents(config.databaseUrl, file);
  await mkdir(tree);
  copyTree?.(tree);
  if (!positionsKept) await renumbered(tree, `sqlite:${file}`);
  const evidence = await copyEvidence(join(config.dataDirectory, 'evidence'), join(folder, 'evidence'));
  const verified = await verifyBackup(file, tree);
  mustHaveAll(evidence, verified.evidence);
  const manifest = await manifestOf({ file, source, verified, evidence });
  await writeManifest(join(folder, 'manifest.json'), manifest);
  return manifest;
};

const syncedFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
};

/** Under their own names, FILE last. */
const named = async (file: string): Promise<void> => {
  const folder = unfinishedOf(file);
  for (const part of parts) await rename(join(folder, part), `${file}.${part}`);
  await syncedFolder(dirname(resolve(file)));
  await rename(join(folder, DATABASE), file);
  await syncedFolder(dirname(resolve(file)));
  await rm(folder, { recursive: true });
};

const made = async (config: Config, file: string): Promise<Manifest> => {
  await makeRoom(file);
  try {
    await mkdir(unfinishedOf(file), { mode: 0o700 });
    const manifest = await copied(config, unfinishedOf(file));
    await named(file);
    return manifest;
  } catch (error) {
    if (!existsSync(file)) await leaveNothing(file);
    throw error;
  }
};

const backUp = async (file: string, options: EveryOption): Promise<void> => {
  const config = await configOf(options);
  await (await openLog(config)).close();
  const manifest = await made(config, file);
  const { events, root, sealed, evidence } = manifest;
  const folder = `${file}.evidence`;
  if (options.json) {
    const { files, bytes } = evidence;
    return printJson({ file, events, root, sealed, integrity: 'ok', evidence: { folder, files, bytes } });
  }
  await printLines(
    `已备份 ${events} 个事件到 ${file}，校验通过，其中已封存 ${sealed} 个 (${events} events, integrity ok, ${sealed} sealed)`,
    `根 root ${root}`,
    `已备份 ${evidence.files} 个佐证材料文件、${evidence.bytes} 字节到 ${folder} (evidence files, each checked by its SHA-256)`,
  );
};

export const backupCommand = (command: Command): Command => command.action(backUp);
