import { idOf, projection, text, type Moment, type Page, type ViewReader } from '#event-sourcing';
import type { HandoverEvent, WorkItem } from '../domain/handover/events.js';
import type { Named } from '../domain/issue/events.js';
import { actOf, type Act } from './act.js';
import { amendLast } from './amend.js';

export interface HandoverEntry {
  readonly from: Named;
  readonly to: Named;
  readonly unit: Named;
  readonly work: readonly WorkItem[];
  readonly signedFor: 'self' | 'unit';
  readonly state: 'open' | 'accepted' | 'declined' | 'withdrawn';
  readonly proposed: Act;
  /** The successor's signature, or how it ended without one. */
  readonly ended: Act | null;
}

/** What one person handed over, the latest last. */
export interface HandoverRow {
  readonly id: string;
  readonly handovers: readonly HandoverEntry[];
}

const ending =
  (state: HandoverEntry['state']) =>
  (row: HandoverRow | undefined, event: Parameters<typeof actOf>[0]): HandoverRow | undefined =>
    row && { ...row, handovers: amendLast(row.handovers, (entry) => ({ ...entry, state, ended: actOf(event) })) };

const openIn = ({ handovers }: HandoverRow): HandoverEntry | undefined =>
  handovers.find(({ state }) => state === 'open');

export const handovers = projection<HandoverRow, HandoverEvent>({
  name: 'handovers',
  version: 1,
  seenThrough: 'handover',
  when: {
    HandoverProposed: (row, event) => ({
      id: idOf(event.stream),
      handovers: [...(row?.handovers ?? []), { ...event.data, state: 'open', proposed: actOf(event), ended: null }],
    }),
    HandoverAccepted: ending('accepted'),
    HandoverDeclined: ending('declined'),
    HandoverWithdrawn: ending('withdrawn'),
  },
  columns: {
    /** Of the one that is open. */
    successorId: text((row) => openIn(row)?.to.id),
    unitId: text((row) => row.handovers.at(-1)?.unit.id),
  },
  indexes: [['successorId'], ['unitId']],
});

export interface HandoversQuery extends Moment {
  /** Whose signature is waited for. */
  readonly successorId?: string;
  readonly unitId?: string;
  readonly limit?: number;
  readonly cursor?: string;
}

export const listHandovers = (
  reader: ViewReader,
  { successorId, unitId, ...page }: HandoversQuery,
): Promise<Page<HandoverRow>> => reader.list(handovers, { ...page, where: { successorId, unitId } });
