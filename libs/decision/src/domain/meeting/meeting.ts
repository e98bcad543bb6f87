import type { Decider } from '#event-sourcing';
import { conveningDecisions } from './decide-convening.js';
import { agendaDecisions } from './decide-agenda.js';
import { openingDecisions } from './decide-opening.js';
import { discussionDecisions } from './decide-discussion.js';
import { voteDecisions } from './decide-vote.js';
import { outcomeDecisions } from './decide-outcome.js';
import { recordingDecisions } from './decide-recording.js';
import { correctionDecisions } from './decide-correction.js';
import { recordDecisions } from './decide-record.js';
import type { MeetingEvent } from './events.js';
import { evolve } from './evolve.js';
import type { Meeting } from './state.js';

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
