import { type Command, Option } from 'commander';
import type { LedgerFormat, ReportFormat } from '#disclosure';
import type { DocumentOptions, ReportOptions } from './reporting.js';

/** Written down here, so that the help of a command loads none of what writes them. */
const reportFormats: readonly ReportFormat[] = ['html', 'docx', 'pdf', 'md', 'json'];
const ledgerFormats: readonly LedgerFormat[] = ['xlsx', 'pdf', 'json'];

const asOfAndOut = (command: Command): Command =>
  command
    .option('--as-of <date>', '统计截至日 YYYY-MM-DD，默认今天 (as of the end of this day, Asia/Shanghai)')
    .option('--out <file>', '写入文件，默认标准输出 (file to write; standard output when left out)');

export const reportCommand = (command: Command): Command =>
  asOfAndOut(command)
    .addOption(new Option('--format <format>', '格式 (format)').choices(reportFormats).default('md'))
    .option('--colophon', '文末注明数据来源 (tell at its end what the report was made from)')
    .option('--document-number <number>', '发文字号 (number of the document)')
    .option('--issued-on <date>', '成文日期 YYYY-MM-DD (day of issue)')
    .option('--issuer <name>', '署名，默认被巡察党组织 (who signs; the inspected organisation when left out)')
    .action(async (round: string, options: ReportOptions) => (await import('./reporting.js')).report(round, options));

export const ledgerCommand = (command: Command): Command =>
  asOfAndOut(command)
    .addOption(new Option('--format <format>', '格式 (format)').choices(ledgerFormats).default('xlsx'))
    .action(async (round: string, options: DocumentOptions<LedgerFormat>) =>
      (await import('./reporting.js')).ledger(round, options),
    );
