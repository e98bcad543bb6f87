import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type Command, Option } from 'commander';
import { type ImportOptions, type ImportOutcome, ImportService, recognise } from '#disclosure';
import type { Actor } from '#event-sourcing';
import type { EveryOption } from './command-line.js';
import { CliFailure } from './failure.js';
import { importLines, readingLines } from './import-lines.js';
import { configOf, withEngine } from './opening.js';
import { operator } from './operator.js';
import { printJson, printLines } from './output.js';

interface ImportCommandOptions extends EveryOption, ImportOptions {
  readonly commit?: boolean;
}

/** A ledger is brought in as the office does it. */
const importer: Actor = { ...operator, roles: ['office'] };

const instead =
  '请改用 HTTP 接口 POST /api/v1/imports，或先停止服务 (use POST /api/v1/imports of the running server, or stop it first)';

const NOTHING_STORED = '未写入任何内容；要导入，请加 --commit (nothing was stored: add --commit to store it)';

const fileNamed = async (path: string) => {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    throw new CliFailure('cli.file-missing', { file: path, message: error.code ?? error.message });
  });
  return { name: basename(path), bytes: new Uint8Array(bytes) };
};

const dryRun = async (path: string, { json, ...options }: ImportCommandOptions): Promise<void> => {
  const { reading } = await recognise(await fileNamed(path), options);
  if (json) return printJson(reading);
  await printLines(...readingLines(reading), NOTHING_STORED);
};

const commit = async (path: string, { json, db, ...options }: ImportCommandOptions): Promise<void> => {
  const file = await fileNamed(path);
  // A file that cannot be read shall not make a database.
  await recognise(file, options);
  const outcome: ImportOutcome = await withEngine(await configOf({ db }), { instead, create: true }, (engine) =>
    new ImportService(engine).commit(file, options, importer),
  );
  if (json) return printJson(outcome);
  await printLines(...importLines(outcome));
};

export const importCommand = (command: Command): Command =>
  command
    .option(
      '--commit',
      '写入；不加此项则只读文件，列出读懂的内容和全部警告 (store it; else what was understood is told)',
    )
    .addOption(new Option('--dry-run', '只读文件，不写入，即默认 (store nothing, as without it)').conflicts('commit'))
    .addOption(
      new Option(
        '--history <way>',
        '台账所载销号：重新走流程，或结转 (closings: go through life here, or carried over)',
      )
        .choices(['open', 'carried-over'])
        .default('open'),
    )
    .option('--title <text>', '轮次名称 (title of the round)')
    .option('--organisation <name>', '被巡察党组织 (inspected organisation)')
    .option('--team <name>', '巡察组 (inspection team)')
    .option('--inspected-from <date>', '进驻日期 (first day of inspection)')
    .option('--inspected-to <date>', '离开日期 (last day of inspection)')
    .option('--delivered-on <date>', '反馈日期 (day of delivery)')
    .option('--as-of <date>', '统计截至日 (day the file is of)')
    .option('--review-on <date>', '长期整改事项的复核日期 (review date of long-term issues)')
    .action((path: string, options: ImportCommandOptions) => (options.commit ? commit : dryRun)(path, options));
