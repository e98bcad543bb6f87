import {
  type CommandScheduled,
  type CommandSettled,
  dateOf,
  type Moment,
  type Page,
  projection,
  text,
  type ViewReader,
} from '#event-sourcing';
import type { DecidedByMeeting, Named } from '../domain/issue/events.js';
import { amend } from './amend.js';

type Matter = 'closure' | 'long-term' | 'plan';

/** What a meeting decided on an issue or a plan, and whether it could be carried out. */
export interface MeetingDecisionRow {
  readonly id: string;
  readonly matter: Matter;
  readonly adopted: boolean;
  readonly roundId: string;
  /** Id of the issue, or of the round whose plan it is. */
  readonly subjectId: string;
  readonly title: string;
  readonly body: Named;
  readonly meeting: Named;
  readonly item: number;
  readonly decidedOn: string;
  readonly explanation: string;
  readonly outcome: 'pending' | 'carried-out' | 'refused';
  /** Code of the refusal. */
  readonly code: string | null;
}

/** The commands by the names under which the process stores them. */
const carriedOut: Readonly<Record<string, Pick<MeetingDecisionRow, 'matter' | 'adopted'>>> = {
  CloseByMeeting: { matter: 'closure', adopted: true },
  RejectByMeeting: { matter: 'closure', adopted: false },
  PlaceUnderLongTermByMeeting: { matter: 'long-term', adopted: true },
  RefuseLongTermByMeeting: { matter: 'long-term', adopted: false },
  ApprovePlanByMeeting: { matter: 'plan', adopted: true },
  RejectPlanByMeeting: { matter: 'plan', adopted: false },
};

interface Fields {
  readonly decided: DecidedByMeeting;
  readonly about: { readonly roundId: string; readonly title: string };
  readonly happenedAt: string;
}

const scheduled = ({ intentId, command, target, fields }: CommandScheduled['data']): MeetingDecisionRow | undefined => {
  const kind = carriedOut[command];
  if (!kind) return undefined;
  const { decided, about, happenedAt } = fields as Fields;
  const { body, meeting, item, result } = decided;
  return {
    id: intentId,
    ...kind,
    ...about,
    subjectId: target,
    body,
    meeting,
    item: item.number,
    decidedOn: dateOf(happenedAt),
    explanation: result.explanation.zh,
    outcome: 'pending',
    code: null,
  };
};

export const meetingDecisionsView = projection<MeetingDecisionRow, CommandScheduled | CommandSettled>({
  name: 'meeting-decisions',
  version: 1,
  seenThrough: 'act',
  key: ({ stream, data }) => (stream.startsWith('meetingdecisions-') ? data.intentId : undefined),
  when: {
    CommandScheduled: (_, { data }) => scheduled(data),
    CommandSettled: amend((_, { data }) => ({
      outcome: data.outcome === 'taken' ? 'carried-out' : 'refused',
      code: data.code ?? null,
    })),
  },
  columns: {
    roundId: text((row) => row.roundId),
    subjectId: text((row) => row.subjectId),
    meetingId: text((row) => row.meeting.id),
    outcome: text((row) => row.outcome),
    decidedOn: text((row) => row.decidedOn),
  },
  indexes: [['outcome', 'decidedOn'], ['roundId', 'decidedOn'], ['subjectId', 'decidedOn'], ['decidedOn']],
});

export interface MeetingDecisionsQuery extends Moment {
  readonly roundId?: string;
  readonly subjectId?: string;
  readonly meetingId?: string;
  readonly outcome?: MeetingDecisionRow['outcome'];
  readonly limit?: number;
  readonly cursor?: string;
}

/** The latest first. */
export const listMeetingDecisions = (
  reader: ViewReader,
  { roundId, subjectId, meetingId, outcome, ...page }: MeetingDecisionsQuery,
): Promise<Page<MeetingDecisionRow>> =>
  reader.list(meetingDecisionsView, {
    ...page,
    where: { roundId, subjectId, meetingId, outcome },
    sort: { column: 'decidedOn', descending: true },
  });
