import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type Actor, Engine, type View, type ViewReader } from '#event-sourcing';
import { Asks, MomentQuery, mustNotLieAhead, SignedIn } from '#event-sourcing-nest';
import { rectificationActs } from '../acts.js';
import { ledger } from '../projections/ledger/ledger.js';
import { nothingAt } from '../projections/round/before-delivery.js';
import { behindFigure } from '../projections/round/behind-figures.js';
import { register } from '../projections/round/register.js';
import { regulations } from '../projections/round/regulations.js';
import { roundChanges } from '../projections/round/round-changes.js';
import { roundGroups } from '../projections/round/round-groups.js';
import { rounds } from '../projections/round/rounds.js';
import { type OfRound, roundStatistics } from '../projections/round/statistics.js';
import { tasks } from '../projections/tasks.js';
import { Visibility } from '../visibility/visibility.js';
import type { ShownBehind, ShownChanges, ShownGroups, ShownStatistics } from './answers.js';
import { BehindQuery, ChangesQuery, GroupsQuery } from './queries.js';

const views: readonly View[] = [rounds, register, ledger, tasks, regulations] as View[];

@Controller('api/v1/rounds/:id/statistics')
@ApiTags('rounds 巡察轮次')
export class StatisticsController {
  constructor(
    private readonly visibility: Visibility,
    private readonly engine: Engine,
  ) {}

  /** Numbers alone, with their counting rule; what stands behind one is asked for by its name. */
  @Asks(rectificationActs.RoundStatistics, '')
  statistics(
    @SignedIn() who: Actor,
    @Param('id') roundId: string,
    @Query() query: MomentQuery,
  ): Promise<ShownStatistics> {
    return this.#told(who, { roundId, query }, (reader, of) => roundStatistics(reader, of));
  }

  /** The same numbers by area, by heading or by lead unit. */
  @Asks(rectificationActs.RoundGroups, 'groups')
  groups(@SignedIn() who: Actor, @Param('id') roundId: string, @Query() query: GroupsQuery): Promise<ShownGroups> {
    return this.#told(who, { roundId, query }, async (reader, of) => {
      const items = await roundGroups(reader, query.by, of);
      return items && { items };
    });
  }

  /** Two days of a round: the figures of both, then each issue that changed with the events between. */
  @Asks(rectificationActs.RoundChanges, 'changes')
  async changes(
    @SignedIn() who: Actor,
    @Param('id') roundId: string,
    @Query() query: ChangesQuery,
  ): Promise<ShownChanges> {
    const { from, to, limit, cursor } = query;
    mustNotLieAhead('to', to, this.engine.clock.now());
    return this.#told(who, { roundId, query }, (reader, { knownAt }) =>
      roundChanges(reader, { roundId, from, to, knownAt, limit, cursor }),
    );
  }

  /** What one number counts, each with the events that make it count. */
  @Asks(rectificationActs.BehindFigure, 'behind')
  behind(@SignedIn() who: Actor, @Param('id') roundId: string, @Query() query: BehindQuery): Promise<ShownBehind> {
    const { figure, limit, cursor } = query;
    return this.#told(who, { roundId, query }, (reader, of) => behindFigure(reader, { ...of, figure, limit, cursor }));
  }

  async #told<Answer extends object>(
    who: Actor,
    { roundId, query }: { readonly roundId: string; readonly query: MomentQuery },
    answer: (reader: ViewReader, of: OfRound) => Promise<Answer | undefined>,
  ) {
    const { views: shown, restrictedTo } = await this.visibility.shownTo(who);
    return shown.askAtOnce(views, query, async (reader, moment) => {
      const found = await answer(reader, { roundId, ...moment });
      if (!found) throw await nothingAt(reader, { roundId, ...moment });
      return { ...found, ...restrictedTo };
    });
  }
}
