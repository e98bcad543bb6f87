import type { ItemAdopted, ItemVotedDown } from '#decision';
import { type CommandClass, type Intent, idOf, type Process, type Recorded } from '#event-sourcing';
import type { DecidedByMeeting } from './domain/issue/events.js';
import {
  CloseByMeeting,
  PlaceUnderLongTermByMeeting,
  RefuseLongTermByMeeting,
  RejectByMeeting,
} from './domain/issue/outcome/by-meeting.js';
import { ApprovePlanByMeeting, RejectPlanByMeeting } from './domain/plan/approval.js';

type Decision = Recorded<ItemAdopted | ItemVotedDown>;
type Carrying = CommandClass<
  | CloseByMeeting
  | RejectByMeeting
  | PlaceUnderLongTermByMeeting
  | RefuseLongTermByMeeting
  | ApprovePlanByMeeting
  | RejectPlanByMeeting
>;

/** By matter and outcome: a plan is never taken for a closure. Other matters are none of this context's. */
const carriedOutBy: Readonly<
  Record<string, { readonly kind: string; readonly adopted: Carrying; readonly not: Carrying }>
> = {
  closure: { kind: 'issue', adopted: CloseByMeeting, not: RejectByMeeting },
  'long-term': { kind: 'issue', adopted: PlaceUnderLongTermByMeeting, not: RefuseLongTermByMeeting },
  plan: { kind: 'plan', adopted: ApprovePlanByMeeting, not: RejectPlanByMeeting },
};

const decidedIn = ({ data }: Decision, contentHash: string): DecidedByMeeting => {
  const { body, meeting, itemId, number } = data;
  const { ruleSet, ...result } = data.result;
  return { way: 'meeting', body, meeting, item: { id: itemId, number }, ruleSet, result, contentHash };
};

/** A placement under long-term rectification has the reason that it was asked for with: the numbers of a vote are none. */
const reasonOf = ({ type, data, metadata }: Decision): string => {
  const { matter, asked, body, meeting, number, result } = data;
  const placed = type === 'ItemAdopted' && matter === 'long-term' ? asked : undefined;
  return placed ?? metadata.reason ?? `${body.name}“${meeting.name}”第${number}项：${result.explanation.zh}`;
};

const intentsOf = (event: Decision): readonly Intent[] => {
  const { matter, subject, reviewOn } = event.data;
  const carrying = carriedOutBy[matter];
  if (!carrying || subject?.kind !== carrying.kind) return [];
  const fields = {
    decided: decidedIn(event, subject.contentHash),
    about: { roundId: subject.roundId, title: subject.title },
    reviewOn,
    reason: reasonOf(event),
    happenedAt: event.metadata.effectiveAt,
  };
  return [{ command: event.type === 'ItemAdopted' ? carrying.adopted : carrying.not, id: subject.id, fields }];
};

/** What a body decides at its meeting is carried out by itself, once, on the thing that it was decided on. */
export const meetingDecisions: Process<ItemAdopted | ItemVotedDown> = {
  name: 'meetingdecisions',
  commands: [
    CloseByMeeting,
    RejectByMeeting,
    PlaceUnderLongTermByMeeting,
    RefuseLongTermByMeeting,
    ApprovePlanByMeeting,
    RejectPlanByMeeting,
  ],
  types: new Set(['ItemAdopted', 'ItemVotedDown']),
  instance: ({ stream }) => idOf(stream),
  react: intentsOf,
};
