import { Controller, Param, Query, UseGuards } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Found, Listed, Versioned } from '#contracts';
import { type Actor, type Moment, type Receipt, streamName, type ViewReader } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, SignedIn } from '#event-sourcing-nest';
import { rectificationActs } from '../acts.js';
import { DeliverIssue } from '../domain/issue/work/delivery.js';
import {
  AnnounceContact,
  ChangeCountingRule,
  OrganiseWork,
  RecordFindingText,
  CorrectRound,
} from '../domain/round/particulars.js';
import { OpenRound } from '../domain/round/opening.js';
import { ReviseBreakdown } from '../domain/round/register.js';
import { ChangeClosurePolicy, ChangePlanPolicy } from '../domain/round/policy.js';
import { PlanTask } from '../domain/task/planning.js';
import { round } from '../domain/round/round.js';
import { mustBeDelivered, nothingAt } from '../projections/round/before-delivery.js';
import { rounds } from '../projections/round/rounds.js';
import { findRoundWithPlan, listRoundsWithPlans, type RoundWithPlan } from '../projections/round/rounds-with-plans.js';
import { plans } from '../projections/plan/plans.js';
import { type RegulationOfRound, regulations, regulationsOfRound } from '../projections/round/regulations.js';
import { RoundsQuery } from './queries.js';
import { RoundGuard } from '../visibility/visibility.guards.js';
import { Visibility } from '../visibility/visibility.js';

@Controller('api/v1/rounds')
@ApiTags('rounds 巡察轮次')
export class RoundsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly visibility: Visibility,
  ) {}

  @Does(rectificationActs.OpenRound, '')
  open(@Commanded() command: OpenRound): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.CorrectRound, ':id/corrections')
  correctRound(@Commanded() command: CorrectRound): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.RecordFindingText, ':id/finding-texts')
  recordFindingText(@Commanded() command: RecordFindingText): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ReviseBreakdown, ':id/breakdown')
  reviseBreakdown(@Commanded() command: ReviseBreakdown): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ChangeCountingRule, ':id/counting-rule')
  changeCountingRule(@Commanded() command: ChangeCountingRule): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ChangeClosurePolicy, ':id/closure-policy')
  changeClosurePolicy(@Commanded() command: ChangeClosurePolicy): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.ChangePlanPolicy, ':id/plan-policy')
  changePlanPolicy(@Commanded() command: ChangePlanPolicy): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.OrganiseWork, ':id/organisation-of-work')
  organiseWork(@Commanded() command: OrganiseWork): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.AnnounceContact, ':id/contact')
  announceContact(@Commanded() command: AnnounceContact): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.DeliverIssue, ':roundId/issues')
  deliverIssue(@Commanded() command: DeliverIssue): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.PlanTask, ':roundId/tasks')
  @UseGuards(RoundGuard)
  planTask(@Commanded() command: PlanTask): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(rectificationActs.ListRounds)
  async list(@SignedIn() who: Actor, @Query() query: RoundsQuery): Promise<Listed<Versioned<RoundWithPlan>>> {
    const views = await this.visibility.viewsOf(who);
    const of = { views: [rounds, plans] as const, stream: ({ id }: RoundWithPlan) => streamName(round.category, id) };
    return views.list(of, query, (reader, moment) => listRoundsWithPlans(reader, { ...query, ...moment }));
  }

  @Asks(rectificationActs.FindRound, ':id')
  async find(
    @SignedIn() who: Actor,
    @Param('id') id: string,
    @Query() query: MomentQuery,
  ): Promise<Found<RoundWithPlan>> {
    const views = await this.visibility.viewsOf(who, { decider: round, id });
    const find = async (reader: ViewReader, moment: Moment) => {
      await mustBeDelivered(reader, { roundId: id, ...moment });
      return findRoundWithPlan(reader, { id, ...moment });
    };
    return views.one({ id, view: rounds, decider: round, unknown: 'round.unknown', find }, query);
  }

  @Asks(rectificationActs.RoundRegulations, ':id/regulations')
  async regulations(
    @SignedIn() who: Actor,
    @Param('id') roundId: string,
    @Query() query: MomentQuery,
  ): Promise<Listed<RegulationOfRound>> {
    const views = await this.visibility.viewsOf(who);
    return views.ask([rounds, regulations], query, async (reader, moment) => {
      if (!(await reader.find(rounds, roundId, moment))) throw await nothingAt(reader, { roundId, ...moment });
      return { items: await regulationsOfRound(reader, { roundId, ...moment }) };
    });
  }
}
