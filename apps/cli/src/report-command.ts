import { type Command, Option } from 'commander';
import { systemClock, type ViewReader } from '#event-sourcing';
import {
  ledgerFormats,
  type LedgerFormat,
  ledgerWorkbookOf,
  officialReportOf,
  realDay,
  reportDay,
  reportFormats,
  type ReportFormat,
  type ReportParticulars,
  reportViews,
  writeLedger,
  writeReport,
} from '#disclosure';
import type { EveryOption } from './command-line.js';
import { configOf, withViews } from './opening.js';
import { deliver, type Written } from './output.js';
import { roundNamed } from './round-named.js';

interface DocumentOptions<Format> extends EveryOption {
  readonly asOf?: string;
  readonly format: Format;
  readonly out?: string;
}

interface ReportOptions extends DocumentOptions<ReportFormat>, ReportParticulars {
  readonly colophon?: boolean;
}

const asOfAndOut = (command: Command): Command =>
  command
    .option('--as-of <date>', '统计截至日 YYYY-MM-DD，默认今天 (as of the end of this day, Asia/Shanghai)')
    .option('--out <file>', '写入文件，默认标准输出 (file to write; standard output when left out)');

const written = async (
  title: string,
  options: DocumentOptions<string>,
  write: (reader: ViewReader, query: { roundId: string; asOf: string }) => Promise<Written>,
): Promise<void> => {
  const asOf = reportDay(options.asOf, systemClock.now());
  const document = await withViews(await configOf(options), [...reportViews], async (reader) =>
    write(reader, { roundId: await roundNamed(reader, title), asOf }),
  );
  await deliver(document, options.out);
};

export const reportCommand = (command: Command): Command =>
  asOfAndOut(command)
    .addOption(new Option('--format <format>', '格式 (format)').choices(reportFormats).default('md'))
    .option('--colophon', '文末注明数据来源 (tell at its end what the report was made from)')
    .option('--document-number <number>', '发文字号 (number of the document)')
    .option('--issued-on <date>', '成文日期 YYYY-MM-DD (day of issue)', (day) => realDay('issuedOn', day))
    .option('--issuer <name>', '署名，默认被巡察党组织 (who signs; the inspected organisation when left out)')
    .action((round: string, options: ReportOptions) =>
      written(round, options, async (reader, query) =>
        writeReport(await officialReportOf(reader, query, options), options),
      ),
    );

export const ledgerCommand = (command: Command): Command =>
  asOfAndOut(command)
    .addOption(new Option('--format <format>', '格式 (format)').choices(ledgerFormats).default('xlsx'))
    .action((round: string, options: DocumentOptions<LedgerFormat>) =>
      written(round, options, async (reader, query) =>
        writeLedger(await ledgerWorkbookOf(reader, query), options.format),
      ),
    );
