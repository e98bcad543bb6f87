import { Controller, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Found, Listed, Versioned } from '#contracts';
import { type Receipt, streamName } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, Views } from '#event-sourcing-nest';
import { decisionActs } from '../acts.js';
import { body } from '../domain/body/body.js';
import * as Commands from '../domain/body/commands.js';
import type { RuleSetsTold } from './answers.js';
import { partyGroup, signOffs, simpleMajority } from '../domain/rules/presets.js';
import { type BodyRow, bodies, listBodies } from '../projections/bodies.js';
import { BodiesQuery } from './queries.js';

const USUAL_SIGN_OFFS = 2;

@Controller('api/v1/bodies')
@ApiTags('bodies 议事机构')
export class BodiesController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
  ) {}

  @Does(decisionActs.EstablishBody, '')
  establish(@Commanded() command: Commands.EstablishBody): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.AppointMember, ':id/members')
  appointMember(@Commanded() command: Commands.AppointMember): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.AppointChair, ':id/chair')
  appointChair(@Commanded() command: Commands.AppointChair): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.EndMembership, ':id/members/:personId/end')
  endMembership(@Commanded() command: Commands.EndMembership): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.ExcludeMember, ':id/members/:personId/exclusion')
  excludeMember(@Commanded() command: Commands.ExcludeMember): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.EndExclusion, ':id/members/:personId/exclusion-end')
  endExclusion(@Commanded() command: Commands.EndExclusion): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.AppointSecretary, ':id/secretary')
  appointSecretary(@Commanded() command: Commands.AppointSecretary): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.ChangeCompetence, ':id/competence')
  changeCompetence(@Commanded() command: Commands.ChangeCompetence): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.AdoptRuleSet, ':id/rule-set')
  adoptRuleSet(@Commanded() command: Commands.AdoptRuleSet): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(decisionActs.DissolveBody, ':id/dissolution')
  dissolve(@Commanded() command: Commands.DissolveBody): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(decisionActs.ListBodies)
  list(@Query() { name, limit, cursor, ...query }: BodiesQuery): Promise<Listed<Versioned<BodyRow>>> {
    const of = { views: [bodies] as const, stream: ({ id }: BodyRow) => streamName(body.category, id) };
    return this.views.list(of, query, (reader, moment) => listBodies(reader, { name, limit, cursor, ...moment }));
  }

  @Asks(decisionActs.FindBody, ':id')
  find(@Param('id') id: string, @Query() query: MomentQuery): Promise<Found<BodyRow>> {
    return this.views.one<BodyRow>({ id, view: bodies, decider: body, unknown: 'body.unknown' }, query);
  }
}

@Controller('api/v1/rule-sets')
@ApiTags('bodies 议事机构')
export class RuleSetsController {
  /** The rule sets that a body may choose from, with the sources of every rule. */
  @Asks(decisionActs.ListRuleSets)
  list(): RuleSetsTold {
    return { items: [partyGroup, simpleMajority, signOffs(USUAL_SIGN_OFFS)] };
  }
}
