import { Controller, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
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
import { bodies, meeting, MeetingVisibility } from '#decision';
import { Asks, SignedIn, Views } from '#event-sourcing-nest';
import { accountLinks, accounts, clients, people, units } from '#identity';
import {
  issues,
  planDetail,
  register,
  rounds,
  type VisibleScope,
  Visibility,
  streamsOfRound,
  tasks,
} from '#rectification';
import { type Explained, explainEvents, type SubjectViews } from '../projections/explanation.js';
import type { TrailQuery } from '../projections/trail-list.js';
import { trail } from '../projections/trail.js';
import { HistoryQuery, TrailSearch } from './queries.js';
import { shownPage, withoutHiddenVotes } from './trail-page.js';

const subjects: SubjectViews = {
  round: rounds,
  plan: planDetail,
  issue: issues,
  task: tasks,
  unit: units,
  person: people,
  account: accounts,
  body: bodies,
  meeting,
  client: clients,
  link: accountLinks,
};

const looked: readonly View[] = [trail, register, ...Object.values(subjects)];

const explained = async (
  reader: ViewReader,
  query: TrailQuery,
  sight: MeetingVisibility,
): Promise<{ events: Explained[]; next?: string }> => {
  const { rows, next } = await shownPage(reader, query, sight);
  const events = await explainEvents(reader, rows, subjects);
  return { events: await Promise.all(events.map((event) => withoutHiddenVotes(event, sight))), next };
};

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
  constructor(
    private readonly views: Views,
    private readonly visibility: Visibility,
    private readonly engine: Engine,
  ) {}

  /** A page may hold fewer events than asked for: those of meetings that are not for the reader are left out. */
  @Asks('ReadTrail', 'trail')
  trail(@SignedIn() who: Actor, @Query() search: TrailSearch): Promise<object> {
    return this.views.ask(looked, search, async (reader, moment) =>
      explained(reader, await asked(reader, search, moment), this.#meetingsFor(who)),
    );
  }

  @ApiOperation({ operationId: 'ReadIssueHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'issues/:id/history')
  issueHistory(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history(who, { category: 'issue', id }, query);
  }

  @ApiOperation({ operationId: 'ReadTaskHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'tasks/:id/history')
  taskHistory(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history(who, { category: 'task', id }, query);
  }

  @ApiOperation({ operationId: 'ReadRoundHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'rounds/:id/history')
  roundHistory(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history(who, { category: 'round', id }, query);
  }

  @ApiOperation({ operationId: 'ReadPlanHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'rounds/:id/plan/history')
  planHistory(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history(who, { category: 'plan', id }, query);
  }

  @ApiOperation({ operationId: 'ReadBodyHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'bodies/:id/history')
  bodyHistory(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history(who, { category: 'body', id }, query);
  }

  @Asks('ReadMeetingHistory', 'meetings/:id/history')
  async meetingHistory(@SignedIn() who: Actor, @Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    if (!(await this.#meetingsFor(who).mayRead(id))) throw new RuleBroken('meeting.unknown', { id });
    return this.#history(who, { category: 'meeting', id }, query);
  }

  async #history(who: Actor, { category, id }: Subject, query: HistoryQuery): Promise<object> {
    const sight = await this.visibility.of(who);
    const stream = streamName(category, id);
    const views = await this.visibility.viewsOf(who);
    return views.ask(looked, query, async (reader, moment) => {
      const found = await explained(reader, { ...query, ...moment, stream }, this.#meetingsFor(who));
      const shown = await reader.find(subjects[category]!, id);
      if (!shown && (sight || found.events.length === 0)) throw new RuleBroken(`${category}.unknown`, { id });
      return sight ? { ...found, events: found.events.filter((event) => isWithin(sight, event)) } : found;
    });
  }

  #meetingsFor(who: Actor): MeetingVisibility {
    return new MeetingVisibility(this.engine.lookup, who);
  }
}

interface Subject {
  readonly category: keyof typeof subjects;
  readonly id: string;
}

/** A round's history names all its issues and tasks, and the findings word for word. */
const isWithin = ({ issues: ofIssues, tasks: ofTasks }: VisibleScope, { event, data }: Explained): boolean => {
  const { issueId, taskId } = data as { readonly issueId?: string; readonly taskId?: string };
  if (event.startsWith('FindingText')) return false;
  return (issueId === undefined || ofIssues.has(issueId)) && (taskId === undefined || ofTasks.has(taskId));
};
