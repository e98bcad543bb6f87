import type { BodyEvent, Membership } from '../domain/body/events.js';
import type { MeetingEvent, Result, Subject } from '../domain/meeting/events.js';
import { partyGroup } from '../domain/rules/presets.js';

const names = ['赵建国', '孙丽华', '周敏', '吴强', '郑刚'];

export const people = names.map((name, i) => ({ id: `p${i + 1}`, name }));
export const [zhao, sun, zhou, wu, zheng] = people as [
  (typeof people)[number],
  (typeof people)[number],
  (typeof people)[number],
  (typeof people)[number],
  (typeof people)[number],
];

const member = (person: Membership['person'], position: Membership['position'] = 'member'): Membership => ({
  person,
  position,
  from: '2023-01-01',
});

export const members: readonly Membership[] = [member(zhao, 'chair'), member(sun, 'vice-chair'), member(zhou)];

export const established: BodyEvent = {
  type: 'BodyEstablished',
  data: { name: '整改工作领导小组', competence: ['plan', 'closure'], ruleSet: partyGroup, members, secretary: wu },
};

export const subject: Subject = {
  kind: 'issue',
  id: 'i1',
  title: '学习不够深入',
  roundId: 'r1',
  contentHash: 'a'.repeat(64),
  position: '40',
  involved: ['p9'],
};

export const convened: MeetingEvent = {
  type: 'MeetingConvened',
  data: {
    body: { id: 'b1', name: '整改工作领导小组' },
    title: '第三次会议',
    heldOn: '2023-11-20',
    place: '二楼会议室',
  },
};

export const item = (itemId: string, number: number, title = subject.title): MeetingEvent => ({
  type: 'ItemPutOnAgenda',
  data: { itemId, number, matter: 'closure', title, subject },
});

export const attending = (
  person: Membership['person'],
  attendance: 'present' | 'sitting-in' | 'absent',
  reason?: string,
): MeetingEvent => ({ type: 'AttendanceRecorded', data: { person: { ...person, post: '成员' }, attendance, reason } });

export const opened: MeetingEvent = {
  type: 'MeetingOpened',
  data: { ruleSet: partyGroup, entitled: members, chair: zhao, secretary: wu, present: 2, quorum: 2 },
};

export const voteOpened = (itemId: string, ballot: 'named' | 'secret' = 'named'): MeetingEvent => ({
  type: 'VoteOpened',
  data: { itemId, ballot, voters: [zhao, sun] },
});

export const cast = (itemId: string, voter: Membership['person'], choice: 'yes' | 'no' | 'abstain'): MeetingEvent => ({
  type: 'VoteCast',
  data: { itemId, voter, choice },
});

export const result: Result = {
  entitled: 3,
  present: 2,
  recused: 0,
  yes: 2,
  no: 0,
  abstain: 0,
  needed: 2,
  ballot: 'named',
  votes: [
    { person: sun, choice: 'yes' },
    { person: zhao, choice: 'yes' },
  ],
  ruleSet: { key: 'party-group', version: 1, title: '党组工作条例' },
  explanation: { zh: '通过：应到3人，出席2人，赞成2票，达到所需2票', en: 'passed: entitled 3, present 2, yes 2 >= 2' },
};

export const decided = (type: 'ItemAdopted' | 'ItemVotedDown', itemId: string, number: number): MeetingEvent => ({
  type,
  data: {
    itemId,
    number,
    matter: 'closure',
    title: subject.title,
    subject,
    body: { id: 'b1', name: '整改工作领导小组' },
    meeting: { id: 'm1', name: '第三次会议' },
    result,
  },
});

/** Two members present, one absent, one sitting in; one item adopted, one put off. */
export const held: readonly MeetingEvent[] = [
  convened,
  item('i-1', 1),
  item('i-2', 2, '档案管理不规范'),
  attending(zhao, 'present'),
  attending(sun, 'present'),
  attending(zhou, 'absent', '出差'),
  attending(zheng, 'sitting-in'),
  opened,
  { type: 'ItemTakenUp', data: { itemId: 'i-1' } },
  { type: 'DiscussionNoted', data: { itemId: 'i-1', speaker: sun, text: '整改措施已落实' } },
  voteOpened('i-1'),
  cast('i-1', sun, 'yes'),
  { type: 'ChairViewStated', data: { itemId: 'i-1', chair: zhao, text: '同意销号' } },
  cast('i-1', zhao, 'yes'),
  decided('ItemAdopted', 'i-1', 1),
  { type: 'ItemPutOff', data: { itemId: 'i-2', cause: 'changed', current: 'b'.repeat(64) } },
  { type: 'MeetingClosed', data: { adopted: 1, votedDown: 0, putOff: 1 } },
];

export const recordDrawnUp: MeetingEvent = {
  type: 'RecordDrawnUp',
  data: { edition: 1, sha256: 'c'.repeat(64), remarks: '无更正', form: 2 },
};

export const recordSigned = (person: Membership['person'], count: number): MeetingEvent => ({
  type: 'RecordSigned',
  data: { sha256: 'c'.repeat(64), signatory: { ...person, post: '成员' }, count, of: 2 },
});
