import { Controller, Param, Query, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Found, Listed, Versioned } from '#contracts';
import { type Actor, type Receipt, streamName } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, SignedIn } from '#event-sourcing-nest';
import { rectificationActs } from '../acts.js';
import { AssignIssue, ClaimAsLeader, ClaimIssue } from '../domain/issue/work/assignment.js';
import { AttachEvidence } from '../domain/issue/work/evidence.js';
import { CorrectProgress, ReportProgress } from '../domain/issue/work/progress.js';
import { GrantExtension, RefuseExtension, RequestExtension } from '../domain/issue/work/extension.js';
import { RecordAccountability } from '../domain/issue/work/accountability.js';
import { RecordRecovery } from '../domain/issue/work/recovery.js';
import { RegisterRegulation } from '../domain/issue/work/regulations.js';
import { issue } from '../domain/issue/issue.js';
import type { IssueRow } from '../projections/issue/issue-detail.js';
import { mustBeDelivered } from '../projections/round/before-delivery.js';
import { rounds } from '../projections/round/rounds.js';
import { issues } from '../projections/issue/issues.js';
import { listLedger } from '../projections/ledger/ledger-list.js';
import type { LedgerRow } from '../projections/ledger/ledger-row.js';
import { ledger } from '../projections/ledger/ledger.js';
import { LedgerQuery } from './queries.js';
import { IssueGuard } from '../visibility/visibility.guards.js';
import { Visibility } from '../visibility/visibility.js';

@Controller('api/v1/issues')
@ApiTags('issues 具体问题')
@UseGuards(IssueGuard)
export class IssuesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly visibility: Visibility,
  ) {}

  @Does(rectificationActs.AssignIssue, ':id/assignment')
  assignIssue(@Commanded() command: AssignIssue): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ClaimIssue, ':id/claim')
  claimIssue(@Commanded() command: ClaimIssue): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ClaimAsLeader, ':id/leader-claim')
  claimAsLeader(@Commanded() command: ClaimAsLeader): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ReportProgress, ':id/progress')
  reportProgress(@Commanded() command: ReportProgress): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.CorrectProgress, ':id/progress-corrections')
  correctProgress(@Commanded() command: CorrectProgress): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.AttachEvidence, ':id/evidence')
  attachEvidence(@Commanded() command: AttachEvidence): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.RegisterRegulation, ':id/regulations')
  registerRegulation(@Commanded() command: RegisterRegulation): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.RequestExtension, ':id/extension-request')
  requestExtension(@Commanded() command: RequestExtension): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.GrantExtension, ':id/extension-grant')
  grantExtension(@Commanded() command: GrantExtension): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.RefuseExtension, ':id/extension-refusal')
  refuseExtension(@Commanded() command: RefuseExtension): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.RecordAccountability, ':id/accountability')
  recordAccountability(@Commanded() command: RecordAccountability): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.RecordRecovery, ':id/recoveries')
  recordRecovery(@Commanded() command: RecordRecovery): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(rectificationActs.ListIssues)
  async list(@SignedIn() who: Actor, @Query() query: LedgerQuery): Promise<Listed<Versioned<LedgerRow>>> {
    const views = await this.visibility.viewsOf(who);
    const of = { views: [ledger, rounds] as const, stream: ({ id }: LedgerRow) => streamName(issue.category, id) };
    return views.list(of, query, async (reader, moment) => {
      await mustBeDelivered(reader, { ...query, ...moment });
      return listLedger(reader, { ...query, ...moment });
    });
  }

  @Asks(rectificationActs.FindIssue, ':id')
  async find(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: MomentQuery): Promise<Found<IssueRow>> {
    const views = await this.visibility.viewsOf(who, { decider: issue, id });
    return views.one<IssueRow>({ id, view: issues, decider: issue, unknown: 'issue.unknown' }, query);
  }
}
