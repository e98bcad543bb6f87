import type { Decider } from '#event-sourcing';
import { agendaDecisions } from './agenda.js';
import { attendanceDecisions } from './attendance.js';
import { ballotingDecisions } from './balloting.js';
import { chairViewDecisions } from './chair-view.js';
import { conveningDecisions } from './convening.js';
import { correctionDecisions } from './correction.js';
import { discussionDecisions } from './discussion.js';
import { drawingUpDecisions } from './drawing-up.js';
import { endingDecisions } from './ending.js';
import type { MeetingEvent } from './events.js';
import { openingDecisions } from './opening.js';
import { outcomeDecisions } from './outcome.js';
import { recordingDecisions } from './recording.js';
import { signingDecisions } from './signing.js';
import { evolve, type Meeting } from './state.js';
import { voteDecisions } from './vote.js';

export const meeting: Decider<Meeting, MeetingEvent> = {
  category: 'meeting',
  initial: undefined,
  evolve,
  decisions: [
    ...conveningDecisions,
    ...agendaDecisions,
    ...attendanceDecisions,
    ...openingDecisions,
    ...discussionDecisions,
    ...ballotingDecisions,
    ...voteDecisions,
    ...chairViewDecisions,
    ...recordingDecisions,
    ...outcomeDecisions,
    ...endingDecisions,
    ...drawingUpDecisions,
    ...signingDecisions,
    ...correctionDecisions,
  ],
};
