import type { ProblemTexts } from '#contracts';

export const delegationProblems = {
  'delegation.unknown': { kind: 'unknown', zh: '没有这项委托', en: 'There is no such delegation' },
  'delegation.to-oneself': { kind: 'refused', zh: '不能委托给本人', en: 'Nobody delegates to themselves' },
  'delegation.never-delegable': {
    kind: 'refused',
    zh: '决定、审核、会签、表决、移交和授权不得委托',
    en: 'Deciding, endorsing, signing, voting, handing over and granting rights are never delegated',
  },
  'delegation.to-one-without-work': {
    kind: 'refused',
    zh: '不能委托给巡察监督人员或管理员',
    en: 'Work is not delegated to inspectors or administrators',
  },
  'delegation.until-before-from': {
    kind: 'invalid',
    zh: '委托截止日期早于开始日期或今天',
    en: 'The delegation would end before it begins, or before today',
  },
  'delegation.open-already': {
    kind: 'refused',
    zh: '两人之间已有未结束的委托',
    en: 'A delegation between the two is open already; end it first',
  },
  'delegation.not-yours-to-end': {
    kind: 'forbidden',
    zh: '委托由委托人、受托人或安全管理员结束',
    en: 'A delegation is ended by either of the two or by the security administrator',
  },
  'delegation.none': {
    kind: 'forbidden',
    zh: '没有该人员的有效委托',
    en: 'This person has delegated nothing to you that is in force',
  },
  'delegation.not-in-its-days': {
    kind: 'forbidden',
    zh: '委托尚未开始或已到期',
    en: 'The delegation has not begun or has expired',
  },
  'delegation.act-not-covered': {
    kind: 'forbidden',
    zh: '委托不包括此事项',
    en: 'The delegation does not cover this',
  },
  'delegation.delegator-suspended': {
    kind: 'forbidden',
    zh: '委托人账号已停用',
    en: 'The account of whoever delegated is suspended',
  },
} as const satisfies ProblemTexts;
