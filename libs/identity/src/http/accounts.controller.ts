import { Controller, Header, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Found, Listed, Versioned } from '#contracts';
import { type Actor, type Receipt, streamName } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, SignedIn, Views } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { accountDecider } from '../domain/account/account.js';
import { GrantRole, OpenAccount, WithdrawRole } from '../domain/account/opening.js';
import { CloseAccount, ReinstateAccount, SuspendAccount } from '../domain/account/suspension.js';
import { ConfirmReset, IssueOneTimePassword } from '../domain/account/passwords.js';
import { oversees } from '../domain/roles.js';
import { type AccountRow, accounts, listAccounts } from '../projections/accounts.js';
import { Passwords } from '../sign-in/passwords.js';
import { AccountsQuery } from './queries.js';

@Controller('api/v1/accounts')
@ApiTags('accounts 账号')
export class AccountsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
    private readonly passwords: Passwords,
  ) {}

  @Does(identityActs.OpenAccount, '')
  open(@Commanded() command: OpenAccount): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.GrantRole, ':id/roles')
  grantRole(@Commanded() command: GrantRole): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.WithdrawRole, ':id/roles/withdrawn')
  withdrawRole(@Commanded() command: WithdrawRole): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.SuspendAccount, ':id/suspension')
  suspend(@Commanded() command: SuspendAccount): Promise<Receipt> {
    return this.commands.execute(command);
  }

  /** Its password is destroyed with it; the person's name stays wherever it stands. */
  @Does(identityActs.CloseAccount, ':id/closure')
  close(@Commanded() command: CloseAccount): Promise<Receipt> {
    return this.passwords.closeAccount(command);
  }

  @Does(identityActs.ReinstateAccount, ':id/reinstatement')
  reinstate(@Commanded() command: ReinstateAccount): Promise<Receipt> {
    return this.commands.execute(command);
  }

  /** Of a password or a link that somebody else gave: without it nothing is decided with them. */
  @Does(identityActs.ConfirmReset, ':id/reset-confirmation')
  confirmReset(@Commanded() command: ConfirmReset): Promise<Receipt> {
    return this.commands.execute(command);
  }

  /** The password is in this answer and nowhere else. */
  @Does(identityActs.IssueOneTimePassword, ':id/one-time-password')
  @Header('Cache-Control', 'no-store')
  issueOneTimePassword(@Commanded() command: IssueOneTimePassword): Promise<Receipt & { oneTimePassword: string }> {
    return this.passwords.issueOneTime(command);
  }

  @Asks(identityActs.ListAccounts)
  async list(@SignedIn() who: Actor, @Query() query: AccountsQuery): Promise<Listed<Versioned<AccountRow>>> {
    const of = { views: [accounts] as const, stream: ({ id }: AccountRow) => streamName(accountDecider.category, id) };
    const found = await this.views.list(of, query, (reader, moment) =>
      listAccounts(reader, { ...listing(query), ...moment }),
    );
    return { ...found, items: found.items.map((row) => shownTo(who, row)) };
  }

  @Asks(identityActs.FindAccount, ':id')
  async find(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: MomentQuery): Promise<Found<AccountRow>> {
    const of = { id, view: accounts, decider: accountDecider, unknown: 'account.unknown' };
    return shownTo(who, await this.views.one<AccountRow>(of, query));
  }
}

/** When an inspector was here last is told to those who oversee alone, and to the inspector. */
const shownTo = <R extends AccountRow>(who: Actor, row: R): R =>
  oversees(row) && !oversees(who) && row.personId !== who.personId ? { ...row, lastSignedInAt: undefined } : row;

const listing = ({ personId, limit, cursor }: AccountsQuery) => ({ personId, limit, cursor });
