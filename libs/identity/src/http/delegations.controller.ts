import { Controller, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import type { Found, Listed, Versioned } from '#contracts';
import { type Actor, type Receipt, RuleBroken, streamName } from '#event-sourcing';
import { Asks, Commanded, Does, ListQuery, MomentQuery, NamesA, SignedIn, Views } from '#event-sourcing-nest';
import { IsId } from '#shapes';
import { identityActs } from '../acts.js';
import { DelegateWork, delegationDecider, EndDelegation } from '../domain/delegation/delegation.js';
import { type DelegationRow, delegations, listDelegations } from '../projections/delegations.js';

/** Without either: all that the one who asks may see. */
class DelegationsQuery extends ListQuery {
  @IsOptional() @IsId() @NamesA('person') fromId?: string;
  @IsOptional() @IsId() @NamesA('person') toId?: string;
}

/** Who watches, and who registers people and keeps their work going. */
const OVERSEERS = ['inspector', 'audit', 'security', 'office', 'admin'];

const oversees = ({ roles }: Actor): boolean => roles.some((role) => OVERSEERS.includes(role));

/** Everybody sees what they gave and got; those who oversee see all. */
const asked = (who: Actor, { fromId, toId }: DelegationsQuery) =>
  oversees(who) ? { fromId, toId } : { fromId, toId, partyId: who.personId };

@Controller('api/v1/delegations')
@ApiTags('delegations 工作委托')
export class DelegationsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
  ) {}

  @Does(identityActs.DelegateWork, '')
  delegate(@Commanded() command: DelegateWork): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.EndDelegation, ':id/end')
  end(@Commanded() command: EndDelegation): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(identityActs.ListDelegations)
  list(@SignedIn() who: Actor, @Query() query: DelegationsQuery): Promise<Listed<Versioned<DelegationRow>>> {
    const { limit, cursor } = query;
    const of = {
      views: [delegations] as const,
      stream: ({ id }: DelegationRow) => streamName(delegationDecider.category, id),
    };
    return this.views.list(of, query, (reader, moment) =>
      listDelegations(reader, { ...asked(who, query), limit, cursor, ...moment }),
    );
  }

  @Asks(identityActs.FindDelegation, ':id')
  async find(
    @SignedIn() who: Actor,
    @Param('id') id: string,
    @Query() query: MomentQuery,
  ): Promise<Found<DelegationRow>> {
    const about = { id, view: delegations, decider: delegationDecider, unknown: 'delegation.unknown' };
    const found = await this.views.one<DelegationRow>(about, query);
    const isOfTheTwo = [found.from.id, found.to.id].includes(who.personId);
    if (!isOfTheTwo && !oversees(who)) throw new RuleBroken('delegation.unknown', { id });
    return found;
  }
}
