import { forbidden, refused } from '../../problem-texts.js';

export const closureProblems = {
  'request.would-be-voided': refused(
    '办理本事项将使待决定的申请（voids）失效，已列入的会议议题一并撤下；确需办理的，请注明 voidsRequest: true',
    'A request that waits for its decision (`voids`) would end by this, and its agenda item with it; say voidsRequest: true where it shall',
  ),
  'issue.not-rectifying': refused(
    '问题不在整改中或长期整改中',
    'The issue is neither being rectified nor under long-term rectification',
  ),
  'issue.closure-already-requested': refused(
    '已申请销号且内容已变更，须先退回',
    'Closure is requested on other content; have it returned first',
  ),
  'issue.not-under-review': refused('问题没有待审核的销号申请', 'No closure request of the issue is under review'),
  'issue.not-awaiting-endorsement': refused('问题不在待审核状态', 'The issue is not waiting for an endorsement'),
  'issue.not-submitted': refused('问题尚未提请审议', 'The issue has not been submitted for decision'),
  'issue.changed-since-request': refused(
    '申请销号后内容已变更',
    'The issue has changed since its closure was requested',
  ),
  'issue.changed-since-decision': refused(
    '会议审议后内容已变更，决定不能执行；须退回后重新提请审议',
    'The issue has changed since the meeting decided on it; have it returned and put to the meeting anew',
  ),
  'waiver.decided-by-meeting': forbidden(
    '该轮次的销号由会议决定，销号条件不能以签批豁免；请补齐所缺事项后申请销号，一时不能补齐的提请会议决定转长期整改',
    'A meeting decides on the closures of this round, and nobody waives by signature: hand in what is missing and request closure, or have the meeting place the issue under long-term rectification',
  ),
  'issue.decided-by-meeting': forbidden(
    '本轮次由会议审议决定，不能个人签批；请列入该机构会议议程',
    'In this round a meeting decides, nobody signs; have the issue put on the agenda of that body',
  ),
  'issue.changed-meanwhile': refused(
    '办理过程中内容已变更，请重试',
    'The issue changed while the request was being taken; try again',
  ),
  'issue.not-unit-head': forbidden('须由牵头单位主要负责人审核', 'This level is endorsed by the head of the lead unit'),
  'issue.not-office': forbidden('须由巡察办审核', 'This level is endorsed by the office'),
  'issue.not-leader': forbidden('须由领导小组成员决定', 'Only a member of the leading group may decide this'),
  'issue.reporter-decides': forbidden(
    '填报进展的人不能审核或决定销号',
    'Whoever reported progress never endorses or decides the closure',
  ),
  'issue.evidence-provider-decides': forbidden(
    '提交佐证材料的人不能审核或决定销号',
    'Whoever handed in evidence never endorses or decides the closure',
  ),
  'issue.handler-decides': forbidden(
    '责任人不能审核或决定销号',
    'Whoever handled the issue never endorses or decides its closure',
  ),
  'issue.task-worker-decides': forbidden(
    '办理所属任务的人不能审核或决定销号',
    'Whoever worked on a linked task never endorses or decides the closure',
  ),
  'issue.requester-decides': forbidden(
    '申请销号的人不能审核或决定销号',
    'Whoever requested the closure never endorses or decides it',
  ),
  'issue.delivery-corrector-decides': forbidden(
    '更正过问题内容、类别或者整改标准的人不能审核或决定销号',
    'Whoever corrected text, class or criteria of the issue never endorses or decides its closure',
  ),
  'issue.regulation-registrar-decides': forbidden(
    '登记制度的人不能审核或决定销号',
    'Whoever registered a regulation never endorses or decides the closure',
  ),
  'issue.accountability-recorder-decides': forbidden(
    '登记追责问责的人不能审核或决定销号',
    'Whoever recorded accountability never endorses or decides the closure',
  ),
  'issue.recovery-recorder-decides': forbidden(
    '登记挽回资金的人不能审核或决定销号',
    'Whoever recorded money recovered never endorses or decides the closure',
  ),
  'issue.extension-requester-decides': forbidden(
    '申请延期的人不能审核或决定销号',
    'Whoever asked for an extension never endorses or decides the closure',
  ),
  'issue.responsible-leader-decides': forbidden(
    '责任领导不能决定本人负责问题的销号',
    'The leader responsible for the issue never decides its closure',
  ),
  'issue.signer-involved': refused(
    '已审核或会签的人员经合并登记核实参与过本事项，请退回后重新申请销号',
    'Somebody who signed turned out to have worked on it: return it, and have the closure requested anew',
  ),
  'issue.same-person-two-levels': forbidden('同一人不能在两个层级签字', 'The same person never signs two levels'),
  'issue.signed-already': forbidden('同一人不能重复签字', 'The same person never signs twice'),
  'closure.nothing-since-reopening': refused(
    '重新整改以来尚无新的进展或佐证材料',
    'There is no progress or evidence newer than the reopening',
  ),
  'closure.no-progress-report': refused('尚无整改进展', 'There is no progress report'),
  'closure.tasks-open': refused('所属整改任务尚未全部完成', 'Linked tasks are not completed'),
  'closure.no-evidence': refused('尚无佐证材料', 'There is no evidence'),
  'closure.criterion-without-evidence': refused(
    '有整改标准缺少佐证材料',
    'There are acceptance criteria without evidence',
  ),
  'closure.evidence-after-request': refused(
    '佐证材料日期晚于申请销号日期',
    'Evidence is dated after the closure request',
  ),
} as const;
