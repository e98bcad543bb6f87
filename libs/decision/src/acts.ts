import { declare, does, asks, asksFile } from '#event-sourcing-nest';
import {
  EstablishBody,
  AppointMember,
  AppointChair,
  EndMembership,
  ExcludeMember,
  EndExclusion,
  AppointSecretary,
  ChangeCompetence,
  AdoptRuleSet,
  DissolveBody,
} from './domain/body/commands.js';
import {
  ConveneMeeting,
  PutOnAgenda,
  TakeOffAgenda,
  PinAnew,
  RecordAttendance,
  OpenMeeting,
  TakeUpItem,
  NoteDiscussion,
  RecuseMember,
  OpenVote,
  CastVote,
  StateChairView,
  DecideItem,
  RecordItem,
  PutOffItem,
  CloseMeeting,
  CancelMeeting,
  MoveMeeting,
  DrawUpRecord,
  CorrectRecord,
  SignRecord,
  IssueSummary,
} from './domain/meeting/commands.js';
import type { Found, Listed, Versioned } from '#contracts';
import { paperTypes } from '#documents';
import type { AgendaReceipt, ConveneReceipt, RuleSetsTold } from './http/answers.js';
import type { ItemChanges, WrittenSummary } from './http/meeting-papers.js';
import type { WrittenRecord } from './record/record-paper.js';
import type { BodyRow } from './projections/bodies.js';
import type { MeetingPicture } from './projections/meeting-picture.js';
import type { Duty } from './projections/duties.js';
import type { MeetingRow } from './projections/meetings.js';

/** Whether they hold the office that the act needs in this body, the decisions say. */
const participants = ['office', 'leader', 'unit-head'] as const;
const readers = ['office', 'leader', 'unit-head', 'inspector', 'audit'] as const;
/** For natural people only. */
const none = [] as const;
const papers = ['application/json', ...paperTypes];

const administering = { roles: ['admin'], scopes: none, delegable: false, proof: 'session', about: 'body' } as const;
const ofTheMeeting = {
  roles: participants,
  scopes: none,
  delegable: false,
  proof: 'session',
  about: 'meeting',
} as const;
const onTheItem = { roles: participants, scopes: none, delegable: false, proof: 'session', about: 'item' } as const;
const everybody = { roles: 'signed-in', scopes: none, delegable: false, recorded: false } as const;
const reading = { roles: readers, scopes: none, delegable: false, recorded: false } as const;

export const decisionActs = declare('decision', {
  EstablishBody: does(EstablishBody, '设立议事机构', 'Establish a body', { ...administering, about: 'new' }),
  AppointMember: does(AppointMember, '任命成员', 'Appoint a member', administering),
  AppointChair: does(AppointChair, '任命主持人', 'Appoint a chair', administering),
  EndMembership: does(EndMembership, '成员离任', 'End a membership', administering),
  ExcludeMember: does(ExcludeMember, '成员不计入应到', 'Exclude a member from the entitled', administering),
  EndExclusion: does(EndExclusion, '恢复计入应到', 'Count a member as entitled again', administering),
  AppointSecretary: does(AppointSecretary, '任命秘书', 'Appoint a secretary', administering),
  ChangeCompetence: does(ChangeCompetence, '变更议事权限', 'Change what the body may decide', {
    ...administering,
    proof: 'fresh',
  }),
  AdoptRuleSet: does(AdoptRuleSet, '变更议事规则', 'Adopt a rule set', { ...administering, proof: 'fresh' }),
  DissolveBody: does(DissolveBody, '撤销议事机构', 'Dissolve a body', administering),
  ListBodies: asks<Listed<Versioned<BodyRow>>>('议事机构列表', 'List bodies', everybody),
  FindBody: asks<Found<BodyRow>>('查看议事机构', 'Show a body', everybody),
  ListRuleSets: asks<RuleSetsTold>('议事规则列表', 'List rule sets', everybody),

  ConveneMeeting: does<ConveneMeeting, ConveneReceipt>(ConveneMeeting, '召集会议', 'Convene a meeting', {
    ...ofTheMeeting,
    about: 'new',
  }),
  PutOnAgenda: does<PutOnAgenda, AgendaReceipt>(PutOnAgenda, '列入议程', 'Put an item on the agenda', ofTheMeeting),
  TakeOffAgenda: does(TakeOffAgenda, '撤下议程', 'Take an item off the agenda', onTheItem),
  PinAnew: does(PinAnew, '重新固定议题内容', 'Pin an item to its content anew', onTheItem),
  RecordAttendance: does(RecordAttendance, '到会登记', 'Record attendance', ofTheMeeting),
  OpenMeeting: does(OpenMeeting, '会议开始', 'Open a meeting', ofTheMeeting),
  TakeUpItem: does(TakeUpItem, '开始审议议题', 'Take up an item', onTheItem),
  NoteDiscussion: does(NoteDiscussion, '记录发言', 'Note a contribution to the discussion', onTheItem),
  RecuseMember: does(RecuseMember, '成员回避', 'Recuse a member', onTheItem),
  OpenVote: does(OpenVote, '开始表决', 'Open a vote', onTheItem),
  CastVote: does(CastVote, '表决', 'Cast a vote', { ...onTheItem, proof: 'fresh' }),
  StateChairView: does(StateChairView, '主持人末位表态', "State the chair's view", onTheItem),
  RecordItem: does(RecordItem, '录入议题', 'Enter an item with a show of hands', onTheItem),
  DecideItem: does(DecideItem, '宣布结果', 'Decide an item', onTheItem),
  PutOffItem: does(PutOffItem, '暂缓议题', 'Put an item off', onTheItem),
  CloseMeeting: does(CloseMeeting, '会议结束', 'Close a meeting', ofTheMeeting),
  MoveMeeting: does(MoveMeeting, '会议改期', 'Move a meeting', ofTheMeeting),
  CancelMeeting: does(CancelMeeting, '取消会议', 'Cancel a meeting', ofTheMeeting),
  DrawUpRecord: does(DrawUpRecord, '形成会议记录', 'Draw up the record', ofTheMeeting),
  CorrectRecord: does(CorrectRecord, '更正会议记录', 'Correct the record', { ...ofTheMeeting, proof: 'fresh' }),
  SignRecord: does(SignRecord, '会签会议记录', 'Countersign the record', { ...ofTheMeeting, proof: 'fresh' }),
  IssueSummary: does(IssueSummary, '印发会议纪要', 'Issue the summary', ofTheMeeting),

  ListMeetings: asks<Listed<Versioned<MeetingRow>>>('会议列表', 'List meetings', reading),
  FindMeeting: asks<Found<MeetingPicture>>('查看会议', 'Show a meeting', reading),
  MeetingDuties: asks<Listed<Duty>>(
    '我的会议事项',
    'Meetings, votes, records and signatures that wait for me',
    everybody,
  ),
  AgendaItemChanges: asks<ItemChanges>('议题变化', "What changed in an item's thing", reading),
  MeetingRecord: asksFile<WrittenRecord>(papers, '会议记录', 'Record of a meeting', reading),
  MeetingSummary: asksFile<WrittenSummary>(papers, '会议纪要', 'Summary of a meeting', reading),
});
