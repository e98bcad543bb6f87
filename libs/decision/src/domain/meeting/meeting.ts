import type { Decider } from '#event-sourcing';
import { conveningDecisions } from './convening.js';
import { agendaDecisions } from './agenda.js';
import { openingDecisions } from './opening.js';
import { discussionDecisions } from './discussion.js';
import { voteDecisions } from './vote.js';
import { outcomeDecisions } from './outcome.js';
import { recordingDecisions } from './recording.js';
import { correctionDecisions } from './correction.js';
import { recordDecisions } from './drawing-up.js';
import type { MeetingEvent } from './events.js';
import { evolve, type Meeting } from './state.js';

export const meeting: Decider<Meeting, MeetingEvent> = {
  category: 'meeting',
  initial: undefined,
  evolve,
  decisions: [
    ...conveningDecisions,
    ...agendaDecisions,
    ...openingDecisions,
    ...discussionDecisions,
    ...voteDecisions,
    ...recordingDecisions,
    ...outcomeDecisions,
    ...recordDecisions,
    ...correctionDecisions,
  ],
};
