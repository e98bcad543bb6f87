import { type Decider, on, onFacts } from '#event-sourcing';
import * as closing from './closure-commands.js';
import * as working from './commands.js';
import { assignIssue, claimIssue, deliverIssue } from './decide-assignment.js';
import { endorseClosure, requestClosure, returnIssue, waiveRequirement } from './decide-closure.js';
import {
  closeByMeeting,
  placeUnderLongTermByMeeting,
  refuseLongTermByMeeting,
  rejectByMeeting,
} from './decide-meeting.js';
import { grantExtension, refuseExtension, requestExtension } from './decide-extension.js';
import { approveClosure, placeUnderLongTerm, rejectClosure } from './decide-outcome.js';
import {
  attachEvidence,
  correctProgress,
  recordAccountability,
  recordRecovery,
  registerRegulation,
  reportProgress,
} from './decide-progress.js';
import { changeHandler } from './decide-handler.js';
import { carryOverClosure, carryOverLongTerm, reopenIssue } from './decide-reopening.js';
import type { IssueEvent } from './events.js';
import { evolve } from './evolve.js';
import * as meeting from './meeting-commands.js';
import { ChangeHandler } from './handler-commands.js';
import { type Issue, noIssue } from './state.js';

export const issue: Decider<Issue, IssueEvent> = {
  category: 'issue',
  initial: noIssue,
  evolve,
  decisions: [
    on(working.DeliverIssue, deliverIssue),
    onFacts(working.AssignIssue, assignIssue),
    on(working.ClaimIssue, claimIssue),
    on(ChangeHandler, changeHandler),
    on(working.ReportProgress, reportProgress),
    on(working.CorrectProgress, correctProgress),
    onFacts(working.AttachEvidence, attachEvidence),
    on(working.RegisterRegulation, registerRegulation),
    on(working.RecordAccountability, recordAccountability),
    on(working.RecordRecovery, recordRecovery),
    on(working.RequestExtension, requestExtension),
    on(working.GrantExtension, grantExtension),
    on(working.RefuseExtension, refuseExtension),
    onFacts(closing.WaiveRequirement, waiveRequirement),
    onFacts(closing.RequestClosure, requestClosure),
    onFacts(closing.EndorseClosure, endorseClosure),
    on(closing.ReturnIssue, returnIssue),
    onFacts(closing.ApproveClosure, approveClosure),
    onFacts(closing.RejectClosure, rejectClosure),
    onFacts(closing.PlaceUnderLongTerm, placeUnderLongTerm),
    onFacts(meeting.CloseByMeeting, closeByMeeting),
    onFacts(meeting.RejectByMeeting, rejectByMeeting),
    onFacts(meeting.PlaceUnderLongTermByMeeting, placeUnderLongTermByMeeting),
    on(meeting.RefuseLongTermByMeeting, refuseLongTermByMeeting),
    on(closing.ReopenIssue, reopenIssue),
    on(closing.CarryOverClosure, carryOverClosure),
    on(closing.CarryOverLongTerm, carryOverLongTerm),
  ],
  schemaVersions: { ProgressReported: 2 },
};
