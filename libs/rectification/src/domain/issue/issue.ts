import type { Decider } from '#event-sourcing';
import { extensionDecisions } from './work/decide-extension.js';
import { earliestDay } from './work/earliest-day.js';
import { workDecisions } from './work/decide.js';
import { handlerDecisions } from './handover/decide.js';
import { closureDecisions } from './closure/decide.js';
import { deliveryDecisions } from './correction/decide-delivery.js';
import { entryDecisions } from './correction/decide-entries.js';
import { outcomeDecisions } from './outcome/decide.js';
import { byMeetingDecisions } from './outcome/decide-by-meeting.js';
import type { IssueEvent } from './events.js';
import { evolve } from './evolve.js';
import { voidingDecisions } from './voiding.js';
import { type Issue, noIssue } from './state.js';

export const issue: Decider<Issue, IssueEvent> = {
  category: 'issue',
  initial: noIssue,
  evolve,
  earliest: earliestDay,
  decisions: [
    ...workDecisions,
    ...extensionDecisions,
    ...deliveryDecisions,
    ...entryDecisions,
    ...handlerDecisions,
    ...closureDecisions,
    ...outcomeDecisions,
    ...byMeetingDecisions,
    ...voidingDecisions,
  ],
  schemaVersions: { ProgressReported: 2 },
};
