import { join } from 'node:path';
import { rm } from 'node:fs/promises';
import type { Command } from 'commander';
import { TileFolder, treeCopier, type Verified } from '#integrity';
import type { Config } from '../../server/src/config.js';
import { putEvents, renumbered } from './backup-events.js';
import { copyEvidence, digestOf, type EvidenceCopied, mustHaveAll } from './backup-evidence.js';
import { digestOfAll, type Manifest, readManifest } from './backup-manifest.js';
import type { EveryOption } from './command-line.js';
import { CliFailure } from './failure.js';
import { configOf } from './opening.js';
import { printJson, printLines } from './output.js';
import { mustBeWhole, verifyLog } from './verify-log.js';

const mustBe = (file: string, found: string | number, expected: string | number): void => {
  if (found !== expected) throw new CliFailure('cli.backup-broken', { file, expected, found });
};

/** Another history's tree would call this one damaged. */
const mustBeFree = ({ integrityDirectory: folder }: Config, { path, head }: TileFolder): void => {
  const there = TileFolder.open(folder).head;
  if (there && there.root !== head?.root) throw new CliFailure('cli.file-exists', { file: folder, source: path });
};

/** Files first and the tree last: a try that is broken off is repeated, and a server that begins before sees no damage. */
const putBack = async (file: string, config: Config, manifest: Manifest): Promise<EvidenceCopied> => {
  mustBe(file, (await digestOf(file)).sha256, manifest.database.sha256);
  mustBeFree(config, TileFolder.open(`${file}.integrity`));
  const evidence = await copyEvidence(`${file}.evidence`, join(config.dataDirectory, 'evidence'));
  mustBe(`${file}.evidence`, digestOfAll(evidence), manifest.evidence.sha256);
  const positionsKept = await putEvents(file, config.databaseUrl, manifest.database);
  treeCopier(`${file}.integrity`)?.(config.integrityDirectory);
  if (!positionsKept) await renumbered(config.integrityDirectory, config.databaseUrl);
  return evidence;
};

const verified = async (config: Config, manifest: Manifest, evidence: EvidenceCopied): Promise<Verified> => {
  const found = await verifyLog(config);
  mustBeWhole(found.damage);
  mustHaveAll(evidence, found.evidence);
  mustBe(config.integrityDirectory, found.root, manifest.root);
  return found;
};

const restore = async (file: string, options: EveryOption): Promise<void> => {
  const config = await configOf(options);
  const manifest = await readManifest(file);
  const put = await putBack(file, config, manifest).finally(async () => {
    // Reading made them; the backup is whole without.
    for (const beside of ['-wal', '-shm']) await rm(`${file}${beside}`, { force: true });
  });
  const { events, root, sealed } = await verified(config, manifest, put);
  const evidence = { files: put.names.length, bytes: put.bytes };
  if (options.json) return printJson({ events, root, sealed, evidence });
  await printLines(
    `已恢复 ${events} 个事件，其中已封存 ${sealed} 个，与备份清单一致 (${events} events, ${sealed} sealed, as the manifest says)`,
    `根 root ${root}`,
    `已恢复 ${evidence.files} 个佐证材料文件、${evidence.bytes} 字节，均与其 SHA-256 一致 (evidence is as its hashes say)`,
  );
};

export const restoreCommand = (command: Command): Command => command.action(restore);
