import { Controller, Param, Query, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Found } from '#contracts';
import type { Actor, Receipt } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, SignedIn } from '#event-sourcing-nest';
import { rectificationActs } from '../acts.js';
import { ApprovePlan, RejectPlan, ReturnPlan } from '../domain/plan/approval.js';
import { SubmitPlan } from '../domain/plan/submission.js';
import { plan } from '../domain/plan/plan.js';
import { RoundGuard } from '../visibility/visibility.guards.js';
import { Visibility } from '../visibility/visibility.js';
import { type PlanView, planDetail } from '../projections/plan/plan-detail.js';

/** `:id` is the round: it has one plan, in editions. */
@Controller('api/v1/rounds')
@ApiTags('plans 整改方案')
export class PlansController {
  constructor(
    private readonly commands: CommandBus,
    private readonly visibility: Visibility,
  ) {}

  @Does(rectificationActs.SubmitPlan, ':id/plan')
  @UseGuards(RoundGuard)
  submitPlan(@Commanded() command: SubmitPlan): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ReturnPlan, ':id/plan/return')
  returnPlan(@Commanded() command: ReturnPlan): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ApprovePlan, ':id/plan/approval')
  approvePlan(@Commanded() command: ApprovePlan): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.RejectPlan, ':id/plan/rejection')
  rejectPlan(@Commanded() command: RejectPlan): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(rectificationActs.FindPlan, ':id/plan')
  async find(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: MomentQuery): Promise<Found<PlanView>> {
    const views = await this.visibility.viewsOf(who);
    return views.one<PlanView>({ id, view: planDetail, decider: plan, unknown: 'plan.unknown' }, query);
  }
}
