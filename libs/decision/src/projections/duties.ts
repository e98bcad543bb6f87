import type { ViewReader } from '#event-sourcing';
import { type Asking, tasksIn, type WorkKind } from './meeting-work.js';

export interface Duty {
  readonly meetingId: string;
  readonly meeting: string;
  readonly body: string;
  readonly act:
    | 'attend'
    | 'note-cancellation'
    | 'prepare'
    | 'conduct'
    | 'vote'
    | 'draw-up-record'
    | 'sign-record'
    | 'issue-summary'
    | 'confirm-correction';
  readonly itemId?: string;
  readonly title: string;
  /** The day of the meeting. */
  readonly heldOn: string;
}

const acts: Readonly<Record<WorkKind, Duty['act']>> = {
  'meeting-attend': 'attend',
  'meeting-moved': 'attend',
  'meeting-cancelled': 'note-cancellation',
  'meeting-prepare': 'prepare',
  'meeting-conduct': 'conduct',
  vote: 'vote',
  'record-draw-up': 'draw-up-record',
  'record-sign': 'sign-record',
  'summary-issue': 'issue-summary',
  'record-correction': 'confirm-correction',
};

/** What waits for one person in meetings: the same as in the inbox, also of a past moment. */
export const dutiesOf = async (reader: ViewReader, asking: Asking): Promise<Duty[]> =>
  (await tasksIn(reader, asking)).map(({ kind, row: { id, title, body, heldOn }, item }) => ({
    meetingId: id,
    meeting: title,
    body: body.name,
    act: acts[kind],
    ...(item ? { itemId: item.itemId } : {}),
    title: item?.title ?? title,
    heldOn,
  }));
