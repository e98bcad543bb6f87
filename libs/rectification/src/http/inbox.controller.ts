import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { Actor } from '#event-sourcing';
import { Asks, PageQuery, SignedIn, Views } from '#event-sourcing-nest';
import { waitingFor } from '../projections/inbox-list.js';
import { inbox } from '../projections/inbox.js';

class InboxQuery extends PageQuery {
  @IsOptional() @IsString() @MaxLength(64) roundId?: string;
}

@Controller('api/v1/inbox')
@ApiTags('inbox 等我办理')
export class InboxController {
  constructor(private readonly views: Views) {}

  @Asks('WaitingForMe')
  waiting(@SignedIn() who: Actor, @Query() query: InboxQuery): Promise<object> {
    return this.views.ask([inbox], query, (reader, moment) => waitingFor(reader, { ...query, ...moment, ...who }));
  }
}
