import { Controller, Param, Query, type StreamableFile, UseGuards } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Found, Listed, Versioned } from '#contracts';
import { type Actor, Engine, RuleBroken, streamName } from '#event-sourcing';
import { Asks, AsksFile, downloaded, MomentQuery, SignedIn, Views } from '#event-sourcing-nest';
import { decisionActs } from '../acts.js';
import { meeting as meetingDecider } from '../domain/meeting/meeting.js';
import { bodies } from '../projections/bodies.js';
import { meeting } from '../projections/meeting.js';
import type { MeetingPicture } from '../projections/meeting-picture.js';
import { type Duty, dutiesOf } from '../projections/duties.js';
import { listMeetings, type MeetingRow, meetings } from '../projections/meetings.js';
import { readableBodies } from './access.js';
import { MeetingGuard } from './meeting.guard.js';
import { type ItemChanges, MeetingPapers } from './meeting-papers.js';
import { printed } from './papers.js';
import { MeetingsQuery, PaperQuery } from './queries.js';

@Controller('api/v1/meetings')
@ApiTags('meetings 会议')
@UseGuards(MeetingGuard)
export class MeetingReadingController {
  constructor(
    private readonly views: Views,
    private readonly papers: MeetingPapers,
    private readonly engine: Engine,
  ) {}

  @Asks(decisionActs.ListMeetings)
  list(@Query() query: MeetingsQuery, @SignedIn() actor: Actor): Promise<Listed<Versioned<MeetingRow>>> {
    const { bodyId, state, from, to, limit, cursor } = query;
    const of = {
      views: [meetings, bodies] as const,
      stream: ({ id }: MeetingRow) => streamName(meetingDecider.category, id),
    };
    return this.views.list(of, query, async (reader, moment) => {
      const readable = await readableBodies(reader, actor, moment);
      const asked = readable && bodyId ? readable.filter((id) => id === bodyId) : (readable ?? bodyId);
      if (asked?.length === 0) return { rows: [] };
      return listMeetings(reader, { bodyId: asked, state, from, to, limit, cursor, ...moment });
    });
  }

  /** Meetings, votes, records and signatures that wait for whoever asks; `asOf` a day to come, those that will wait then. */
  @Asks(decisionActs.MeetingDuties, 'duties')
  duties(@Query() query: MomentQuery, @SignedIn() { personId }: Actor): Promise<Listed<Duty>> {
    return this.views.askAhead([meetings, bodies], query, async (reader, moment) => ({
      items: await dutiesOf(reader, { moment, personId, now: moment.asOf ?? this.engine.clock.now() }),
    }));
  }

  @Asks(decisionActs.FindMeeting, ':id')
  find(@Param('id') id: string, @Query() query: MomentQuery): Promise<Found<MeetingPicture>> {
    return this.#found(id, query);
  }

  /** What changed in the thing since the item was put on the agenda, event by event. */
  @Asks(decisionActs.AgendaItemChanges, ':id/items/:itemId/changes')
  async changes(
    @Param('id') id: string,
    @Param('itemId') itemId: string,
    @Query() query: MomentQuery,
  ): Promise<ItemChanges> {
    const { items } = await this.#found(id, query);
    const item = items.find((one) => one.itemId === itemId);
    if (!item) throw new RuleBroken('item.not-on-agenda', { itemId });
    return this.papers.changesSince(item);
  }

  /** 会议记录, generated from the acts. */
  @AsksFile(decisionActs.MeetingRecord, ':id/record')
  async record(@Param('id') id: string, @Query() query: PaperQuery): Promise<StreamableFile> {
    const { paper, content } = await this.papers.record(await this.#found(id, query), query.edition);
    return downloaded(await printed(paper, content, query));
  }

  /** 会议纪要, from the signed record. */
  @AsksFile(decisionActs.MeetingSummary, ':id/summary')
  async summary(@Param('id') id: string, @Query() query: PaperQuery): Promise<StreamableFile> {
    const { paper, content } = await this.papers.summary(await this.#found(id, query), query.edition);
    return downloaded(await printed(paper, content, query));
  }

  #found(id: string, query: MomentQuery): Promise<Found<MeetingPicture>> {
    const about = { id, view: meeting, decider: meetingDecider, unknown: 'meeting.unknown' };
    return this.views.one<MeetingPicture>(about, query);
  }
}
