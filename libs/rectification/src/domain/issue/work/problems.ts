import { refused } from '../../problem-texts.js';

export const assignmentProblems = {
  'assignment.unit-dissolved': refused('该单位已撤销，不能承担整改', 'The unit is dissolved; no work is given to it'),
  'assignment.leader-without-post': refused(
    '责任领导须在承办单位以外任有领导职务',
    'The responsible leader holds no post outside the units that do the work',
  ),
  'assignment.handler-of-another-unit': refused(
    '责任人须在承办单位任职',
    'The handler holds no post in the unit that does the work',
  ),
  'unit.has-open-work': refused(
    '该单位尚有未销号的问题或者未完成的任务，须先变更责任再撤销',
    'The unit has open issues or tasks: assign them to another unit before it is dissolved',
  ),
} as const;
