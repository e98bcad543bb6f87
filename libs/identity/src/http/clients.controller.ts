import { Controller, Header, Param, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { Found, Listed, Versioned } from '#contracts';
import { type Receipt, streamName } from '#event-sourcing';
import { Asks, Commanded, Does, MomentQuery, Views } from '#event-sourcing-nest';
import { identityActs } from '../acts.js';
import { clientDecider } from '../domain/client/client.js';
import { ChangeClientScopes, RegisterClient, ReinstateClient, SuspendClient } from '../domain/client/registration.js';
import { IssueClientKey, RevokeClientKey } from '../domain/client/keys.js';
import { type ClientRow, clients, listClients } from '../projections/clients.js';
import { ClientKeys } from '../sign-in/client-keys.js';
import type { IssuedKey, ShownClient } from './answers.js';
import { ClientsQuery } from './queries.js';

@Controller('api/v1/clients')
@ApiTags('clients 接口客户端')
export class ClientsController {
  constructor(
    private readonly commands: CommandBus,
    private readonly views: Views,
    private readonly keys: ClientKeys,
  ) {}

  @Does(identityActs.RegisterClient, '')
  register(@Commanded() command: RegisterClient): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.ChangeClientScopes, ':id/scopes')
  changeScopes(@Commanded() command: ChangeClientScopes): Promise<Receipt> {
    return this.commands.execute(command);
  }

  /** The key is in this answer and nowhere else. */
  @Does(identityActs.IssueClientKey, ':id/keys')
  @Header('Cache-Control', 'no-store')
  issueKey(@Commanded() command: IssueClientKey): Promise<IssuedKey> {
    return this.keys.issue(command);
  }

  @Does(identityActs.RevokeClientKey, ':id/keys/revoked')
  revokeKey(@Commanded() command: RevokeClientKey): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.SuspendClient, ':id/suspension')
  suspend(@Commanded() command: SuspendClient): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Does(identityActs.ReinstateClient, ':id/reinstatement')
  reinstate(@Commanded() command: ReinstateClient): Promise<Receipt> {
    return this.commands.execute(command);
  }

  @Asks(identityActs.ListClients)
  list(@Query() query: ClientsQuery): Promise<Listed<Versioned<ClientRow>>> {
    const of = { views: [clients] as const, stream: ({ id }: ClientRow) => streamName(clientDecider.category, id) };
    return this.views.list(of, query, (reader, moment) => listClients(reader, { ...listing(query), ...moment }));
  }

  /** With the moment of each key's last use, unless the past is asked about, which knows the day only. */
  @Asks(identityActs.FindClient, ':id')
  async find(@Param('id') id: string, @Query() query: MomentQuery): Promise<Found<ShownClient>> {
    const about = { id, view: clients, decider: clientDecider, unknown: 'client.unknown' };
    const client = await this.views.one<ClientRow>(about, query);
    if (query.asOf !== undefined || query.knownAt !== undefined) return client;
    const uses = await this.keys.lastUses(
      id,
      client.keys.map(({ prefix }) => prefix),
    );
    return { ...client, keys: client.keys.map((key) => ({ ...key, lastUsedAt: uses.get(key.prefix) })) };
  }
}

const listing = ({ responsibleId, limit, cursor }: ClientsQuery) => ({ responsibleId, limit, cursor });
