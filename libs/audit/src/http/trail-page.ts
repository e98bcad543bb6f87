import type { MeetingVisibility } from '#decision';
import type { Page, ViewReader } from '#event-sourcing';
import type { Explained } from '../projections/explanation.js';
import type { OverseersVisibility } from './overseers-visibility.js';
import { listTrail, type TrailQuery } from '../projections/trail-list.js';
import type { TrailRow } from '../projections/trail.js';

/** What of the trail is for the reader. */
export interface Sight {
  readonly meetings: MeetingVisibility;
  readonly overseers: OverseersVisibility;
}

export interface ShownPage {
  readonly rows: readonly TrailRow[];
  readonly next?: string;
}

/** Of a page what the reader may see; never empty before the end, so that nobody takes a gap for it. */
export const shownPage = async (
  reader: ViewReader,
  query: TrailQuery,
  { meetings, overseers }: Sight,
): Promise<ShownPage> => {
  const shown = async ({ rows, next }: Page<TrailRow>): Promise<ShownPage> => ({
    rows: await overseers.shown(await meetings.shown(rows.map(({ row }) => row)), (row) => ({
      ...row,
      type: row.event,
    })),
    next,
  });
  let page = await shown(await listTrail(reader, query));
  while (page.rows.length === 0 && page.next !== undefined)
    page = await shown(await listTrail(reader, { ...query, cursor: page.next }));
  return page;
};

const VOTES = /(^|\.)result\.votes(\.|$)/;

interface Decided {
  readonly decided?: { readonly meeting?: { readonly id: string } };
}

/** Field by field, an event that carries a decision shows its votes as well. */
export const withoutHiddenVotes = async (event: Explained, sight: MeetingVisibility): Promise<Explained> => {
  const { meeting } = (event.data as Decided).decided ?? {};
  if (!meeting || (await sight.mayRead(meeting.id))) return event;
  return { ...event, changes: event.changes.filter(({ field }) => !VOTES.test(field)) };
};
