import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Matches, IsOptional } from 'class-validator';
import type { Listed } from '#contracts';
import { Asks, NO_CURSOR, PageQuery, Views } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { type InspectorNotice, inspectorNotices, listInspectorNotices } from '../projections/inspector-notices.js';

class NoticesQuery extends PageQuery {
  /** From a page's `next`. */
  @IsOptional() @Matches(/^(0|[1-9]\d{0,18})$/, { message: NO_CURSOR }) override cursor?: string;
}

@Controller('api/v1/inspector-notices')
@ApiTags('accounts 账号')
export class NoticesController {
  constructor(private readonly views: Views) {}

  /** What was done to inspectors' accounts and API clients: nobody narrows an inspection, or watches one, unseen. */
  @Asks(identityActs.ListInspectorNotices)
  list(@Query() { limit, cursor, ...query }: NoticesQuery): Promise<Listed<InspectorNotice>> {
    return this.views.ask([inspectorNotices], query, (reader, moment) =>
      listInspectorNotices(reader, { limit, cursor, ...moment }),
    );
  }
}
