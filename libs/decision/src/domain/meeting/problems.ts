import { forbidden, invalid, refused, unknown } from '../problem-texts.js';
import { ballotProblems, recordProblems } from './vote-problems.js';

const meeting = {
  'meeting.unknown': unknown('没有这次会议', 'There is no such meeting'),
  'meeting.exists': refused('该会议已召集，内容不同', 'The meeting is convened already with other particulars'),
  'meeting.by-circulation': refused(
    '文件圈阅不能代替会议，请召开会议',
    'Circulating papers cannot replace a meeting; convene one',
  ),
  'meeting.by-consultation': refused(
    '个别征求意见不能代替会议，请召开会议',
    'Asking members one by one cannot replace a meeting; convene one',
  ),
  'meeting.on-site': refused(
    '现场办公会不能代替会议，请召开会议',
    'An on-site working session cannot replace a meeting; convene one',
  ),
  'meeting.body-signs-off': refused(
    '该机构按会签规则办理，不召开会议',
    'The body decides by sign-offs and convenes no meeting; adopt rules for meetings first',
  ),
  'meeting.before-chair': refused(
    '会议日期早于该机构有主持人之日，请更正日期',
    'On that day the body had no chair yet; correct the day of the meeting',
  ),
  'meeting.past-without-papers': invalid(
    '补录过去召开的会议须附会议材料并说明理由；如尚未召开，请更正日期',
    'A meeting of the past is entered with its papers and a reason; correct the day if it has not been held',
  ),
  'meeting.papers-not-asked': invalid(
    '会议材料只用于补录过去召开的会议',
    'Papers are entered with a meeting of the past only',
  ),
  'meeting.paper-ahead': invalid(
    '会议材料的日期晚于今天，请更正日期',
    'A paper of the meeting is dated after today; correct its date',
  ),
  'meeting.day-passed': refused(
    '会议日期已过，请先改期再开会；已召开的会议请附材料补录',
    'The day of the meeting has passed; move it first, or enter a meeting that was held with its papers',
  ),
  'meeting.moved-to-the-past': refused('会议不能改到已过的日期', 'A meeting is not moved to a day that has passed'),
  'meeting.of-the-past': refused('补录的会议不能改期', 'A meeting of the past is not moved'),
  'meeting.not-secretary-nor-chair': forbidden(
    '仅本机构秘书或主持人可以办理',
    'Only the secretary or the chair of the body may do this',
  ),
  'meeting.opened-already': refused('会议已开始，议程不能再变更', 'The meeting is open; its agenda changes no more'),
  'meeting.not-open': refused('会议尚未开始，请先宣布开会', 'The meeting is not open yet; open it first'),
  'meeting.closed': refused('会议已结束', 'The meeting is closed'),
  'meeting.cancelled': refused('会议已取消', 'The meeting was cancelled'),
  'meeting.not-closed': refused('会议尚未结束，请先散会', 'The meeting is not closed yet; close it first'),
  'meeting.items-undecided': refused(
    '尚有议题未表决也未暂缓，请逐项处理后再散会',
    'There are items neither decided nor put off; deal with each before closing',
  ),
  'meeting.vote-begun': refused('会议已有表决，不能取消', 'A vote was opened in the meeting; it cannot be cancelled'),
} as const;

const rollCall = {
  'meeting.attendance-twice': invalid('同一人在点名中重复，请只列一次', 'A person is listed twice; list each once'),
  'meeting.present-not-entitled': refused(
    '出席只限应到成员，其他人员请列为列席',
    'Only entitled members are present; record others as sitting in',
  ),
  'meeting.sitting-in-entitled': refused(
    '应到成员不能列席，请改为出席、缺席或回避',
    'An entitled member does not sit in; record present, absent or recused',
  ),
  'meeting.attendance-without-reason': invalid('缺席、回避须说明理由', 'Absence and recusal need a reason'),
  'meeting.attendance-during-vote': refused(
    '议题正在表决，除尚未投票而离会者外，出席情况待宣布结果后再登记',
    'A vote is open; but for members who leave without having voted, record attendance when its result stands',
  ),
  'meeting.leaving-during-vote': forbidden(
    '表决中成员离会由主持人登记',
    'While a vote is open, whoever presides records that a member has left',
  ),
  'meeting.presiding-leaves': refused(
    '主持人和副职不能都离会，须有人主持',
    'The chair and the vice-chairs cannot all leave; one of them stays to preside',
  ),
  'meeting.ahead-of-day': refused('未到会议日期，不能开会', 'The day of the meeting has not come'),
  'meeting.agenda-empty': refused('议程为空，请先列入议题', 'The agenda is empty; put an item on it first'),
  'meeting.roll-call-incomplete': refused(
    '应到成员未全部点名，请补记',
    'Entitled members are missing from the roll call; record each of them',
  ),
  'meeting.no-quorum': refused(
    '到会人数不足，不能开会',
    'Too few members are present to open the meeting; convene it for another day',
  ),
  'meeting.nobody-presides': refused(
    '主持人和副职均未出席，不能开会',
    'Neither the chair nor a vice-chair is present to preside',
  ),
} as const;

