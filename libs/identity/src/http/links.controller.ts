import { Controller, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Listed } from '#contracts';
import type { Receipt } from '#event-sourcing';
import { Asks, Commanded, Does, listed, PageQuery, Views } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { LinkAccount, UnlinkAccount } from '../domain/link/link.js';
import { type AccountLinkRow, accountLinks, listAccountLinks } from '../projections/account-links.js';

/** Which identities of an external provider sign in to an account. */
@Controller('api/v1/accounts')
@ApiTags('accounts 账号')
export class LinksController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
  ) {}

  @Does(identityActs.LinkAccount, ':accountId/links')
  link(@Commanded() command: LinkAccount): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.UnlinkAccount, ':accountId/links/withdrawn')
  unlink(@Commanded() command: UnlinkAccount): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(identityActs.ListAccountLinks, ':accountId/links')
  list(
    @Param('accountId') accountId: string,
    @Query() { limit, cursor, ...query }: PageQuery,
  ): Promise<Listed<AccountLinkRow>> {
    return this.views.ask([accountLinks], query, async (reader, moment) =>
      listed(await listAccountLinks(reader, { accountId, limit, cursor, ...moment })),
    );
  }
}
