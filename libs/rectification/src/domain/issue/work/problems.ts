import { forbidden, invalid, refused } from '../../problem-texts.js';

export const assignmentProblems = {
  'issue.assigned-while-under-review': refused(
    '销号申请审核期间不能变更责任；须先退回',
    'Nothing is assigned while a closure request is open; have it returned first',
  ),
  'extension.needed': refused(
    '重新明确责任不能推迟完成时限；须申请延期',
    'An assignment never puts the due date off; ask for an extension',
  ),
  'issue.due-before-delivery': invalid(
    '完成时限早于问题反馈日期',
    'The due date lies before the delivery of the issue',
  ),
  'issue.not-responsible-leader': forbidden(
    '该问题只能由其责任领导以班子成员身份认领',
    'Only the leader who is responsible for the issue claims it as its leader',
  ),
  'assignment.unit-dissolved': refused('该单位已撤销，不能承担整改', 'The unit is dissolved; no work is given to it'),
  'assignment.leader-not-leading': refused(
    '责任领导须为决策机构成员，或者持有领导角色的账号',
    'The responsible leader is a member of no body and holds the role of a leader through no account',
  ),
  'assignment.handler-of-another-unit': refused(
    '责任人须在承办单位或者其下属单位任职',
    'The handler holds no post in the unit that does the work, or in one below it',
  ),
  'unit.has-open-work': refused(
    '该单位尚有未销号的问题或者未完成的任务，须先变更责任再撤销',
    'The unit has open issues or tasks: assign them to another unit before it is dissolved',
  ),
} as const;
