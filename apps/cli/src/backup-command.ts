import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { backupEventStore } from '#event-store';
import type { Config } from '../../server/src/config.js';
import { verifyBackup } from './backup-check.js';
import { copyEvidence } from './backup-evidence.js';
import type { EveryOption } from './command-line.js';
import { CliFailure } from './failure.js';
import { configOf, openLog } from './opening.js';
import { printJson, printLines } from './output.js';
import { showProgress } from './progress-bar.js';

const mustBeFree = (path: string): void => {
  if (existsSync(path)) throw new CliFailure('cli.file-exists', { file: path });
};

const copyEvents = async (url: string, file: string): Promise<void> => {
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

/** Events first, then files: every file that the copied events name is there by then. Nothing unverified stays behind. */
const copied = async (config: Config, file: string, evidence: string) => {
  try {
    await copyEvents(config.databaseUrl, file);
    const files = await copyEvidence(config.dataDirectory, evidence);
    return { ...(await verifyBackup(file)), files };
  } catch (error) {
    for (const path of [file, evidence]) await rm(path, { recursive: true, force: true });
    throw error;
  }
};

const backUp = async (file: string, options: EveryOption): Promise<void> => {
  const config = await configOf(options);
  const evidence = `${file}.evidence`;
  mustBeFree(file);
  mustBeFree(evidence);
  await (await openLog(config)).close();
  const { events, head, files } = await copied(config, file, evidence);
  if (options.json) return printJson({ file, events, head, integrity: 'ok', evidence: { folder: evidence, ...files } });
  await printLines(
    `已备份 ${events} 个事件到 ${file}，校验通过 (${events} events, integrity ok)`,
    `已备份 ${files.files} 个佐证材料文件、${files.bytes} 字节到 ${evidence} (evidence files, each checked by its SHA-256)`,
  );
};

export const backupCommand = (command: Command): Command => command.action(backUp);
