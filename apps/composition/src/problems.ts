import { type ProblemTexts } from '#contracts';

/** Problems of the rim and the kernel; every context adds its own. */
export const serverProblems = {
  'request.bad-shape': { kind: 'invalid', zh: '请求内容不符合要求', en: 'The request has not the form asked for' },
  'request.malformed-json': { kind: 'invalid', zh: '请求正文不是有效的 JSON', en: 'The body is not valid JSON' },
  'request.broken': { kind: 'invalid', zh: 'HTTP 报文无法读取', en: 'The HTTP message cannot be read' },
  'request.bad-url': { kind: 'invalid', zh: '网址无效', en: 'The address cannot be read' },
  'request.bad-idempotency-key': {
    kind: 'invalid',
    zh: 'Idempotency-Key 长度须为 1 至 200 个字符',
    en: 'Idempotency-Key must have 1 to 200 characters',
  },
  'request.bad-if-match': {
    kind: 'invalid',
    zh: 'If-Match 须为 "版本号" 或 *',
    en: 'If-Match must be "<version>" or *',
  },
  'request.if-match-required': {
    kind: 'precondition-required',
    zh: '修改须带 If-Match（所见版本的 ETag）',
    en: 'A change needs If-Match: the ETag of the version seen',
  },
  'request.key-reused': {
    kind: 'unprocessable',
    zh: '同一 Idempotency-Key 已用于另一请求',
    en: 'The idempotency key belongs to another request',
  },
  'bulk.rows-refused': {
    kind: 'refused',
    zh: '有的行不能办理，整批未写入',
    en: 'Some rows are refused, and nothing of the request was stored',
  },
  'request.too-large': { kind: 'too-large', zh: '请求内容过大', en: 'The body is too large' },
  'request.unsupported-media-type': {
    kind: 'unsupported',
    zh: '不支持的内容类型',
    en: 'This content type is not taken here',
  },
  'request.no-such-route': { kind: 'unknown', zh: '没有这个接口', en: 'There is no such route' },
  'request.method-not-allowed': {
    kind: 'not-allowed',
    zh: '此接口不支持这种请求方法，可用的方法见 allow',
    en: 'The path does not take this method; `allow` lists those that it takes',
  },
  'request.refused': { kind: 'invalid', zh: '请求无法处理', en: 'The request cannot be handled' },
  'query.bad-cursor': { kind: 'invalid', zh: '分页游标无效', en: 'The cursor cannot be read' },
  'query.bad-moment': { kind: 'invalid', zh: '时点 asOf 或 knownAt 无效', en: 'The moment asked about is not one' },
  'query.moment-ahead': {
    kind: 'invalid',
    zh: '所问日期（day）晚于今天（today），尚无情况可答；请改为今天或以前的日期',
    en: 'The day asked about (`day`) lies ahead of today (`today`), and nothing is known of it; ask about today or an earlier day',
  },
  'query.bad-limit': { kind: 'invalid', zh: 'limit 须为 1 至 500', en: 'The limit must be from 1 to 500' },
  'query.bad-position': { kind: 'invalid', zh: '位置无效', en: 'The position is not one' },
  'query.position-ahead': { kind: 'invalid', zh: '位置超前于日志', en: 'The position is ahead of the log' },
  'cursor.other-log': {
    kind: 'refused',
    zh: '游标不属于现有的日志：日志曾从备份恢复或已更换；请不带游标从头读取，并以新读到的为准',
    en: 'The cursor is of another log: this one was restored from a backup, or replaced; begin again without a cursor, and let what you read then replace what you have',
  },
  'store.removed': {
    kind: 'unavailable',
    zh: '事件库文件已被删除或替换，写入不会保留；请管理员停止服务，恢复文件后重新启动',
    en: 'The files of the event store were removed or replaced, and what is written would be lost; let the administrator stop the server, restore the files and start again',
  },
  'views.other-log': {
    kind: 'unavailable',
    zh: '视图与现有日志不符：日志曾从备份恢复或已更换；请管理员重新启动服务，视图会自行重建',
    en: 'The views are not of the log that is here: it was restored from a backup, or replaced; let the administrator restart the server, the views are rebuilt by themselves',
  },
  'query.names-nothing': {
    kind: 'invalid',
    zh: '筛选条件所指的事项不存在，或您无权查看',
    en: 'A filter names nothing that there is for you',
  },
  'query.unknown-column': { kind: 'invalid', zh: '没有这个列', en: 'There is no such column' },
  'effective.ahead-of-now': {
    kind: 'refused',
    zh: '事实发生日期不能晚于今天',
    en: 'A fact cannot happen after today',
  },
  'effective.before-last': {
    kind: 'refused',
    zh: '改变事项状态的事实，发生日期不能早于该事项最近一次记录的日期；请填写该日期（earliest）或以后的日期，并在内容中写明实际日期，已有记录有误的请更正该记录',
    en: 'A fact that moves its thing on cannot happen before the last one of the thing: enter that day (`earliest`) or a later one and say the real day in the text, or correct the record that is wrong',
  },
  'effective.too-early': {
    kind: 'refused',
    zh: '该事项在所填日期还不能有这一事实（原因见 because）；请填写该日期（earliest）或以后的日期',
    en: 'On the day entered the thing could not have this fact yet (`because` says why): enter that day (`earliest`) or a later one',
  },
  'effective.late-without-reason': {
    kind: 'invalid',
    zh: '补录以前日期的事实，须说明补录理由',
    en: 'What is entered later than the day it is of says why, in its reason',
  },
  'day.too-far-ahead': {
    kind: 'invalid',
    zh: '所填日期过远，请核对；最晚可填从今天起十年的日期（latest）',
    en: 'The day lies too far ahead: ten years from today (`latest`) are the most',
  },
  'metrics.token-required': {
    kind: 'unauthenticated',
    zh: '查看指标须出示 RECTIFY_METRICS_TOKEN 所设凭证',
    en: 'The metrics ask for the token set in RECTIFY_METRICS_TOKEN',
  },
  'version.stale': {
    kind: 'stale',
    zh: '该事项已被他人更新，请重新读取后再提交',
    en: 'The thing has changed since it was read',
  },
  'store.overloaded': { kind: 'unavailable', zh: '系统繁忙，请稍后重试', en: 'Too many requests are waiting' },
  'store.unavailable': { kind: 'unavailable', zh: '存储暂不可用', en: 'The store cannot be used now' },
  'history.damaged': {
    kind: 'unavailable',
    zh: '已存储的历史与封存时不一致，暂停写入，请管理员处理',
    en: 'The stored history is not as it was written; nothing is taken until an administrator has looked',
  },
  'view.behind': { kind: 'unavailable', zh: '视图尚未跟上', en: 'The view has not caught up' },
  'server.failed': { kind: 'failed', zh: '服务器内部错误', en: 'The server failed' },
} as const satisfies ProblemTexts;
