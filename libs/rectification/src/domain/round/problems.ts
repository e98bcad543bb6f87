import { invalid, refused, unknown } from '../problem-texts.js';

export const roundProblems = {
  'round.unknown': unknown('没有这一巡察轮次', 'There is no such round'),
  'round.already-open': refused('该轮次已建立,内容不同', 'The round is already open with other particulars'),
  'round.dates-out-of-order': invalid(
    '进驻、离开、反馈日期先后颠倒',
    'The dates of inspection and delivery are out of order',
  ),
  'round.delivered-ahead-of-now': invalid('反馈日期晚于今天', 'The day of delivery lies ahead of today'),
  'round.count-exceeds-breakdown': refused(
    '超出反馈意见载明的数量',
    'More is listed than the delivered breakdown asserts',
  ),
  'round.endorsements-out-of-order': invalid(
    '审核层级须为“单位、巡察办”,依次不重复',
    'The levels are unit, then office, each at most once',
  ),
  'contact.empty': invalid('监督联系方式不能全部为空', 'A contact needs at least one way to reach it'),
  'issue.number-taken': refused('该问题序号在本轮次已使用', 'The issue number is taken in this round'),
  'task.number-taken': refused('该任务序号在本轮次已使用', 'The task number is taken in this round'),
  'reason.missing': invalid('须说明理由', 'A reason must be given'),
} as const;
