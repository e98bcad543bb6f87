import type { Actor } from '#event-sourcing';
import type { Past } from '#event-sourcing/testing';
import type { BodyEvent, Membership, Named } from './body/events.js';
import type { BodyFacts, SubjectFacts } from './meeting/conduct.js';
import type { Attendance, Choice, MeetingEvent, Recusal, Subject } from './meeting/events.js';
import { partyGroup } from './rules/presets.js';
import type { Ballot, MeetingRules, RuleSet } from './rules/rule-set.js';

/** Input of the specs: a body of nine, its secretary, guests, and the facts of one meeting. */
const names = ['赵主任', '钱副主任', '孙委员', '李委员', '周委员', '吴委员', '郑委员', '王委员', '冯委员'];

export const nine: readonly Named[] = names.map((name, i) => ({ id: `m${i + 1}`, name }));
export const [chair, vice, third, fourth, fifth] = nine as [Named, Named, Named, Named, Named];
export const secretary: Named = { id: 's1', name: '陈秘书' };
export const guest: Named = { id: 'g1', name: '褚列席' };
export const stranger: Named = { id: 'x1', name: '卫外人' };

/** An account of the person; nothing is decided on the account. */
export const by = ({ id, name }: Named): Actor => ({
  id: `account-${id}`,
  personId: id,
  name,
  post: '职务',
  unit: '单位',
  roles: [],
  client: 'spec',
});

const position = (i: number): Membership['position'] => (i === 0 ? 'chair' : i === 1 ? 'vice-chair' : 'member');

export const members: readonly Membership[] = nine.map((person, i) => ({
  person,
  position: position(i),
  from: '2023-01-01',
}));

/** As it is stored by bodies and meetings from before the chair stated a view ahead of the vote. */
export const firstPartyGroup: RuleSet = {
  ...partyGroup,
  version: 1,
  rules: { ...(partyGroup.rules as MeetingRules), chairStates: undefined },
};

export const theBody: Named = { id: 'b1', name: '巡察整改工作领导小组' };

export const established: BodyEvent = {
  type: 'BodyEstablished',
  data: {
    name: theBody.name,
    competence: ['plan', 'closure', 'long-term', 'other'],
    ruleSet: partyGroup,
    members,
    secretary,
  },
};

export const facts: BodyFacts = {
  ...theBody,
  dissolved: false,
  competence: ['plan', 'closure', 'long-term', 'other'],
  ruleSet: firstPartyGroup,
  entitled: members,
  chair,
  secretary,
};

export const withRules = (over: Partial<MeetingRules>, ruleSet: RuleSet = firstPartyGroup): RuleSet => ({
  ...ruleSet,
  rules: { ...(ruleSet.rules as MeetingRules), ...over },
});

export const subject = (id = 'i1', over: Partial<Subject> = {}): Subject => ({
  kind: 'issue',
  id,
  title: `问题${id}`,
  roundId: 'r1',
  contentHash: 'h1',
  position: '7',
  involved: [],
  ...over,
});

export const ready = (about = subject(), over: Partial<SubjectFacts> = {}): SubjectFacts => ({
  subject: about,
  way: { by: 'meeting', body: theBody },
  ...over,
});

export const convened: MeetingEvent = {
  type: 'MeetingConvened',
  data: { body: theBody, title: '第三次会议', heldOn: '2023-11-20', place: '一会议室' },
};

export const onAgenda = (number = 1, about: Subject = subject(`i${number}`)): MeetingEvent => ({
  type: 'ItemPutOnAgenda',
  data: { itemId: `item-${number}`, number, matter: 'closure', title: about.title, subject: about },
});

export const otherMatter: MeetingEvent = {
  type: 'ItemPutOnAgenda',
  data: { itemId: 'item-1', number: 1, matter: 'other', title: '其他事项' },
};

export const attended = (person: Named, attendance: Attendance = 'present', reason?: string): MeetingEvent => ({
  type: 'AttendanceRecorded',
  data: { person: { ...person, post: '职务', unit: '单位' }, attendance, reason },
});

/** The first so many of the nine are present, the others are absent. */
export const rollCall = (present: number): readonly MeetingEvent[] =>
  nine.map((person, i) => (i < present ? attended(person) : attended(person, 'absent', '出差')));

export const opened = (present: number, ruleSet: RuleSet = firstPartyGroup): MeetingEvent => ({
  type: 'MeetingOpened',
  data: { ruleSet, entitled: members, chair, secretary, present, quorum: 5 },
});

/** When what is done in the meeting is done: on its day. */
export const ON_ITS_DAY = '2023-11-20T01:00:00.000Z';

/** A meeting of the first so many with two items on its agenda. */
export const openMeetingOf = (present: number, ruleSet: RuleSet = firstPartyGroup): readonly MeetingEvent[] => [
  convened,
  onAgenda(1),
  onAgenda(2),
  ...rollCall(present),
  attended(guest, 'sitting-in'),
  opened(present, ruleSet),
];

export const takenUp = (itemId = 'item-1'): MeetingEvent => ({ type: 'ItemTakenUp', data: { itemId } });

export const voteOpened = (voters: readonly Named[], ballot: Ballot = 'named'): MeetingEvent => ({
  type: 'VoteOpened',
  data: { itemId: 'item-1', ballot, voters, seal: ballot === 'secret' ? { kty: 'OKP' } : undefined },
});

export const cast = (voter: Named, choice: Choice = 'yes'): MeetingEvent => ({
  type: 'VoteCast',
  data: { itemId: 'item-1', voter, choice },
});

export const ballotOf = (voter: Named): MeetingEvent => ({
  type: 'BallotCast',
  data: { itemId: 'item-1', voter, sealed: `sealed-${voter.id}` },
});

export const recused = (person: Named, cause: Recusal['cause'] = 'declared'): MeetingEvent => ({
  type: 'MemberRecused',
  data: { itemId: 'item-1', person, cause, reason: '本人亲属' },
});

export const viewStated: MeetingEvent = { type: 'ChairViewStated', data: { itemId: 'item-1', chair, text: '同意' } };

export const putOff = (itemId: string): MeetingEvent => ({
  type: 'ItemPutOff',
  data: { itemId, cause: 'by-the-body' },
});

export const adopted: MeetingEvent = {
  type: 'ItemAdopted',
  data: {
    itemId: 'item-1',
    number: 1,
    matter: 'closure',
    title: '问题i1',
    body: theBody,
    meeting: { id: 'x', name: '第三次会议' },
    result: {
      entitled: 9,
      present: 6,
      recused: 0,
      yes: 6,
      no: 0,
      abstain: 0,
      needed: 5,
      ballot: 'named',
      ruleSet: { key: 'party-group', version: 1, title: '党组工作条例' },
      explanation: { zh: '通过', en: 'adopted' },
    },
  },
};

const closing: MeetingEvent = { type: 'MeetingClosed', data: { adopted: 0, votedDown: 0, putOff: 2 } };

/** Closed on its day, both items put off. */
export const closedMeeting: readonly (Past<MeetingEvent> | MeetingEvent)[] = [
  ...openMeetingOf(5),
  putOff('item-1'),
  putOff('item-2'),
  { event: closing, at: '2023-11-20T08:00:00.000Z' },
];

export const drawnUp: MeetingEvent = { type: 'RecordDrawnUp', data: { edition: 1, sha256: 'a'.repeat(64), form: 2 } };

export const signedBy = (person: Named, count: number): MeetingEvent => ({
  type: 'RecordSigned',
  data: { sha256: 'a'.repeat(64), signatory: person, count, of: 5 },
});
