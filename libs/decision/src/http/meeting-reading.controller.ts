import { Controller, Param, Query, type StreamableFile, UseGuards } from '@nestjs/common';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { type Actor, RuleBroken } from '#event-sourcing';
import { Asks, downloaded, MomentQuery, SignedIn, Views } from '#event-sourcing-nest';
import { meeting as meetingDecider } from '../domain/meeting/meeting.js';
import { bodies } from '../projections/bodies.js';
import { meeting } from '../projections/meeting.js';
import type { MeetingPicture } from '../projections/meeting-picture.js';
import { dutiesOf, listMeetings, meetings } from '../projections/meetings.js';
import { readableBodies } from './access.js';
import { MeetingGuard } from './meeting.guard.js';
import { MeetingPapers } from './meeting-papers.js';
import { printed } from './papers.js';
import { MeetingsQuery, PaperQuery } from './queries.js';

type Found = MeetingPicture & { readonly version?: number };

@Controller('api/v1/meetings')
@ApiTags('meetings 会议')
@UseGuards(MeetingGuard)
export class MeetingReadingController {
  constructor(
    private readonly views: Views,
    private readonly papers: MeetingPapers,
  ) {}

  @Asks('ListMeetings')
  list(@Query() query: MeetingsQuery, @SignedIn() actor: Actor): Promise<object> {
    const { bodyId, state, from, to, limit, cursor } = query;
    return this.views.ask([meetings, bodies], query, async (reader, moment) => {
      const readable = await readableBodies(reader, actor, moment);
      const asked = readable && bodyId ? readable.filter((id) => id === bodyId) : (readable ?? bodyId);
      if (asked?.length === 0) return { rows: [] };
      return listMeetings(reader, { bodyId: asked, state, from, to, limit, cursor, ...moment });
    });
  }

  /** Votes and signatures that wait for whoever asks. */
  @Asks('MeetingDuties', 'duties')
  duties(@Query() query: MomentQuery, @SignedIn() { personId }: Actor): Promise<object> {
    return this.views.ask([meetings], query, async (reader, moment) => ({
      duties: await dutiesOf(reader, personId, moment),
    }));
  }

  @Asks('FindMeeting', ':id')
  find(@Param('id') id: string, @Query() query: MomentQuery): Promise<object> {
    return this.#found(id, query);
  }

  /** What changed in the thing since the item was put on the agenda, event by event. */
  @Asks('AgendaItemChanges', ':id/items/:itemId/changes')
  async changes(
    @Param('id') id: string,
    @Param('itemId') itemId: string,
    @Query() query: MomentQuery,
  ): Promise<object> {
    const { items } = await this.#found(id, query);
    const item = items.find((one) => one.itemId === itemId);
    if (!item) throw new RuleBroken('item.not-on-agenda', { itemId });
    return this.papers.changesSince(item);
  }

  /** 会议记录, generated from the acts. */
  @Asks('MeetingRecord', ':id/record')
  @ApiProduces('application/json', 'text/markdown', 'text/html', 'application/octet-stream')
  async record(@Param('id') id: string, @Query() query: PaperQuery): Promise<StreamableFile> {
    const { paper, content } = await this.papers.record(await this.#found(id, query));
    return downloaded(await printed(paper, content, query.format ?? 'json'));
  }

  /** 会议纪要, from the signed record. */
  @Asks('MeetingSummary', ':id/summary')
  @ApiProduces('application/json', 'text/markdown', 'text/html', 'application/octet-stream')
  async summary(@Param('id') id: string, @Query() query: PaperQuery): Promise<StreamableFile> {
    const { paper, content } = await this.papers.summary(await this.#found(id, query));
    return downloaded(await printed(paper, content, query.format ?? 'json'));
  }

  #found(id: string, query: MomentQuery): Promise<Found> {
    const about = { id, view: meeting, decider: meetingDecider, unknown: 'meeting.unknown' };
    return this.views.one<MeetingPicture>(about, query);
  }
}
