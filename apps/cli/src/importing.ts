import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { ImportOptions, ImportOutcome } from '#disclosure';
import { type ImportFile, type ImportWatch, ReadApart } from '#disclosure/reading';
import type { Actor } from '#event-sourcing';
import { cancellable } from './cancelling.js';
import type { EveryOption } from './command-line.js';
import { CliFailure } from './failure.js';
import { importLines, readingLines } from './import-lines.js';
import { configOf, withEngine } from './opening.js';
import { operator } from './operator.js';
import { printJson, printLines } from './output.js';
import { Stages } from './stages.js';

export interface ImportCommandOptions extends EveryOption, ImportOptions {
  readonly commit?: boolean;
}

/** A ledger is brought in as the office does it. */
const importer: Actor = { ...operator, roles: ['office'] };

const instead =
  '请改用 HTTP 接口 POST /api/v1/imports，或先停止服务 (use POST /api/v1/imports of the running server, or stop it first)';

const NOTHING_STORED = '未写入任何内容；要导入，请加 --commit (nothing was stored: add --commit to store it)';

const titles = { reading: '读取文件', checking: '核对', storing: '写入' };

const fileNamed = async (path: string): Promise<ImportFile> => {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new CliFailure('cli.file-missing', { file: path, message: error.code ?? error.message });
  });
  return { name: basename(path), bytes: new Uint8Array(bytes) };
};

/** Read in a thread of its own, so that the bar moves and Ctrl-C is heard. */
const following = <T>(work: (how: { apart: ReadApart; watch: ImportWatch }) => Promise<T>): Promise<T> =>
  cancellable(async (signal) => {
    const stages = new Stages(titles, '行');
    const apart = new ReadApart();
    try {
      return await work({ apart, watch: { signal, reached: (stage, rows) => stages.at(stage, rows) } });
    } finally {
      stages.end();
      await apart.close();
    }
  });

export const dryRun = async (path: string, { json, ...options }: ImportCommandOptions): Promise<void> => {
  const { reading } = await following(async ({ apart, watch }) => apart.read(await fileNamed(path), options, watch));
  if (json) return printJson(reading);
  await printLines(...readingLines(reading), NOTHING_STORED);
};

export const commit = async (path: string, { json, db, ...options }: ImportCommandOptions): Promise<void> => {
  const outcome = await following<ImportOutcome>(async ({ apart, watch }) => {
    const file = await fileNamed(path);
    // A file that cannot be read shall not make a database.
    const recognised = await apart.read(file, options, watch);
    const { ImportService } = await import('#disclosure');
    const { problems } = await import('../../composition/src/declared.js');
    return withEngine(await configOf({ db }), { instead, create: true }, (engine) =>
      new ImportService(engine, async () => recognised, problems).commit(file, options, importer, watch),
    );
  });
  if (json) return printJson(outcome);
  await printLines(...importLines(outcome));
};
