import { forbidden, invalid, refused, unknown } from '../problem-texts.js';

export const roundProblems = {
  'round.unknown': unknown('没有这一巡察轮次', 'There is no such round'),
  'report.before-delivery': invalid(
    '所问日期早于反馈之日，尚无整改情况可报；请改为反馈之日或以后的日期',
    'The day asked for lies before the findings were delivered; ask for the day of delivery or a later one',
  ),
  'report.before-opening': invalid(
    '所问日期早于本台账中该轮次建立之日，尚无记录可报；请改为建立之日或以后的日期',
    'The day asked for lies before the round was opened here; ask for that day or a later one',
  ),
  'statistics.days-out-of-order': invalid('起始日晚于截止日', 'The first day lies behind the other'),
  'round.already-open': refused('该轮次已建立，内容不同', 'The round is already open with other particulars'),
  'round.dates-out-of-order': invalid(
    '进驻、离开、反馈日期先后颠倒',
    'The dates of inspection and delivery are out of order',
  ),
  'round.delivered-ahead-of-now': invalid('反馈日期晚于今天', 'The day of delivery lies ahead of today'),
  'round.delivered-after-its-work': refused(
    '反馈日期晚于本轮次已登记事项的日期；请填写不晚于该日期（latest）的日期',
    'The findings would be delivered after what was entered for the round: enter that day (`latest`) or an earlier one',
  ),
  'effective.before-delivery': refused(
    '事实发生日期早于反馈意见的反馈日期；请填写该日期（earliest）或以后的日期',
    'Nothing of a round happens before its findings were delivered: enter that day (`earliest`) or a later one',
  ),
  'effective.before-assignment': refused(
    '事实发生日期早于明确责任的日期；请填写该日期（earliest）或以后的日期',
    'No unit works on anything before it was assigned: enter that day (`earliest`) or a later one',
  ),
  'round.count-exceeds-breakdown': refused(
    '超出反馈意见载明的数量',
    'More is listed than the delivered breakdown asserts',
  ),
  'round.endorsements-out-of-order': invalid(
    '审核层级须为“单位、巡察办”，依次不重复',
    'The levels are unit, then office, each at most once',
  ),
  'policy.body-unknown': invalid('没有这一议事机构', 'There is no such body'),
  'policy.body-dissolved': refused('该议事机构已撤销', 'The body is dissolved'),
  'policy.body-not-competent': refused(
    '该议事机构无权决定此类事项；请另选机构，或先变更其职权',
    'The body is not competent for the matter; name another one, or change its competence first',
  ),
  'policy.body-decides-otherwise': refused(
    '该议事机构按其议事规则不以这种方式决定',
    'By its rules the body decides in another way',
  ),
  'policy.fewer-than-the-body-requires': refused(
    '会签人数少于该议事机构规则所需人数',
    'Fewer members would sign than the rules of the body ask for',
  ),
  'policy.fewer-than-two': refused(
    '建立轮次时会签人数不得少于两人；减少须由两名领导小组成员变更规则',
    'A round opens with two signatures at least; fewer are for two leaders to agree on',
  ),
  'policy.more-than-can-sign': refused(
    '会签人数多于该议事机构现有应到成员',
    'More members would have to sign than are entitled',
  ),
  'policy.meeting-takes-no-number': invalid(
    '会议表决按议事规则计票，不设会签人数',
    'A meeting votes by its rules; no number of signatures is set',
  ),
  'sign-off.not-entitled': forbidden(
    '仅该议事机构的应到成员可以会签',
    'Only an entitled member of the body that the policy names may sign',
  ),
  'contact.empty': invalid('监督联系方式不能全部为空', 'A contact needs at least one way to reach it'),
  'issue.number-taken': refused('该问题序号在本轮次已使用', 'The issue number is taken in this round'),
  'task.number-taken': refused('该任务序号在本轮次已使用', 'The task number is taken in this round'),
  'reason.missing': invalid('须说明理由', 'A reason must be given'),
} as const;
