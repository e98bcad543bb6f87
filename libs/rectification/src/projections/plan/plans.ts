import { dateOf, idOf, projection, type Recorded, text } from '#event-sourcing';
import type { PlanEvent, PlanSubmitted } from '../../domain/plan/events.js';
import { amend } from '../amend.js';
import { type DecisionSummary, summaryOf } from '../decision-summary.js';

export type PlanStatus = 'submitted' | 'returned' | 'rejected' | 'voted-down' | 'approved';

/** Where the plan (整改方案) of a round stands, as the round shows it. */
export interface PlanRow {
  readonly roundId: string;
  readonly edition: number;
  readonly title: string;
  readonly status: PlanStatus;
  readonly contentHash: string;
  readonly submittedOn: string;
  readonly submittedBy: string;
  readonly signed: number;
  readonly decidedOn: string | null;
  readonly decision: DecisionSummary | null;
}

const submitted = ({ stream, data, metadata }: Recorded<PlanSubmitted>): PlanRow => ({
  roundId: idOf(stream),
  edition: data.edition,
  title: data.title,
  status: 'submitted',
  contentHash: data.contentHash,
  submittedOn: dateOf(metadata.effectiveAt),
  submittedBy: metadata.actor.name,
  signed: 0,
  decidedOn: null,
  decision: null,
});

const sentBack = (status: PlanStatus) =>
  amend((_: PlanRow, { metadata }: Recorded) => ({ status, signed: 0, decidedOn: dateOf(metadata.effectiveAt) }));

export const plans = projection<PlanRow, PlanEvent>({
  name: 'plans',
  version: 1,
  seenThrough: 'round',
  when: {
    PlanSubmitted: (_, event) => submitted(event),
    PlanReturned: sentBack('returned'),
    PlanSignedOff: amend((_, { data }) => ({ signed: data.count })),
    PlanApproved: amend((_, { data, metadata }) => ({
      status: 'approved',
      decidedOn: dateOf(metadata.effectiveAt),
      decision: summaryOf(data.decided),
    })),
    PlanRejected: sentBack('rejected'),
    PlanVotedDown: amend((_, { data, metadata }) => ({
      status: 'voted-down',
      signed: 0,
      decidedOn: dateOf(metadata.effectiveAt),
      decision: summaryOf(data.decided),
    })),
  },
  columns: { status: text((row) => row.status) },
});
