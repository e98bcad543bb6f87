import { idOf, projection, type Recorded } from '#event-sourcing';
import type { Decided, EvidenceFile, Signature } from '../../domain/issue/events.js';
import type {
  PlanApproved,
  PlanEvent,
  PlanRejected,
  PlanReturned,
  PlanSubmitted,
  PlanVotedDown,
} from '../../domain/plan/events.js';
import type { Named, PlanPolicy } from '../../domain/round/events.js';
import { type Act, actOf } from '../act.js';
import { amend, amendLast } from '../amend.js';
import type { SignOff } from '../issue/issue-detail.js';
import type { PlanStatus } from './plans.js';

export interface PlanOutcome extends Act {
  readonly kind: Exclude<PlanStatus, 'submitted'>;
  readonly decided: Decided | null;
  /** Of whoever rejected it. */
  readonly signature: Signature | null;
}

/** One edition and all that came of it. */
export interface PlanEdition extends Act {
  readonly edition: number;
  readonly title: string;
  readonly text: string;
  readonly files: readonly EvidenceFile[];
  readonly authors: readonly Named[];
  readonly contentHash: string;
  /** In force at the submission; null where none was pinned. */
  readonly policy: PlanPolicy | null;
  readonly signOffs: readonly SignOff[];
  readonly outcome: PlanOutcome | null;
}

/** The plan (整改方案) of a round with all its editions, the last one in force; nothing ever leaves the list. */
export interface PlanView {
  readonly roundId: string;
  readonly status: PlanStatus;
  readonly editions: readonly PlanEdition[];
}

const edition = (event: Recorded<PlanSubmitted>): PlanEdition => {
  const { policy = null, ...content } = event.data;
  return { ...actOf(event), ...content, policy, signOffs: [], outcome: null };
};

type Ending = Recorded<PlanReturned> | Recorded<PlanApproved> | Recorded<PlanRejected> | Recorded<PlanVotedDown>;

const ended = (kind: PlanOutcome['kind']) =>
  amend((plan: PlanView, event: Ending) => {
    const outcome: PlanOutcome = {
      ...actOf(event),
      kind,
      decided: 'decided' in event.data ? event.data.decided : null,
      signature: 'signature' in event.data ? event.data.signature : null,
    };
    return { status: kind, editions: amendLast(plan.editions, (edition) => ({ ...edition, outcome })) };
  });

export const planDetail = projection<PlanView, PlanEvent>({
  name: 'plan-detail',
  version: 2,
  seenThrough: 'round',
  when: {
    PlanSubmitted: (plan, event) => ({
      roundId: idOf(event.stream),
      status: 'submitted',
      editions: [...(plan?.editions ?? []), edition(event)],
    }),
    PlanReturned: ended('returned'),
    PlanSignedOff: amend((plan, event) => {
      const { signature, count, required } = event.data;
      const signOff = { ...actOf(event), signature, count, required };
      return {
        editions: amendLast(plan.editions, (edition) => ({ ...edition, signOffs: [...edition.signOffs, signOff] })),
      };
    }),
    PlanApproved: ended('approved'),
    PlanRejected: ended('rejected'),
    PlanVotedDown: ended('voted-down'),
  },
  fromStream: 'plan',
});
