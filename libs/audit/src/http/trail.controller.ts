import { Controller, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  type Actor,
  endOfDay,
  Engine,
  type Moment,
  RuleBroken,
  startOfDay,
  streamName,
  type View,
  type ViewReader,
} from '#event-sourcing';
import type { Listed } from '#contracts';
import { MeetingVisibility } from '#decision';
import { Asks, SignedIn, Views } from '#event-sourcing-nest';
import { auditActs } from '../acts.js';
import { register, streamsOfRound, type VisibleScope, Visibility } from '#rectification';
import { type Explained, explainEvents, type SubjectViews } from '../projections/explanation.js';
import type { TrailQuery } from '../projections/trail-list.js';
import { trail } from '../projections/trail.js';
import { HistoryQuery, TrailSearch } from './queries.js';
import { expectKnown } from './known-filters.js';
import { OverseersVisibility } from './overseers-visibility.js';
import { type Sight, shownPage, withoutHiddenVotes } from './trail-page.js';

/** By category, as the contexts declare it. */
const picturesOf = ({ contexts }: Engine): SubjectViews =>
  Object.assign({}, ...contexts.map(({ pictures }) => pictures ?? {})) as SubjectViews;

const asked = async (reader: ViewReader, search: TrailSearch, moment: Moment): Promise<TrailQuery> => {
  const { round, from, to, ...rest } = search;
  const streams = round === undefined ? undefined : await streamsOfRound(reader, round, moment);
  return {
    ...rest,
    ...moment,
    streams,
    from: from === undefined ? undefined : startOfDay(from),
    to: to === undefined ? undefined : endOfDay(to),
  };
};

/** Who did what, when on both clocks, why and through which client, with every field before and after. */
@Controller('api/v1')
@ApiTags('audit 全程留痕')
export class TrailController {
  readonly #pictures: SubjectViews;
  readonly #looked: readonly View[];

  constructor(
    private readonly views: Views,
    private readonly visibility: Visibility,
    private readonly engine: Engine,
  ) {
    this.#pictures = picturesOf(engine);
    this.#looked = [trail, register, ...Object.values(this.#pictures)];
  }

  /** A page may hold fewer events than asked for: those of meetings that are not for the reader are left out. */
  @Asks(auditActs.ReadTrail, 'trail')
  trail(@SignedIn() who: Actor, @Query() search: TrailSearch): Promise<Listed<Explained>> {
    expectKnown(search, this.engine);
    return this.views.ask(this.#looked, search, async (reader, moment) =>
      this.#explained(reader, await asked(reader, search, moment), this.#sightOf(who)),
    );
  }

  @Asks(auditActs.ReadHistory, 'issues/:id/history', 'ReadIssueHistory')
  issueHistory(
    @SignedIn() who: Actor,
    @Param('id') id: string,
    @Query() query: HistoryQuery,
  ): Promise<Listed<Explained>> {
    return this.#history(who, { category: 'issue', id }, query);
  }

  @Asks(auditActs.ReadHistory, 'tasks/:id/history', 'ReadTaskHistory')
  taskHistory(
    @SignedIn() who: Actor,
    @Param('id') id: string,
    @Query() query: HistoryQuery,
  ): Promise<Listed<Explained>> {
    return this.#history(who, { category: 'task', id }, query);
  }

  @Asks(auditActs.ReadHistory, 'rounds/:id/history', 'ReadRoundHistory')
  roundHistory(
    @SignedIn() who: Actor,
    @Param('id') id: string,
    @Query() query: HistoryQuery,
  ): Promise<Listed<Explained>> {
    return this.#history(who, { category: 'round', id }, query);
  }

  @Asks(auditActs.ReadHistory, 'rounds/:id/plan/history', 'ReadPlanHistory')
  planHistory(
    @SignedIn() who: Actor,
    @Param('id') id: string,
    @Query() query: HistoryQuery,
  ): Promise<Listed<Explained>> {
    return this.#history(who, { category: 'plan', id }, query);
  }

  @Asks(auditActs.ReadHistory, 'bodies/:id/history', 'ReadBodyHistory')
  bodyHistory(
    @SignedIn() who: Actor,
    @Param('id') id: string,
    @Query() query: HistoryQuery,
  ): Promise<Listed<Explained>> {
    return this.#history(who, { category: 'body', id }, query);
  }

  @Asks(auditActs.ReadMeetingHistory, 'meetings/:id/history')
  async meetingHistory(
    @SignedIn() who: Actor,
    @Param('id') id: string,
    @Query() query: HistoryQuery,
  ): Promise<Listed<Explained>> {
    if (!(await this.#sightOf(who).meetings.mayRead(id))) throw new RuleBroken('meeting.unknown', { id });
    return this.#history(who, { category: 'meeting', id }, query);
  }

  async #history(who: Actor, { category, id }: Subject, query: HistoryQuery): Promise<Listed<Explained>> {
    const sight = await this.visibility.of(who);
    const stream = streamName(category, id);
    const views = await this.visibility.viewsOf(who);
    return views.ask(this.#looked, query, async (reader, moment) => {
      const found = await this.#explained(reader, { ...query, ...moment, stream }, this.#sightOf(who));
      const shown = await reader.find(this.#pictures[category]!, id);
      if (!shown && (sight || found.items.length === 0)) throw new RuleBroken(`${category}.unknown`, { id });
      return sight ? { ...found, items: found.items.filter((event) => isWithin(sight, event)) } : found;
    });
  }

  async #explained(
    reader: ViewReader,
    query: TrailQuery,
    sight: Sight,
  ): Promise<{ items: Explained[]; next?: string }> {
    const { rows, next } = await shownPage(reader, query, sight);
    const events = await explainEvents(reader, rows, this.#pictures);
    return { items: await Promise.all(events.map((event) => withoutHiddenVotes(event, sight.meetings))), next };
  }

  #sightOf(who: Actor): Sight {
    const { lookup } = this.engine;
    return { meetings: new MeetingVisibility(lookup, who), overseers: new OverseersVisibility(lookup, who) };
  }
}

interface Subject {
  readonly category: string;
  readonly id: string;
}

/** A round's history names all its issues and tasks, and the findings word for word. */
const isWithin = ({ issues: ofIssues, tasks: ofTasks }: VisibleScope, { event, data }: Explained): boolean => {
  const { issueId, taskId } = data as { readonly issueId?: string; readonly taskId?: string };
  if (event.startsWith('FindingText')) return false;
  return (issueId === undefined || ofIssues.has(issueId)) && (taskId === undefined || ofTasks.has(taskId));
};
