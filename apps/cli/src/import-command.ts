import { type Command, Option } from 'commander';
import type { ImportCommandOptions } from './importing.js';

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
    .action(async (path: string, options: ImportCommandOptions) => {
      // Only now: the help of the command needs none of it.
      const { commit, dryRun } = await import('./importing.js');
      await (options.commit ? commit : dryRun)(path, options);
    });
