import { invalid, refused, unknown } from '../problem-texts.js';

const members = {
  'person.unknown': unknown('没有这一人员', 'There is no such person'),
  'body.from-after-to': invalid(
    '起始日期晚于终止日期，请更正日期',
    'The period begins after its last day; correct the dates',
  ),
  'body.member-twice': refused(
    '同一人在同一时间不能重复列为成员，请合并或先结束原任期',
    'A member is listed twice at one time; merge the periods or end the first one',
  ),
  'body.without-chair': refused(
    '任何时候须有且只有一名主持人，请补充或更正主持人任期',
    'There must be exactly one chair at every time; add or correct the period of a chair',
  ),
  'body.chair-before-last': refused(
    '新主持人的起始日期早于现主持人，请改为不早于现主持人的日期',
    'The new chair would begin before the present one did; name a day on or after that',
  ),
  'body.chair-has-no-successor': refused(
    '主持人的任期须先由新主持人接替方可结束',
    'The membership of the chair ends only after another chair has been appointed',
  ),
  'body.not-a-member': refused('该人员在该日不是成员', 'The person is no member on that day'),
  'body.excluded-already': refused(
    '该成员在此期间已不计入应到，请先结束原记录',
    'The member is excluded in that time already; end that exclusion first',
  ),
  'body.not-excluded': refused('该成员在该日并无不计入应到的记录', 'The member is not excluded on that day'),
} as const;

const rules = {
  'body.rules-unclear': invalid(
    '规则须选一个预设或自定规则，会签须写明人数',
    'Name one preset or own rules, not both; sign-offs need their number',
  ),
  'rules.decided-by-fewer-than-two': refused(
    '按此规则不足两人即可作出决定，请提高到会或通过的要求',
    'Under these rules fewer than two could decide; ask for a larger quorum, share or number',
  ),
  'body.rules-out-of-reach': refused(
    '按此规则任何事项都不可能通过，请降低比例或人数',
    'Under these rules nothing could ever pass; ask for a smaller share or number',
  ),
} as const;

export const bodyProblems = {
  'body.unknown': unknown('没有这一议事机构', 'There is no such body'),
  'body.exists': refused('该机构已建立，内容不同', 'The body is established already with other particulars'),
  'body.dissolved': refused('该机构已撤销，不再办理任何事项', 'The body has been dissolved and does nothing any more'),
  'body.not-competent': refused(
    '该机构无权审议此类事项，请提交有权机构',
    'The body is not competent for this matter; take it to one that is',
  ),
  ...members,
  ...rules,
} as const;
