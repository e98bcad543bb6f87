import { Controller, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Found, Listed, Versioned } from '#contracts';
import { type Receipt, streamName } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, Views } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { DissolveUnit, MoveUnit, RegisterUnit, RenameUnit, unitDecider } from '../domain/unit/unit.js';
import { listUnits, type UnitRow, units } from '../projections/units.js';
import { UnitsQuery } from './queries.js';

@Controller('api/v1/units')
@ApiTags('units 单位')
export class UnitsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
  ) {}

  @Does(identityActs.RegisterUnit, '')
  register(@Commanded() command: RegisterUnit): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.RenameUnit, ':id/name')
  rename(@Commanded() command: RenameUnit): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.MoveUnit, ':id/parent')
  move(@Commanded() command: MoveUnit): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.DissolveUnit, ':id/dissolution')
  dissolve(@Commanded() command: DissolveUnit): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(identityActs.ListUnits)
  list(@Query() query: UnitsQuery): Promise<Listed<Versioned<UnitRow>>> {
    const of = { views: [units] as const, stream: ({ id }: UnitRow) => streamName(unitDecider.category, id) };
    return this.views.list(of, query, (reader, moment) => listUnits(reader, { ...listing(query), ...moment }));
  }

  @Asks(identityActs.FindUnit, ':id')
  find(@Param('id') id: string, @Query() query: MomentQuery): Promise<Found<UnitRow>> {
    return this.views.one<UnitRow>({ id, view: units, decider: unitDecider, unknown: 'unit.unknown' }, query);
  }
}

const listing = ({ name, parentId, limit, cursor }: UnitsQuery) => ({ name, parentId, limit, cursor });
