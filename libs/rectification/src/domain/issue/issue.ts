import { type Decider, on } from '#event-sourcing';
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
    on(working.AssignIssue, assignIssue),
    on(working.ClaimIssue, claimIssue),
    on(ChangeHandler, changeHandler),
    on(working.ReportProgress, reportProgress),
    on(working.CorrectProgress, correctProgress),
    on(working.AttachEvidence, attachEvidence),
    on(working.RegisterRegulation, registerRegulation),
    on(working.RecordAccountability, recordAccountability),
    on(working.RecordRecovery, recordRecovery),
    on(working.RequestExtension, requestExtension),
    on(working.GrantExtension, grantExtension),
    on(working.RefuseExtension, refuseExtension),
    on(closing.WaiveRequirement, waiveRequirement),
    on(closing.RequestClosure, requestClosure),
    on(closing.EndorseClosure, endorseClosure),
    on(closing.ReturnIssue, returnIssue),
    on(closing.ApproveClosure, approveClosure),
    on(closing.RejectClosure, rejectClosure),
    on(closing.PlaceUnderLongTerm, placeUnderLongTerm),
    on(meeting.CloseByMeeting, closeByMeeting),
    on(meeting.RejectByMeeting, rejectByMeeting),
    on(meeting.PlaceUnderLongTermByMeeting, placeUnderLongTermByMeeting),
    on(meeting.RefuseLongTermByMeeting, refuseLongTermByMeeting),
    on(closing.ReopenIssue, reopenIssue),
    on(closing.CarryOverClosure, carryOverClosure),
    on(closing.CarryOverLongTerm, carryOverLongTerm),
  ],
  schemaVersions: { ProgressReported: 2 },
};
