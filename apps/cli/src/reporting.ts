import {
  documentNumberOf,
  type LedgerFormat,
  ledgerWorkbookOf,
  mustBeIssuedBy,
  officialReportOf,
  realDay,
  reportDay,
  type ReportFormat,
  type ReportParticulars,
  reportViews,
  type RoundOnDay,
  writeLedger,
  writeReport,
} from '#disclosure';
import { systemClock, type ViewReader } from '#event-sourcing';
import { cancellable } from './cancelling.js';
import type { EveryOption } from './command-line.js';
import { configOf, withViews } from './opening.js';
import { deliver, type Written } from './output.js';
import { roundNamed } from './round-named.js';
import { Stages } from './stages.js';

export interface DocumentOptions<Format> extends EveryOption {
  readonly asOf?: string;
  readonly format: Format;
  readonly out?: string;
}

export interface ReportOptions extends DocumentOptions<ReportFormat>, ReportParticulars {
  readonly colophon?: boolean;
}

type Write = (reader: ViewReader, query: RoundOnDay) => Promise<Written>;

/** Cancelled, no file is written; one that stands there stays as it was. */
const written = (title: string, options: DocumentOptions<string>, write: Write): Promise<void> =>
  cancellable(async (signal) => {
    const asOf = reportDay(options.asOf, systemClock.now());
    const stages = new Stages({ reading: '读取问题' }, '个问题');
    const reached = (done: number, of: number) => {
      signal.throwIfAborted();
      stages.at('reading', { done, of });
    };
    try {
      const document = await withViews(await configOf(options), [...reportViews], async (reader) =>
        write(reader, { roundId: await roundNamed(reader, title), asOf, reached }),
      );
      signal.throwIfAborted();
      stages.end();
      await deliver(document, options.out);
    } finally {
      stages.end();
    }
  });

export const report = (round: string, options: ReportOptions): Promise<void> => {
  const { issuedOn, documentNumber: given } = options;
  if (issuedOn !== undefined) mustBeIssuedBy(systemClock.now(), realDay('issuedOn', issuedOn));
  const documentNumber = given === undefined ? undefined : documentNumberOf('documentNumber', given);
  return written(round, options, async (reader, query) =>
    writeReport(await officialReportOf(reader, query, { ...options, documentNumber }), options),
  );
};

export const ledger = (round: string, options: DocumentOptions<LedgerFormat>): Promise<void> =>
  written(round, options, async (reader, query) => writeLedger(await ledgerWorkbookOf(reader, query), options.format));
