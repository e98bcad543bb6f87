import { forbidden, refused } from '../problem-texts.js';

export const ballotProblems = {
  'vote.of-the-past': refused(
    '补录的会议不再现场表决，请按会议材料录入举手表决结果',
    'Nobody votes now in a meeting of the past; enter the show of hands from its papers',
  ),
  'vote.ballot-not-allowed': refused('议事规则不允许这种表决方式', 'The rules do not allow this kind of ballot'),
  'vote.opened-already': refused('该议题已以另一方式开始表决', 'The vote was opened with another kind of ballot'),
  'vote.not-open': refused('该议题未开始表决', 'No vote is open on the item'),
  'vote.closed': refused('该议题的表决已结束', 'The vote on the item is over'),
  'vote.proxy': forbidden('不得代他人投票', 'Nobody votes for somebody else'),
  'vote.delegated': forbidden(
    '受托办理的人不得代行表决权，请本人登录投票',
    'A vote is never delegated; the member votes with an account of their own',
  ),
  'vote.sitting-in': forbidden('列席人员没有表决权', 'Whoever sits in has no vote'),
  'vote.absent': forbidden('缺席成员不能投票，书面意见不计票', 'An absent member has no vote, not even in writing'),
  'vote.recused': forbidden('已回避的成员不能投票', 'A recused member has no vote'),
  'vote.involved': forbidden('参与办理该事项的成员不能投票', 'A member who worked on the thing has no vote on it'),
  'vote.joined-later': forbidden(
    '议题列入议程后才任命的成员，对该议题没有表决权',
    'A member who joined the body while the matter was before it has no vote on it',
  ),
  'vote.not-entitled': forbidden('不是应到成员，没有表决权', 'Only entitled members have a vote'),
  'vote.cast-already': refused('已投过票，不能再投', 'The member has voted already; nobody votes twice'),
  'vote.chair-before-others': refused('主持人须在其他成员之后投票', 'The chair votes after all the others'),
  'vote.not-taken': refused('选票未能受理，请重试', 'The ballot could not be taken as it came; try again'),
  'vote.incomplete': refused('尚有成员未投票', 'Members have not voted yet'),
  'vote.hands-miscounted': refused(
    '举手表决须逐一列明每名有表决权成员的意见，不重不漏',
    'A show of hands names each member who has a vote, once, and nobody else',
  ),
  'vote.not-opened': refused(
    '选票未能全部启封，请重试；密钥遗失时须暂缓并重新表决',
    'Not all ballots could be opened; try again, and put the item off when the key is lost',
  ),
} as const;

export const recordProblems = {
  'record.not-secretary': forbidden(
    '会议记录和纪要由秘书办理',
    'The record is drawn up and the summary issued by the secretary',
  ),
  'record.signed-already': refused(
    '会议记录已有人会签，请以更正办理',
    'The record was signed; it is corrected, not drawn up anew',
  ),
  'record.not-signed': refused(
    '会议记录尚无人会签，请重新形成会议记录',
    'Nobody has signed the record yet; draw it up anew',
  ),
  'record.corrected-by-two': forbidden(
    '全体会签后的更正须由主持人和秘书两人办理',
    'Once all have signed, chair and secretary correct the record, one proposing and the other confirming',
  ),
  'record.not-drawn-up': refused('会议记录尚未生成', 'The record has not been drawn up yet'),
  'record.other-hash': refused(
    '所签内容不是现行会议记录，请重新阅看',
    'What was signed is not the record in force; read it again',
  ),
  'record.delegated': forbidden(
    '会签须本人办理，不得委托',
    'A signature is never delegated; everybody signs with an account of their own',
  ),
  'record.not-attending': forbidden(
    '未出席或列席会议的人不能会签，记录人除外',
    'Only those who attended and who keeps the record sign it',
  ),
  'record.signatures-missing': refused(
    '出席成员未全部会签，不能印发纪要',
    'Members who were present have not signed; the summary waits for all of them',
  ),
  'record.summary-issued': refused('会议纪要已印发', 'Another summary has been issued already'),
} as const;
