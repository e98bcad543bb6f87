import type { Command } from 'commander';
import { TileFolder } from '#integrity';
import type { EveryOption } from './command-line.js';
import { checkEvidence } from './evidence-check.js';
import { CliFailure } from './failure.js';
import { configOf, openLog } from './opening.js';
import { printJson, printLines } from './output.js';
import { mustBeWhole, verifyLog } from './verify-log.js';

const verify = async (options: EveryOption): Promise<void> => {
  const config = await configOf(options);
  const { integrityDirectory: folder } = config;
  await (await openLog(config)).close();
  const started = performance.now();
  const { damage, evidence, ...found } = await verifyLog(config);
  mustBeWhole(damage);
  const files = await checkEvidence(config.dataDirectory, evidence);
  const seconds = (performance.now() - started) / 1_000;
  const since = TileFolder.open(folder).head?.since;
  if (since === undefined && found.events > 0) throw new CliFailure('history.unsealed', { ...found, folder });
  if (options.json) return printJson({ ...found, since, evidence: files, seconds });
  await printLines(
    `${found.events} 个事件逐一重新计算，其中已封存 ${found.sealed} 个，与封存一致 (every event is as it was sealed)`,
    `根 root ${found.root}`,
    `封存始于 sealed since ${since ?? '—'}`,
    `${files.files} 个佐证材料文件、${files.bytes} 字节，均与其 SHA-256 一致 (evidence is as its hashes say)，${seconds.toFixed(1)} s`,
  );
};

export const verifyCommand = (command: Command): Command => command.action(verify);
