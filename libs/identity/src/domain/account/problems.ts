import type { ProblemTexts } from '#contracts';

export const accountProblems = {
  'account.unknown': { kind: 'unknown', zh: '没有这个账号', en: 'There is no such account' },
  'account.login-taken': { kind: 'refused', zh: '登录名已被占用', en: 'The login is taken' },
  'account.closed': { kind: 'refused', zh: '账号已注销', en: 'The account is closed for good' },
  'account.suspended': { kind: 'forbidden', zh: '账号已停用', en: 'The account is suspended' },
  'account.no-administrator': {
    kind: 'refused',
    zh: '在本机只能恢复系统管理员或安全管理员的账号',
    en: 'On the machine only an account of a system or security administrator is recovered',
  },
  'account.others-reinstate': {
    kind: 'refused',
    zh: '账号已停用，应由仍在用的管理员恢复',
    en: 'The account is suspended: another administrator, whose account is not, reinstates it',
  },
  'account.inspector-holds-no-other-role': {
    kind: 'refused',
    zh: '巡察监督人员不得兼任其他角色',
    en: 'An inspector holds no other role',
  },
  'account.administrator-decides-nothing': {
    kind: 'refused',
    zh: '管理员不得兼任领导小组成员、巡察办人员或单位负责人',
    en: 'An administrator is neither leader, office nor head of a unit',
  },
  'account.administrators-exclude-each-other': {
    kind: 'refused',
    zh: '系统管理员、安全管理员、审计管理员不得由同一人兼任',
    en: 'One person is system, security or audit administrator, never two of them',
  },
  'account.security-decides': {
    kind: 'forbidden',
    zh: '账号与角色由安全管理员管理',
    en: 'Accounts and roles are kept by the security administrator',
  },
  'account.own-account': {
    kind: 'refused',
    zh: '不得变更本人账号的角色或状态',
    en: 'Nobody changes the roles or the state of an account of their own',
  },
  'account.reset-unconfirmed': {
    kind: 'forbidden',
    zh: '登录凭证由他人签发，须经第三人核实后方可作出决定',
    en: 'Somebody else gave the credentials: a third person has to confirm them before anything is decided with them',
  },
  'account.not-yours-to-confirm': {
    kind: 'forbidden',
    zh: '单位负责人只能核实本人的登录凭证',
    en: 'The head of a unit confirms their own credentials only',
  },
  'account.confirms-own-reset': {
    kind: 'forbidden',
    zh: '签发凭证的人不得核实该凭证',
    en: 'Whoever gave credentials does not confirm them',
  },
  'sign-in.required': { kind: 'unauthenticated', zh: '请先登录', en: 'Sign in first' },
  'sign-in.ambiguous': {
    kind: 'unauthenticated',
    zh: '只能携带一个 Authorization 头',
    en: 'Send one Authorization header, not several',
  },
  'sign-in.failed': { kind: 'unauthenticated', zh: '登录名或密码不正确', en: 'Login or password is wrong' },
  'sign-in.token-invalid': { kind: 'unauthenticated', zh: '登录凭证无效', en: 'The token is not valid' },
  'sign-in.token-expired': { kind: 'unauthenticated', zh: '登录凭证已过期', en: 'The token has expired' },
  'sign-in.session-ended': { kind: 'unauthenticated', zh: '登录会话已结束', en: 'The session has ended' },
  'sign-in.refresh-invalid': { kind: 'unauthenticated', zh: '续期凭证无效', en: 'The refresh token is not valid' },
  'sign-in.too-many-failures': {
    kind: 'too-many',
    zh: '登录失败次数过多，请稍后再试',
    en: 'Too many failed attempts; try again later',
  },
  'password.must-change': { kind: 'forbidden', zh: '请先修改一次性密码', en: 'Change the one-time password first' },
  'password.changed-meanwhile': {
    kind: 'refused',
    zh: '办理期间密码已变更，请重试',
    en: 'The password was changed meanwhile; try again',
  },
  'password.same-as-before': { kind: 'refused', zh: '新密码不得与原密码相同', en: 'The new password is the old one' },
  'password.holds-login': { kind: 'refused', zh: '密码不得包含登录名', en: 'A password must not contain the login' },
  'password.too-common': {
    kind: 'refused',
    zh: '密码过于常见，请勿使用常用词、键盘或数字顺序、重复的字符',
    en: 'The password is too common: made of usual words, sequences or repetitions',
  },
  'password.shown-once': {
    kind: 'refused',
    zh: '一次性密码只显示一次，请重新生成',
    en: 'A one-time password is shown once; issue another one',
  },
  'proof.needed': {
    kind: 'forbidden',
    zh: '办理此事项须当场验证本人身份，验证五分钟内有效',
    en: 'This act asks for a fresh proof that it is you, which is good for five minutes',
  },
  'proof.by-provider': {
    kind: 'refused',
    zh: '本次登录经统一身份认证，请经统一身份认证再次验证',
    en: 'This session came from the provider: prove it there',
  },
  'proof.by-password': {
    kind: 'refused',
    zh: '本次登录使用密码，请再次输入密码验证',
    en: 'This session came from a password: prove it by the password',
  },
  'proof.somebody-else': {
    kind: 'forbidden',
    zh: '统一身份认证验证的不是本人',
    en: 'The provider named somebody else',
  },
  'proof.too-old': {
    kind: 'forbidden',
    zh: '统一身份认证没有当场验证，请重新验证',
    en: 'The provider did not ask anew',
  },
} as const satisfies ProblemTexts;
