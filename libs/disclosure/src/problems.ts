import type { ProblemText, ProblemTexts } from '#contracts';

const told =
  (kind: ProblemText['kind']) =>
  (zh: string, en: string): ProblemText => ({ kind, zh, en });
const unprocessable = told('unprocessable');
const invalid = told('invalid');

/** Why a file or a request of this context is refused; domain rules that refuse an import keep their own codes. */
export const disclosureProblems = {
  'import.not-octet-stream': told('unsupported')(
    '导入文件须以 application/octet-stream 上传',
    'A file to import must be sent as application/octet-stream',
  ),
  'import.too-large': told('too-large')('导入文件超过大小上限', 'The file to import is too large'),
  'import.not-understood': unprocessable(
    '文件既不是 xlsx 台账，也不是可识别的文本',
    'The file is neither an xlsx ledger nor a readable text',
  ),
  'import.not-text': unprocessable(
    '文件不是 UTF-8、UTF-16 或 GB 18030 文本',
    'The file is no text in UTF-8, UTF-16 or GB 18030',
  ),
  'import.not-an-xlsx': unprocessable('文件已损坏或不是 xlsx 工作簿', 'The file is damaged or not an xlsx workbook'),
  'import.encrypted': unprocessable(
    '工作簿已加密，请先取消密码',
    'The workbook is encrypted; remove its password first',
  ),
  'import.workbook-too-large': told('too-large')('工作簿内容超过上限', 'The workbook holds more than is allowed'),
  'import.takes-too-much': told('too-large')(
    '读取文件所需的时间或内存超过上限，请拆分后再导入',
    'Reading the file takes more time or memory than is allowed; import it in parts',
  ),
  'import.no-ledger-found': unprocessable(
    '没有找到整改台账的表头',
    'No sheet has the header of a rectification ledger',
  ),
  'import.nothing-found': unprocessable(
    '没有找到任何问题或整改情况',
    'Neither an issue nor a reply was found in the file',
  ),
  'import.already-imported': told('refused')('该文件已经导入', 'This file has been imported already'),
  'import.unknown': told('unknown')(
    '没有这次导入的记录；如服务曾重新启动，则未写入任何内容，请以同一 Idempotency-Key 重新提交',
    'Nothing is known of this import: when the server was started again, nothing of it was stored; send it again under the same Idempotency-Key',
  ),
  'import.cancelled': told('refused')('导入已取消，未写入任何内容', 'The import was cancelled and stored nothing'),
  'import.not-cancellable': told('refused')(
    '导入已开始写入或已经结束，不能取消',
    'The import goes to the store already or has ended, and cannot be cancelled',
  ),
  'import.right-changed': told('refused')(
    '导入期间您的账号或权限有变动，未写入任何内容，请重新提交',
    'Your account or right changed while the import went on, and nothing was stored; send it again',
  ),
  'import.failed': told('failed')(
    '导入中断；请以同一 Idempotency-Key 重新提交，已写入的不会重复',
    'The import broke off; send it again under the same Idempotency-Key, and nothing is stored twice',
  ),
  'import.too-many-waiting': told('too-many')(
    '等待导入的文件过多，请稍后再提交',
    'Too many files wait to be imported; send it again later',
  ),
  'import.fact-missing': invalid(
    '文件未写明建立轮次所需的事项，请在导入时补充',
    'The file does not state a fact that the round needs; give it with the import',
  ),
  'import.review-date-missing': invalid(
    '长期整改没有复核日期，请在台账或导入时补充',
    'A long-term issue has no review date; give it in the ledger or with the import',
  ),
  'import.person-ambiguous': told('refused')(
    '已登记多名同名人员，无法判定是哪一位',
    'Several people of this name are registered, and the file does not tell which one is meant',
  ),
  'report.issued-ahead-of-now': invalid(
    '成文日期晚于今天；请改为今天或以前的日期，或留空待签发时填写',
    'The report is dated ahead of today; give today or an earlier day, or leave it open for the pen',
  ),
  'report.issued-before-day': invalid('成文日期早于统计截至日', 'The report is dated before the day that it is of'),
  'sheet.no-header': unprocessable(
    '没有找到表头；首行请写明各列名称，如 titles 所列',
    'No line names the columns; head the sheet with titles such as those listed',
  ),
  'sheet.column-missing': unprocessable('表格缺少必需的列', 'The sheet lacks a column that is needed'),
  'sheet.column-twice': unprocessable('两列名称含义相同，请只保留一列', 'Two columns mean the same; leave one of them'),
  'sheet.several': unprocessable(
    '多个工作表都有可读的表头，请只保留一个',
    'Several worksheets have such a header; leave one of them',
  ),
  'sheet.cell-unreadable': unprocessable(
    '单元格为错误值或未计算的公式，请改为数值后再提交',
    'A cell holds an error or a formula without its result; enter the value itself',
  ),
  'sheet.name-ambiguous': told('refused')(
    '同名的不止一个，无法判定；人员请填写工号，或写作“姓名（工号）”',
    'Several have this name; name a person by staff number, or as name(number)',
  ),
  'sheet.no-rows': unprocessable('表头以下没有内容', 'Nothing stands below the header'),
  'sheet.too-many-rows': told('too-large')(
    '表格行数超过上限，请分次提交',
    'The sheet has too many rows; send it in parts',
  ),
  'import.value-refused': unprocessable('文件中的内容不符合要求', 'A value in the file has not the form asked for'),
} as const satisfies ProblemTexts;