const item = {
  'item.not-on-agenda': refused('该议题不在本次会议议程中', 'The item is not on the agenda of this meeting'),
  'item.particulars-missing': invalid('该类议题缺少必填内容', 'The matter asks for a particular that is missing'),
  'item.particulars-not-asked': invalid('该类议题不应填写此项', 'The matter does not take this particular'),
  'item.subject-unknown': unknown('没有所指的问题或方案', 'There is no such issue or plan'),
  'item.no-subject': refused('该议题没有关联的问题或方案', 'The item is about no issue or plan that could be pinned'),
  'item.not-ready': refused(
    '该事项目前不能提请审议，请先完成前置程序',
    'The thing is not ready to be decided; complete the steps before',
  ),
  'item.other-way': refused(
    '本轮次规定该事项以会签方式办理，不上会',
    'The policy of the round lets such matters go by sign-offs, not by a meeting',
  ),
  'item.other-body': refused(
    '本轮次规定该事项由另一机构审议',
    'The policy of the round names another body for such matters',
  ),
  'item.twice': refused('该事项已在议程中', 'The thing is on the agenda already'),
  'item.review-date-not-ahead': invalid('复核日期须晚于会议日期', 'The review date must lie after the meeting'),
  'item.changed-since-pinned': refused(
    '列入议程后内容已变更，请重新核定或暂缓',
    'The thing has changed since it was pinned; pin it anew or put the item off',
  ),
  'item.vote-opened': refused('该议题已开始表决', 'The vote on the item was opened already'),
  'item.decided-already': refused('该议题已有结果', 'The item is decided or put off already'),
  'item.another-taken-up': refused(
    '另一议题尚未处理完毕，须逐项审议',
    'Another item is being dealt with; items are decided one by one',
  ),
  'item.not-taken-up': refused('该议题尚未提出审议', 'The item has not been taken up'),
  'item.speaker-not-attending': refused('发言人未出席或列席', 'The speaker neither is present nor sits in'),
  'item.speaker-recused': refused('发言人已回避该议题', 'The speaker is recused from the item and has left'),
  'item.chair-spoke-last': refused(
    '主持人已末位表态，不再记录他人发言',
    'The chair has spoken last; nobody else is noted after that',
  ),
  'item.recusal-by-another': forbidden(
    '回避由本人提出，或由到会其他成员过半数决定',
    'A member recuses themselves, or more than half of the other members present decide it',
  ),
  'item.recorded-already': refused(
    '该议题已按举手表决录入，待会签确认；散会前可重新录入',
    'The item was entered with a show of hands, to be confirmed by signatures; enter it anew until the meeting closes',
  ),
  'item.recusal-not-present': refused('回避的人须为出席成员', 'Only a member who is present recuses from an item'),
  'item.no-quorum': refused(
    '除去回避人员后到会人数不足，请暂缓',
    'Without those recused too few members attend for this matter; put the item off',
  ),
  'item.nobody-presides': refused(
    '主持人已回避且无副职在场，请暂缓',
    'Who presides is recused and no vice-chair attends; put the item off',
  ),
  'item.not-presiding': forbidden('仅该议题的主持人可以表态', 'Only whoever presides over the item states this view'),
  'item.chair-before-others': refused(
    '主持人须在其他成员全部表决后末位表态',
    'The chair states a view only after all others have voted',
  ),
  'item.others-not-heard': refused(
    '其他成员均未发言，主持人须末位表态，请先记录他人发言',
    'Nobody else has spoken yet, and the chair speaks last; note what others say first',
  ),
  'item.chair-after-vote': refused(
    '按议事规则主持人在表决前末位表态，表决已开始',
    'Under the rules the chair states a view before the vote, and the vote is open',
  ),
  'item.chair-view-stated': refused('主持人已表态，不能更改', 'The chair has stated another view already'),
  'item.chair-view-missing': refused('主持人尚未末位表态', 'The chair has not stated a view yet'),
} as const;

export const meetingProblems = { ...meeting, ...rollCall, ...item, ...ballotProblems, ...recordProblems } as const;
