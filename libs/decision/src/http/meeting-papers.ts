import { Inject, Injectable } from '@nestjs/common';
import type { Paper } from '#documents';
import { Engine, type Lookup, type Position, RuleBroken } from '#event-sourcing';
import { meeting as meetingDecider } from '../domain/meeting/meeting.js';
import type { Subject } from '../domain/meeting/events.js';
import { type Drawn, recordOf, type RecordContent } from '../domain/meeting/record.js';
import type { ItemPicture, MeetingPicture, RecordPicture } from '../projections/meeting-picture.js';
import { recordPaper, type WrittenRecord } from '../record/record-paper.js';
import { summaryPaper } from '../record/summary-paper.js';

/** Told by the thing's own context: what came behind the position that it was pinned at. */
export type ChangesSince = (subject: Subject, look: Lookup) => Promise<readonly object[]>;

export const CHANGES_SINCE = Symbol('changes since');

export interface ItemChanges {
  readonly itemId: string;
  /** SHA-256 of the content that the item is pinned to. */
  readonly pinned?: string;
  readonly changed: boolean;
  /** Event by event. */
  readonly changes: readonly object[];
}

/** 会议纪要 as data. */
export type WrittenSummary = Omit<NonNullable<MeetingPicture['summary']>, 'text'> & { readonly text: Paper['blocks'] };

/** The edition asked for, or the one in force. */
const recordIn = ({ id, record, earlierRecords }: MeetingPicture, edition?: number): RecordPicture | undefined => {
  if (edition === undefined) return record;
  const found = [...earlierRecords, ...(record ? [record] : [])].find((one) => one.edition === edition);
  if (!found) throw new RuleBroken('record.no-such-edition', { id, edition });
  return found;
};

interface Written<Content> {
  readonly paper: Paper;
  readonly content: Content;
}

/** The papers of a meeting, made from its acts whenever they are asked for. */
@Injectable()
export class MeetingPapers {
  constructor(
    private readonly engine: Engine,
    @Inject(CHANGES_SINCE) private readonly changes: ChangesSince,
  ) {}

  async record(picture: MeetingPicture, asked?: number): Promise<Written<WrittenRecord>> {
    const { id } = picture;
    const record = recordIn(picture, asked);
    if (!record) throw new RuleBroken('record.not-drawn-up', { id });
    const { content, position } = await this.#content(id, record);
    const { edition, sha256, signatures } = record;
    const written = { content, edition, sha256, position, signatures };
    return { paper: recordPaper(written), content: written };
  }

  async summary(picture: MeetingPicture, edition?: number): Promise<Written<WrittenSummary>> {
    const { id } = picture;
    const record = recordIn(picture, edition);
    const summary = record === picture.record ? picture.summary : record?.summary;
    if (!record || !summary) throw new RuleBroken('record.no-summary', { id, edition });
    const { content, position } = await this.#content(id, record);
    const paper = summaryPaper(content, { ...summary, position });
    return { paper, content: { ...summary, text: paper.blocks } };
  }

  async changesSince({ itemId, subject }: ItemPicture): Promise<ItemChanges> {
    const changes = subject ? await this.changes(subject, this.engine.lookup) : [];
    return { itemId, pinned: subject?.contentHash, changed: changes.length > 0, changes };
  }

  async #content(id: string, drawn: Drawn): Promise<{ content: RecordContent; position: Position }> {
    const { state, position } = await this.engine.lookup.state(meetingDecider, id);
    const { remarks, form, corrections = [] } = drawn;
    const told = corrections.map(({ text, number, reason }) => ({ text, number, reason }));
    const content = state && recordOf(state, { remarks, form, corrections: told });
    if (!content) throw new RuleBroken('record.not-drawn-up', { id });
    return { content, position };
  }
}
