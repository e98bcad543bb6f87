import type { ProblemTexts } from '#contracts';

export const clientProblems = {
  'client.unknown': { kind: 'unknown', zh: '没有这个接口客户端', en: 'There is no such API client' },
  'client.exists': { kind: 'refused', zh: '该接口客户端已经登记', en: 'The API client is registered already' },
  'client.suspended': { kind: 'forbidden', zh: '接口客户端已停用', en: 'The API client is suspended' },
  'client.never-decides': {
    kind: 'refused',
    zh: '接口客户端只能担任巡察办、填报人或巡察监督角色，不得担任审批、表决或管理角色',
    en: 'An API client may be office, reporter or inspector, never a role that decides or rules over accounts',
  },
  'client.reporter-without-unit': {
    kind: 'refused',
    zh: '填报类接口客户端须指明所属单位',
    en: 'An API client that reports acts for a unit: name it',
  },
  'client.own-client': {
    kind: 'refused',
    zh: '责任人不得登记、扩权或为自己负责的接口客户端签发密钥',
    en: 'Nobody registers, widens or issues keys to an API client that they answer for',
  },
  'client.inspecting-by-another': {
    kind: 'refused',
    zh: '巡察监督类接口客户端的责任人本人须有在用的巡察监督或安全审计账号',
    en: 'Whoever answers for an inspecting API client holds an inspector or audit account in use',
  },
  'client.key-expiry-out-of-range': {
    kind: 'refused',
    zh: '密钥有效期须为今天起一年以内',
    en: 'A key ends today at the earliest and within a year at the latest',
  },
  'client.too-many-keys': {
    kind: 'refused',
    zh: '有效密钥已达上限，请先吊销不用的密钥',
    en: 'The API client has as many live keys as it may; revoke one first',
  },
  'client.no-such-key': { kind: 'unknown', zh: '没有这个密钥', en: 'The API client has no such key' },
  'client.key-shown-once': {
    kind: 'refused',
    zh: '密钥只显示一次，请重新签发',
    en: 'A key is shown once; issue another one',
  },
  'client.key-invalid': { kind: 'unauthenticated', zh: '接口密钥无效', en: 'The API key is not valid' },
  'client.key-revoked': { kind: 'unauthenticated', zh: '接口密钥已吊销', en: 'The API key has been revoked' },
  'client.key-expired': { kind: 'unauthenticated', zh: '接口密钥已过期', en: 'The API key has expired' },
  'rights.out-of-scope': {
    kind: 'forbidden',
    zh: '该事项不在接口客户端的授权范围内',
    en: 'The scopes of the API client do not cover this',
  },
} as const satisfies ProblemTexts;
