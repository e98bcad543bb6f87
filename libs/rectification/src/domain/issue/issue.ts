import { type Decider, on, onFacts } from '#event-sourcing';
import * as closing from './closure/commands.js';
import * as working from './work/commands.js';
import { endorseClosure, requestClosure, returnIssue, waiveRequirement } from './closure/decide.js';
import { changeHandler } from './handover/decide.js';
import {
  approveClosure,
  carryOverClosure,
  carryOverLongTerm,
  closeByMeeting,
  placeUnderLongTerm,
  placeUnderLongTermByMeeting,
  refuseLongTermByMeeting,
  rejectByMeeting,
  rejectClosure,
  reopenIssue,
} from './outcome/decide.js';
import {
  assignIssue,
  attachEvidence,
  carryOverProgress,
  claimIssue,
  correctProgress,
  deliverIssue,
  grantExtension,
  recordAccountability,
  recordRecovery,
  refuseExtension,
  registerRegulation,
  reportProgress,
  requestExtension,
} from './work/decide.js';
import type { IssueEvent } from './events.js';
import { evolve } from './evolve.js';
import * as meeting from './outcome/commands.js';
import { ChangeHandler } from './handover/commands.js';
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
    on(working.CarryOverProgress, carryOverProgress),
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
