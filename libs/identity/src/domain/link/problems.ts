import type { ProblemTexts } from '#contracts';

export const linkProblems = {
  'link.unknown': { kind: 'unknown', zh: '该账号没有关联此外部身份', en: 'The account is not linked to this identity' },
  'link.subject-taken': {
    kind: 'refused',
    zh: '该外部身份已关联其他账号',
    en: 'Another account is linked to this identity',
  },
  'external.not-set-up': {
    kind: 'unknown',
    zh: '未启用统一身份认证登录',
    en: 'Signing in through an identity provider is not set up',
  },
  'external.no-attempt': {
    kind: 'unauthenticated',
    zh: '登录已过期或不是从本浏览器发起，请重新登录',
    en: 'This sign-in has expired or was begun in another browser; begin again',
  },
  'external.refused': {
    kind: 'unauthenticated',
    zh: '统一身份认证未通过',
    en: 'The identity provider did not confirm who you are',
  },
  'external.not-linked': {
    kind: 'forbidden',
    zh: '该外部身份未关联本系统账号，请联系安全管理员',
    en: 'No account is linked to this identity; ask the security administrator',
  },
  'external.unavailable': {
    kind: 'unavailable',
    zh: '统一身份认证服务暂不可用，请稍后再试或用本地密码登录',
    en: 'The identity provider cannot be used now; try later or sign in with a password',
  },
} as const satisfies ProblemTexts;
