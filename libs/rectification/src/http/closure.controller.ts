import { Controller, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-sourcing';
import { Commanded, Does } from '#event-sourcing-nest';
import { rectificationActs } from '../acts.js';
import { ApproveClosure, RejectClosure } from '../domain/issue/outcome/decision.js';
import { EndorseClosure, ReturnIssue } from '../domain/issue/closure/endorsing.js';
import { PlaceUnderLongTerm } from '../domain/issue/outcome/long-term.js';
import { ReopenIssue } from '../domain/issue/outcome/reopening.js';
import { RequestClosure } from '../domain/issue/closure/requesting.js';
import { WaiveRequirement } from '../domain/issue/closure/waiving.js';
import { IssueGuard } from '../visibility/visibility.guards.js';

@Controller('api/v1/issues')
@ApiTags('closure 销号')
@UseGuards(IssueGuard)
export class ClosureController {
  constructor(private readonly commands: CommandBus) {}

  @Does(rectificationActs.WaiveRequirement, ':id/waivers')
  waiveRequirement(@Commanded() command: WaiveRequirement): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.RequestClosure, ':id/closure-request')
  requestClosure(@Commanded() command: RequestClosure): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.EndorseClosure, ':id/closure-endorsement')
  endorseClosure(@Commanded() command: EndorseClosure): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ReturnIssue, ':id/return')
  returnIssue(@Commanded() command: ReturnIssue): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ApproveClosure, ':id/closure-approval')
  approveClosure(@Commanded() command: ApproveClosure): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.RejectClosure, ':id/closure-rejection')
  rejectClosure(@Commanded() command: RejectClosure): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.PlaceUnderLongTerm, ':id/long-term')
  placeUnderLongTerm(@Commanded() command: PlaceUnderLongTerm): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ReopenIssue, ':id/reopening')
  reopenIssue(@Commanded() command: ReopenIssue): Promise<Receipt> {
    return this.commands.execute(command);
  }
}
