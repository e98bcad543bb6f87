import { Controller, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Receipt } from '#event-sourcing';
import { Commanded, Does } from '#event-sourcing-nest';
import { rectificationActs } from '../acts.js';
import { CorrectIssue } from '../domain/issue/correction/delivery.js';
import { CorrectAccountability, WithdrawAccountability } from '../domain/issue/work/accountability.js';
import { CorrectRecovery, WithdrawRecovery } from '../domain/issue/work/recovery.js';
import { CorrectRegulation, WithdrawRegulation } from '../domain/issue/work/regulations.js';
import { IssueGuard } from '../visibility/visibility.guards.js';

/** What was entered wrongly on an issue is put right here. */
@Controller('api/v1/issues')
@ApiTags('issues 具体问题')
@UseGuards(IssueGuard)
export class CorrectionsController {
  constructor(private readonly commands: CommandBus) {}

  @Does(rectificationActs.CorrectIssue, ':id/corrections')
  correctIssue(@Commanded() command: CorrectIssue): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.CorrectRegulation, ':id/regulation-corrections')
  correctRegulation(@Commanded() command: CorrectRegulation): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.WithdrawRegulation, ':id/regulation-withdrawals')
  withdrawRegulation(@Commanded() command: WithdrawRegulation): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.CorrectAccountability, ':id/accountability-corrections')
  correctAccountability(@Commanded() command: CorrectAccountability): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.WithdrawAccountability, ':id/accountability-withdrawals')
  withdrawAccountability(@Commanded() command: WithdrawAccountability): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.CorrectRecovery, ':id/recovery-corrections')
  correctRecovery(@Commanded() command: CorrectRecovery): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.WithdrawRecovery, ':id/recovery-withdrawals')
  withdrawRecovery(@Commanded() command: WithdrawRecovery): Promise<Receipt> {
    return this.commands.execute(command);
  }
}
