import { Controller, Param, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  endOfDay,
  type Moment,
  type Page,
  RuleBroken,
  startOfDay,
  streamName,
  type View,
  type ViewReader,
} from '#event-sourcing';
import { bodies, meeting } from '#decision';
import { Asks, Views } from '#event-sourcing-nest';
import { accountLinks, accounts, clients, people, units } from '#identity';
import { issues, planDetail, register, rounds, streamsOfRound, tasks } from '#rectification';
import { type Explained, explainEvents, type SubjectViews } from '../projections/explanation.js';
import { listTrail, type TrailQuery } from '../projections/trail-list.js';
import { trail, type TrailRow } from '../projections/trail.js';
import { HistoryQuery, TrailSearch } from './queries.js';

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
  page: Page<TrailRow>,
): Promise<{ events: Explained[]; next?: string }> => ({
  events: await explainEvents(
    reader,
    page.rows.map(({ row }) => row),
    subjects,
  ),
  next: page.next,
});

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
  constructor(private readonly views: Views) {}

  @Asks('ReadTrail', 'trail')
  trail(@Query() search: TrailSearch): Promise<object> {
    return this.views.ask(looked, search, async (reader, moment) =>
      explained(reader, await listTrail(reader, await asked(reader, search, moment))),
    );
  }

  @ApiOperation({ operationId: 'ReadIssueHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'issues/:id/history')
  issueHistory(@Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history('issue', id, query);
  }

  @ApiOperation({ operationId: 'ReadTaskHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'tasks/:id/history')
  taskHistory(@Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history('task', id, query);
  }

  @ApiOperation({ operationId: 'ReadRoundHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'rounds/:id/history')
  roundHistory(@Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history('round', id, query);
  }

  @ApiOperation({ operationId: 'ReadPlanHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'rounds/:id/plan/history')
  planHistory(@Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history('plan', id, query);
  }

  @ApiOperation({ operationId: 'ReadBodyHistory', summary: 'ReadHistory' })
  @Asks('ReadHistory', 'bodies/:id/history')
  bodyHistory(@Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history('body', id, query);
  }

  /** Votes by name are not for everybody. */
  @Asks('ReadMeetingHistory', 'meetings/:id/history')
  meetingHistory(@Param('id') id: string, @Query() query: HistoryQuery): Promise<object> {
    return this.#history('meeting', id, query);
  }

  #history(category: keyof typeof subjects, id: string, query: HistoryQuery): Promise<object> {
    const stream = streamName(category, id);
    return this.views.ask(looked, query, async (reader, moment) => {
      const page = await explained(reader, await listTrail(reader, { ...query, ...moment, stream }));
      if (page.events.length === 0 && !(await reader.find(subjects[category]!, id))) {
        throw new RuleBroken(`${category}.unknown`, { id });
      }
      return page;
    });
  }
}
