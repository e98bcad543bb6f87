import type { Command, Decider, Earliest } from '#event-sourcing';
import { afterTheAssignment, afterTheDelivery, isToldByUnit } from '../earliest-day.js';
import { endorsingDecisions } from './closure/endorsing.js';
import { requestingDecisions } from './closure/requesting.js';
import { waivingDecisions } from './closure/waiving.js';
import { correctionDecisions } from './correction/delivery.js';
import type { IssueEvent } from './events.js';
import { handlerDecisions } from './handover/handler.js';
import { byMeetingDecisions } from './outcome/by-meeting.js';
import { carryingOverDecisions } from './outcome/carrying-over.js';
import { closureDecisions } from './outcome/decision.js';
import { longTermDecisions } from './outcome/long-term.js';
import { reopeningDecisions } from './outcome/reopening.js';
import { evolve, type Issue, noIssue } from './state.js';
import { voidingDecisions } from './voiding.js';
import { accountabilityDecisions } from './work/accountability.js';
import { assignmentDecisions } from './work/assignment.js';
import { deliveryDecisions } from './work/delivery.js';
import { evidenceDecisions } from './work/evidence.js';
import { extensionDecisions } from './work/extension.js';
import { progressDecisions } from './work/progress.js';
import { recoveryDecisions } from './work/recovery.js';
import { regulationDecisions } from './work/regulations.js';

const earliestDay = (command: Command, { since: { delivered, assigned } }: Issue): Earliest | undefined =>
  assigned !== undefined && isToldByUnit(command) ? afterTheAssignment(assigned) : afterTheDelivery(delivered);

export const issue: Decider<Issue, IssueEvent> = {
  category: 'issue',
  initial: noIssue,
  evolve,
  earliest: earliestDay,
  decisions: [
    ...deliveryDecisions,
    ...correctionDecisions,
    ...assignmentDecisions,
    ...handlerDecisions,
    ...progressDecisions,
    ...evidenceDecisions,
    ...regulationDecisions,
    ...accountabilityDecisions,
    ...recoveryDecisions,
    ...extensionDecisions,
    ...waivingDecisions,
    ...requestingDecisions,
    ...endorsingDecisions,
    ...closureDecisions,
    ...longTermDecisions,
    ...byMeetingDecisions,
    ...carryingOverDecisions,
    ...reopeningDecisions,
    ...voidingDecisions,
  ],
  schemaVersions: { ProgressReported: 2 },
};
