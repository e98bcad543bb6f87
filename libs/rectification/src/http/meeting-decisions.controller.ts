import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Listed } from '#contracts';
import { IsOptional } from 'class-validator';
import { Asks, listed, NamesA, PageQuery, Views } from '#event-sourcing-nest';
import { IsId, IsOneOf } from '#shapes';
import { rectificationActs } from '../acts.js';
import {
  listMeetingDecisions,
  type MeetingDecisionRow,
  meetingDecisionsView,
} from '../projections/meeting-decisions.js';
import { mustBeDelivered } from '../projections/round/before-delivery.js';
import { rounds } from '../projections/round/rounds.js';

class MeetingDecisionsQuery extends PageQuery {
  @IsOptional() @IsId() @NamesA('round') roundId?: string;
  /** An issue, or the round whose plan it is. */
  @IsOptional() @IsId() @NamesA('issue', 'round') subjectId?: string;
  @IsOptional() @IsId() @NamesA('meeting') meetingId?: string;
  @IsOptional() @IsOneOf(['pending', 'carried-out', 'refused']) outcome?: 'pending' | 'carried-out' | 'refused';
}

/** What meetings decided on issues and plans, and whether it was carried out; a refusal says why it was not. */
@Controller('api/v1/meeting-decisions')
@ApiTags('closure 销号')
export class MeetingDecisionsController {
  constructor(private readonly views: Views) {}

  @Asks(rectificationActs.ListMeetingDecisions)
  list(@Query() query: MeetingDecisionsQuery): Promise<Listed<MeetingDecisionRow>> {
    const { roundId, subjectId, meetingId, outcome, limit, cursor } = query;
    return this.views.ask([meetingDecisionsView, rounds], query, async (reader, moment) => {
      await mustBeDelivered(reader, { roundId, ...moment });
      const asked = { roundId, subjectId, meetingId, outcome, limit, cursor, ...moment };
      return listed(await listMeetingDecisions(reader, asked));
    });
  }
}
