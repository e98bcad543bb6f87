import { forbidden, invalid, refused, unknown } from '../problem-texts.js';
import { closureProblems } from './closure/problems.js';
import { assignmentProblems } from './work/problems.js';

const work = {
  'issue.unknown': unknown('没有这一具体问题', 'There is no such issue'),
  'unit.unknown': unknown('没有这一单位', 'There is no such unit'),
  'person.unknown': unknown('没有这一人员', 'There is no such person'),
  'evidence.not-uploaded': unknown('该佐证材料文件尚未上传', 'No file with this digest has been uploaded'),
  'evidence.unknown': unknown('本问题没有该佐证材料', 'The issue has no such evidence in force'),
  'criterion.unknown': unknown('没有该序号的整改标准', 'The issue has no criterion of that number'),
  'progress.unknown': unknown('本问题没有该条进展', 'The issue has no such progress report'),
  'issue.already-delivered': refused('该问题已反馈，内容不同', 'The issue is already delivered with other particulars'),
  'issue.not-assigned': refused('问题尚未明确责任', 'The issue has not been assigned yet'),
  'issue.closed': refused('问题已销号', 'The issue is closed'),
  'issue.lead-unit-supports': invalid(
    '牵头单位不能同时为配合单位',
    'The lead unit cannot be a supporting unit as well',
  ),
  'issue.unit-not-involved': forbidden(
    '仅牵头单位、配合单位或责任人可以办理',
    'Only the units involved or the handler may act on the issue',
  ),
  'issue.not-lead-unit': forbidden('仅牵头单位可以办理', 'Only the lead unit may do this'),
  'issue.other-units-report': forbidden(
    '只能更正本单位填报的进展',
    'A progress report is corrected by the unit that made it',
  ),
  'extension.day-passed': refused(
    '申请的期限已过；请不同意后重新申请',
    'The date asked for has passed; refuse it and have it asked anew',
  ),
  'regulation.ahead-of-now': invalid('制度日期晚于今天', 'The regulation is dated ahead of today'),
  'regulation.registered-already': refused(
    '本问题已登记同一制度',
    'The same regulation is registered on this issue already',
  ),
  'entry.unknown': unknown('本问题没有这条登记', 'The issue has no such entry'),
  'entry.withdrawn': refused('该条登记已撤销', 'The entry was withdrawn'),
  'recovery.needs-confirmation': refused(
    '金额以分为单位，单笔或者本轮次累计超过100万元须确认无误（confirmed: true）',
    'Amounts are in fen; an entry, or the sum of the round with it, above 100,000,000 fen (1,000,000 yuan) must be confirmed with confirmed: true',
  ),
  'accountability.needs-confirmation': refused(
    '单次登记或者本轮次同类累计超过1000人须确认无误（confirmed: true）',
    'An entry, or what the round has of its kind with it, above 1,000 people must be confirmed with confirmed: true',
  ),
  'issue.closed-office-records': forbidden(
    '问题已销号，只能由巡察办补录或更正，并说明理由',
    'The issue is closed: only the office records or corrects on it, with a reason',
  ),
  'correction.criterion-in-use': refused(
    '已有佐证材料或者豁免针对该条整改标准，不能再更正或者删去该条；可以在其后另增标准',
    'Evidence or a waiver is for that criterion: it is neither reworded nor left out; add another behind it',
  ),
  'correction.under-review': refused(
    '销号申请正在审核或审议，须先退回再更正',
    'Its closure is under review: have the issue returned first, then correct it',
  ),
  'extension.not-later': invalid('申请的期限须晚于现有期限', 'The date asked for must be later than the present one'),
  'extension.not-ahead': invalid(
    '申请的期限须晚于申请之日',
    'The date asked for must lie behind the day on which it is asked for',
  ),
  'extension.pending': refused('已有延期申请待审批', 'Another extension is waiting for its decision'),
  'extension.none-pending': refused('没有待审批的延期申请', 'No extension is waiting for a decision'),
  'extension.requester-decides': forbidden(
    '申请延期的人不能审批该延期',
    'Whoever asked for the extension never decides it',
  ),
} as const;

const outcome = {
  'long-term.review-date-not-ahead': invalid('复核日期须晚于决定日期', 'The review date must lie after the decision'),
  'long-term.review-date-too-far': invalid(
    '复核日期不得晚于今天起三年',
    'The review date lies at most three years ahead of today',
  ),
  'long-term.other-review-date': refused('复核日期与已签意见不一致', 'Another review date has been signed already'),
  'reopening.due-date-not-ahead': invalid(
    '重新整改须明确新的完成时限，且晚于当日',
    'A reopening sets a new due date, which lies ahead of the day',
  ),
  'issue.not-decided': refused('问题未销号，也不在长期整改中', 'The issue is neither closed nor under long-term'),
  'issue.not-open-for-carry-over': refused(
    '问题当前状态不能结转',
    'An issue in this state takes no carried-over outcome',
  ),
  'issue.decided-here': refused(
    '问题已在本系统作出决定，不能再作结转',
    'A decision on the issue was made here; nothing can be carried over',
  ),
  'long-term.placement-unnamed': invalid(
    '未指明到期的长期整改决定',
    'The placement whose review date passed is unnamed',
  ),
} as const;

export const issueProblems = { ...work, ...assignmentProblems, ...closureProblems, ...outcome } as const;
