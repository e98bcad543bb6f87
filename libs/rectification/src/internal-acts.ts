import { internal } from '#event-sourcing-nest';
import * as rounds from './domain/round/register.js';
import * as plans from './domain/plan/approval.js';
import * as progress from './domain/issue/work/progress.js';
import * as voiding from './domain/issue/voiding.js';
import * as carryingOver from './domain/issue/outcome/carrying-over.js';
import * as taskAssignments from './domain/task/assignment.js';
import * as tasks from './domain/task/planning.js';
import * as meetings from './domain/issue/outcome/by-meeting.js';
import * as handlers from './domain/issue/handover/handler.js';

/** Commands that no route takes. */
export const sentByTheProgram = {
  ListIssue: internal(
    rounds.ListIssue,
    '问题列入轮次',
    'List an issue in its round',
    'together with the delivery of an issue',
  ),
  CorrectListing: internal(
    rounds.CorrectListing,
    '更正问题在轮次中的登记',
    'Correct the listing of an issue in its round',
    'together with the correction of an issue',
  ),
  ListTask: internal(
    rounds.ListTask,
    '任务列入轮次',
    'List a task in its round',
    'together with the planning of a task',
  ),
  CloseByMeeting: internal(
    meetings.CloseByMeeting,
    '会议决定销号',
    'Close an issue as a meeting decided',
    'the process that carries out what a meeting decided',
  ),
  RejectByMeeting: internal(
    meetings.RejectByMeeting,
    '会议否决销号',
    'Reject a closure as a meeting decided',
    'the process that carries out what a meeting decided',
  ),
  PlaceUnderLongTermByMeeting: internal(
    meetings.PlaceUnderLongTermByMeeting,
    '会议决定长期整改',
    'Place an issue under long-term as a meeting decided',
    'the process that carries out what a meeting decided',
  ),
  RefuseLongTermByMeeting: internal(
    meetings.RefuseLongTermByMeeting,
    '会议否决长期整改',
    'Refuse a long-term placement as a meeting decided',
    'the process that carries out what a meeting decided',
  ),
  ApprovePlanByMeeting: internal(
    plans.ApprovePlanByMeeting,
    '会议批准整改方案',
    'Approve a plan as a meeting decided',
    'the process that carries out what a meeting decided',
  ),
  RejectPlanByMeeting: internal(
    plans.RejectPlanByMeeting,
    '会议否决整改方案',
    'Reject a plan as a meeting decided',
    'the process that carries out what a meeting decided',
  ),
  ChangeHandler: internal(
    handlers.ChangeHandler,
    '变更问题责任人',
    'Change the handler of an issue',
    'the process that carries out a hand-over',
  ),
  ChangeTaskHandler: internal(
    taskAssignments.ChangeTaskHandler,
    '变更任务责任人',
    'Change the handler of a task',
    'the process that carries out a hand-over',
  ),
  VoidRequest: internal(
    voiding.VoidRequest,
    '问题的销号申请失效',
    'End the request of an issue for closure',
    'together with an act on a task that its deciders are shown',
  ),
  CarryOverClosure: internal(
    carryingOver.CarryOverClosure,
    '结转销号',
    'Carry a closure over from a ledger',
    'the import of a delivered ledger',
  ),
  CarryOverLongTerm: internal(
    carryingOver.CarryOverLongTerm,
    '结转长期整改',
    'Carry a long-term placement over from a ledger',
    'the import of a delivered ledger',
  ),
  CarryOverProgress: internal(
    progress.CarryOverProgress,
    '结转整改情况',
    'Carry the progress of an issue over from a report',
    'the import of a delivered report',
  ),
  CarryOverTask: internal(
    tasks.CarryOverTask,
    '结转任务',
    'Carry a task over from a ledger',
    'the import of a delivered ledger',
  ),
} as const;
