import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsOptional } from 'class-validator';
import { bodyDecider, entitledOn } from '#decision';
import type { Listed, Versioned } from '#contracts';
import { type Actor, dateOf, Engine, type Moment, streamName } from '#event-sourcing';
import { Asks, NamesA, PageQuery, SignedIn, Views } from '#event-sourcing-nest';
import { IsId } from '#shapes';
import { rectificationActs } from '../acts.js';
import { type WaitingItem, waitingFor } from '../projections/inbox/inbox-list.js';
import { inbox } from '../projections/inbox/inbox.js';
import { rounds } from '../projections/round/rounds.js';

class InboxQuery extends PageQuery {
  @IsOptional() @IsId() @NamesA('round') roundId?: string;
}

@Controller('api/v1/inbox')
@ApiTags('inbox 等我办理')
export class InboxController {
  constructor(
    private readonly views: Views,
    private readonly engine: Engine,
  ) {}

  @Asks(rectificationActs.WaitingForMe)
  waiting(@SignedIn() who: Actor, @Query() query: InboxQuery): Promise<Listed<Versioned<WaitingItem>>> {
    const of = {
      views: [inbox, rounds] as const,
      stream: ({ subject, id }: WaitingItem) => streamName(subject, id),
    };
    return this.views.list(of, query, async (reader, moment) => {
      const sitsIn = this.#seats(who, moment);
      const { rows, next } = await waitingFor(reader, { ...query, ...moment, ...who, sitsIn });
      return { rows: rows.map((row) => ({ row })), next };
    });
  }

  #seats({ personId }: Actor, { asOf }: Moment): (bodyId: string) => Promise<boolean> {
    const day = dateOf(asOf ?? this.engine.clock.now());
    return async (bodyId) => {
      const { state } = await this.engine.lookup.state(bodyDecider, bodyId);
      if (!state || state.dissolved) return false;
      return entitledOn(state, day).some(({ person }) => person.id === personId);
    };
  }
}
