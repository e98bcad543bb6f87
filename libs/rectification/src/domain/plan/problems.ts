import { forbidden, refused, unknown } from '../problem-texts.js';

export const planProblems = {
  'plan.unknown': unknown('本轮次尚无整改方案', 'The round has no plan yet'),
  'plan.submitted-already': refused(
    '整改方案已提交审批，须先退回再提交新版',
    'The plan is submitted for approval; have it returned before the next edition',
  ),
  'plan.not-submitted': refused('整改方案不在待审批状态', 'The plan is not waiting for its approval'),
  'plan.changed-meanwhile': refused(
    '办理过程中整改方案已变更，请重试',
    'The plan changed while the request was being taken; try again',
  ),
  'plan.changed-since-decision': refused(
    '会议审议后整改方案已变更，决定不能执行',
    'The plan has changed since the meeting decided on it',
  ),
  'plan.decided-by-meeting': forbidden(
    '本轮次整改方案由会议审议，不能个人签批；请列入该机构会议议程',
    'In this round a meeting decides on the plan, nobody signs; have it put on the agenda of that body',
  ),
  'plan.author-decides': forbidden(
    '提交或起草整改方案的人不能审批该方案',
    'Whoever submitted or wrote the plan never approves or rejects it',
  ),
  'plan.signed-already': forbidden('同一人不能重复签字', 'The same person never signs the plan twice'),
  'plan.not-office': forbidden('须由巡察办退回', 'The office alone returns a plan'),
} as const;
