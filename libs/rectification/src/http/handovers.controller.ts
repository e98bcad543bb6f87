import { Controller, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { Found, Listed, Versioned } from '#contracts';
import { type Actor, type Receipt, streamName } from '#event-sourcing';
import { Asks, Commanded, Does, ListQuery, MomentQuery, NamesA, SignedIn, Views } from '#event-sourcing-nest';
import { IsId } from '#shapes';
import { rectificationActs } from '../acts.js';
import { AcceptHandover, DeclineHandover, ProposeHandover, WithdrawHandover } from '../domain/handover/signing.js';
import { handover } from '../domain/handover/handover.js';
import { type HandoverRow, handovers, listHandovers } from '../projections/handovers.js';
import { Visibility } from '../visibility/visibility.js';

class HandoversQuery extends ListQuery {
  @IsOptional() @IsId() @NamesA('person') successorId?: string;
  @IsOptional() @IsId() @NamesA('unit') unitId?: string;
}

/** `:id` is the person whose work changes hands. */
@Controller('api/v1/handovers')
@ApiTags('handovers 工作移交')
export class HandoversController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
    private readonly visibility: Visibility,
  ) {}

  @Does(rectificationActs.ProposeHandover, ':id/proposal')
  propose(@Commanded() command: ProposeHandover): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.AcceptHandover, ':id/acceptance')
  accept(@Commanded() command: AcceptHandover): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.DeclineHandover, ':id/refusal')
  decline(@Commanded() command: DeclineHandover): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(rectificationActs.WithdrawHandover, ':id/withdrawal')
  withdraw(@Commanded() command: WithdrawHandover): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(rectificationActs.ListHandovers)
  async list(
    @SignedIn() who: Actor,
    @Query() { successorId, unitId, limit, cursor, ...query }: HandoversQuery,
  ): Promise<Listed<Versioned<HandoverRow>>> {
    const views = await this.visibility.viewsOf(who);
    const of = { views: [handovers] as const, stream: ({ id }: HandoverRow) => streamName(handover.category, id) };
    return views.list(of, query, (reader, moment) =>
      listHandovers(reader, { successorId, unitId, limit, cursor, ...moment }),
    );
  }

  /** One's own wherever one has gone. */
  @Asks(rectificationActs.FindHandover, ':id')
  async find(
    @SignedIn() who: Actor,
    @Param('id') id: string,
    @Query() query: MomentQuery,
  ): Promise<Found<HandoverRow>> {
    const isOwn = id === who.personId;
    const views = isOwn ? this.views : await this.visibility.viewsOf(who, { decider: handover, id });
    return views.one<HandoverRow>({ id, view: handovers, decider: handover, unknown: 'handover.unknown' }, query);
  }
}
