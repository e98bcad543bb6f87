import { Controller, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Transform } from 'class-transformer';
import { IsBoolean, IsInt, IsOptional, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import type { Listed } from '#contracts';
import { Engine } from '#event-sourcing';
import {
  Asks,
  type Desk,
  NamesA,
  NO_CURSOR,
  type RoutedAct,
  Views,
  type Waiting,
  WaitingWork,
  Whole,
} from '#event-sourcing-nest';
import { Delegations, letsDo } from '#identity';
import { IsId, IsOneOf } from '#shapes';
import { declared } from '../../../composition/src/declared.js';
import { serverActs } from '../acts.js';
import type { InboxTold, WorkTold } from './answers.js';
import { Asking, type AskingOne } from './asking.js';

const kinds = declared.flatMap(({ waiting = [] }) => waiting).flatMap((room) => Object.keys(room.kinds));

/** What waits now: of a past day nothing is left to do. */
class InboxQuery {
  /** Answer only when everything up to this position (of a receipt) is in the view. */
  @IsOptional() @IsString() @MaxLength(20) after?: string;
  @IsOptional() @Whole() @IsInt() @Min(1) @Max(500) limit?: number;
  /** From a page's `next`. */
  @IsOptional() @IsString() @MaxLength(1000) @Matches(/^[\w-]+$/, { message: NO_CURSOR }) cursor?: string;
  /** Whether to count what waits of each kind, up to 500 things. */
  @IsOptional()
  @Transform(({ value }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  total?: boolean;
  @IsOptional() @IsId() @NamesA('round') roundId?: string;
  @IsOptional() @IsOneOf(kinds) kind?: string;
}

@Controller('api/v1/inbox')
@ApiTags('inbox 等我办理')
export class InboxController {
  constructor(
    private readonly views: Views,
    private readonly engine: Engine,
    private readonly waitingWork: WaitingWork,
    private readonly delegations: Delegations,
  ) {}

  /**
   * Everything that waits for whoever asks, by due date: each with the acts that are allowed now, and where. Work that
   * somebody delegated is among it, marked with whose it is.
   */
  @Asks(serverActs.WaitingForMe)
  async waiting(@Asking() asker: AskingOne, @Query() { after, total, ...query }: InboxQuery): Promise<InboxTold> {
    const desks = await this.#desks(asker);
    return this.views.ask(this.waitingWork.views, { after }, async (reader) => {
      const { rows, next } = await this.waitingWork.page<WorkTold>(reader, desks, query);
      const counted = total ? await this.waitingWork.counted(reader, desks, query) : {};
      return { items: await this.#versioned(rows), next, ...counted };
    });
  }

  async #desks({ authenticated, ...asker }: AskingOne): Promise<Desk[]> {
    const entrusted = await this.delegations.inForce(authenticated);
    const others = entrusted.map(({ principal, acts }) => ({
      asker: { ...asker, principal },
      lets: (act: RoutedAct) => letsDo(acts, act),
    }));
    const { principal } = asker;
    if (principal) return others.filter((desk) => desk.asker.principal.personId === principal.personId);
    return [{ asker }, ...others];
  }

  /** For If-Match. */
  #versioned<Work extends WorkTold>(
    rows: readonly Waiting<Work>[],
  ): Promise<Listed<Waiting<Work> & { version: number }>['items']> {
    const deciders = new Map(
      this.engine.contexts.flatMap((one) => one.deciders.map((decider) => [decider.category, decider])),
    );
    return Promise.all(
      rows.map(async (row) => {
        const { kind, id } = row.thing;
        return { ...row, version: (await this.engine.lookup.state(deciders.get(kind)!, id)).version };
      }),
    );
  }
}
