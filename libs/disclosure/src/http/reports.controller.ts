import { Controller, Param, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags, PickType } from '@nestjs/swagger';
import { IsOptional, IsString } from 'class-validator';
import { type Actor, Engine } from '#event-sourcing';
import { AsksFile, downloaded, MomentQuery, PrintedQuery, SignedIn } from '#event-sourcing-nest';
import { disclosureActs } from '../acts.js';
import { issues, ledger, register, regulations, rounds, Visibility, tasks } from '#rectification';
import { IsDocumentNumber, IsName, IsOneOf, IsPlainDate } from '#shapes';
import {
  type LedgerFormat,
  ledgerFormats,
  type ReportFormat,
  reportFormats,
  writeComparison,
  writeLedger,
  writeReport,
} from '../reporting/documents.js';
import { ledgerWorkbookOf } from '../reporting/ledger-workbook.js';
import { officialReportOf } from '../reporting/official-report.js';
import { roundComparison } from '../reporting/round-comparison.js';
import { mustBeIssuedBy, pastDay, reportDay } from './report-day.js';

/** `asOf` is a plain date here: today when left out. */
class ReportQuery extends PrintedQuery {
  @IsOptional() @IsString() @IsOneOf(reportFormats) format?: ReportFormat;
  /** 发文字号. */
  @IsOptional() @IsDocumentNumber() documentNumber?: string;
  /** 成文日期, not before the day that the report is of and not to come; left open for a pen when it is left out. */
  @IsOptional() @IsPlainDate() issuedOn?: string;
  /** 署名: the organisation when it is left out. */
  @IsOptional() @IsName(200) issuer?: string;
}

/** Both days as they were at their ends. */
class ComparisonQuery extends PickType(PrintedQuery, ['knownAt', 'after', 'colophon']) {
  @IsPlainDate() from!: string;
  @IsPlainDate() to!: string;
  @IsOptional() @IsString() @IsOneOf(reportFormats) format?: ReportFormat;
}

class LedgerFileQuery extends MomentQuery {
  @IsOptional() @IsString() @IsOneOf(ledgerFormats) format?: LedgerFormat;
}

/** Views that a report or a ledger is made from. */
export const reportViews = [rounds, register, ledger, issues, tasks, regulations] as const;

@Controller('api/v1/rounds')
@ApiTags('reports 通报与台账')
export class ReportsController {
  constructor(
    private readonly visibility: Visibility,
    private readonly engine: Engine,
  ) {}

  /** 整改情况通报: the same day and known facts give the same bytes. */
  @AsksFile(disclosureActs.RoundReport, ':id/report')
  async report(
    @SignedIn() who: Actor,
    @Param('id') roundId: string,
    @Query() query: ReportQuery,
  ): Promise<StreamableFile> {
    const views = await this.visibility.viewsOf(who);
    const now = this.engine.clock.now();
    mustBeIssuedBy(now, query.issuedOn);
    const asOf = reportDay(query.asOf, now);
    const report = await views.askAtOnce([...reportViews], query, (reader, { knownAt }) =>
      officialReportOf(reader, { roundId, asOf, knownAt }, query),
    );
    const { at: _, ...content } = report;
    return downloaded(await writeReport(content, { format: query.format ?? 'json', colophon: query.colophon }));
  }

  /** What changed between two days: the figures of both, then each issue that changed, with the events between. */
  @AsksFile(disclosureActs.RoundComparison, ':id/comparison')
  async comparison(
    @SignedIn() who: Actor,
    @Param('id') roundId: string,
    @Query() query: ComparisonQuery,
  ): Promise<StreamableFile> {
    const { from, format = 'json', colophon } = query;
    const views = await this.visibility.viewsOf(who);
    const to = pastDay('to', query.to, this.engine.clock.now());
    const comparison = await views.askAtOnce([...reportViews], query, (reader, { knownAt }) =>
      roundComparison(reader, { roundId, from, to, knownAt }),
    );
    const { at: _, ...content } = comparison;
    return downloaded(await writeComparison(content, { format, colophon }));
  }

  /** 整改台账 with its tasks and regulations. */
  @AsksFile(disclosureActs.RoundLedger, ':id/ledger')
  async ledger(
    @SignedIn() who: Actor,
    @Param('id') roundId: string,
    @Query() query: LedgerFileQuery,
  ): Promise<StreamableFile> {
    const views = await this.visibility.viewsOf(who);
    const asOf = reportDay(query.asOf, this.engine.clock.now());
    const workbook = await views.askAtOnce([...reportViews], query, (reader, { knownAt }) =>
      ledgerWorkbookOf(reader, { roundId, asOf, knownAt }),
    );
    const { at: _, ...content } = workbook;
    return downloaded(await writeLedger(content, query.format ?? 'json'));
  }
}
