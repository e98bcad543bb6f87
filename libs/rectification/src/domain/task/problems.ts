import { forbidden, invalid, refused, unknown } from '../problem-texts.js';

export const taskProblems = {
  'task.unknown': unknown('没有这一整改任务', 'There is no such task'),
  'task.already-planned': refused('该任务已列入计划，内容不同', 'The task is already planned with other particulars'),
  'task.not-assigned': refused('任务尚未明确责任单位和责任人', 'The task has not been assigned yet'),
  'task.completed': refused('任务已完成', 'The task is completed'),
  'task.unit-not-involved': forbidden(
    '仅责任单位或责任人可以办理',
    'Only the unit or the handler of the task may act on it',
  ),
  'task.completed-here': refused(
    '任务已在本系统办理完成，不能再作结转',
    'The task was completed here and cannot be carried over',
  ),
  'figure.ahead-of-now': invalid('数据日期晚于今天', 'A figure is dated ahead of today'),
  'evidence.ahead-of-now': invalid('佐证材料日期晚于今天', 'The evidence is dated ahead of today'),
  'carry-over.ahead-of-fact': invalid(
    '结转日期晚于事实日期',
    'The day carried over lies after the day on which it took effect',
  ),
  'carry-over.without-provenance': invalid(
    '结转须载明来源台账',
    'A carry-over must name the ledger that it was taken from',
  ),
} as const;
