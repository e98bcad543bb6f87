import type { AttendanceFacts } from './attendance.js';
import type { MeetingFacts } from './conduct.js';
import { givenDecider, informed } from '#event-sourcing/testing';
import {
  adopted,
  ON_ITS_DAY,
  attended,
  by,
  cast,
  chair,
  closedMeeting,
  convened,
  facts,
  fifth,
  fourth,
  guest,
  members,
  nine,
  onAgenda,
  opened,
  openMeetingOf,
  rollCall,
  secretary,
  stranger,
  takenUp,
  theBody,
  third,
  vice,
  voteOpened,
} from '../examples.js';
import { partyGroup, signOffs, simpleMajority } from '../rules/presets.js';
import { type AttendanceBody, OpenMeeting, RecordAttendance } from './commands.js';
import { meeting } from './meeting.js';

const given = givenDecider(meeting);
const actor = by(secretary);
const people = new Map(
  [...nine, secretary, guest, stranger].map((person) => [person.id, { ...person, post: '职务', unit: '单位' }]),
);
const calling = (entries: AttendanceBody[], over: Partial<RecordAttendance & AttendanceFacts> = {}) =>
  informed<RecordAttendance, AttendanceFacts>(RecordAttendance, { entries, people, body: facts, actor, ...over });
const opening = (over: Partial<OpenMeeting & MeetingFacts> = {}) =>
  informed<OpenMeeting, MeetingFacts>(OpenMeeting, { body: facts, actor, issuedAt: ON_ITS_DAY, ...over });
const five = nine.slice(0, 5);
const leaves = ({ id }: { id: string }) => ({ personId: id, attendance: 'absent' as const, reason: '离会' });
const present = { personId: third.id, attendance: 'present' as const };

describe('the roll call', () => {
  it('records everybody by name with post and unit', () => {
    const entries = [
      present,
      { personId: guest.id, attendance: 'sitting-in' as const },
      { personId: fourth.id, attendance: 'absent' as const, reason: '出差' },
      { personId: fifth.id, attendance: 'recused' as const, reason: '亲属' },
    ];
    given(convened)
      .when(calling(entries))
      .thenEvents(
        attended(third),
        attended(guest, 'sitting-in'),
        attended(fourth, 'absent', '出差'),
        attended(fifth, 'recused', '亲属'),
      );
  });

  it('records what changed only, and stays quiet when nothing did', () => {
    given(convened, attended(third), attended(fourth, 'absent', '出差'))
      .when(calling([present, { personId: fourth.id, attendance: 'present' }]))
      .thenEvents(attended(fourth));
    given(convened, attended(third))
      .when(calling([present]))
      .thenNothing();
  });

  it('is kept by secretary or chair', () => {
    given(convened)
      .when(calling([present], { actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair', { person: third.name });
  });

  it('refuses a person listed twice, and one whom nobody knows', () => {
    given(convened)
      .when(calling([present, { ...present, attendance: 'absent', reason: '病假' }]))
      .thenRefused('meeting.attendance-twice', { rule: 'nobodyIsCalledTwice', persons: [third.name] });
    given(convened)
      .when(calling([{ ...present, personId: 'nobody' }]))
      .thenRefused('person.unknown', { field: 'entries[0].personId', id: 'nobody' });
  });

  it('refuses a guest as present and a member as sitting in', () => {
    given(convened)
      .when(calling([{ personId: guest.id, attendance: 'present' }]))
      .thenRefused('meeting.present-not-entitled', {
        rule: 'onlyEntitledMembersArePresent',
        persons: [guest.name],
        entitled: 9,
      });
    given(convened)
      .when(calling([{ personId: third.id, attendance: 'sitting-in' }]))
      .thenRefused('meeting.sitting-in-entitled', { rule: 'noEntitledMemberSitsIn', persons: [third.name] });
  });

  it.each(['absent', 'recused'] as const)('refuses %s without a reason', (attendance) => {
    given(convened)
      .when(calling([{ personId: third.id, attendance }]))
      .thenRefused('meeting.attendance-without-reason', {
        rule: 'absenceAndRecusalHaveAReason',
        persons: [third.name],
      });
  });

  it('changes in the open meeting as people come and go, by the members frozen at the opening', () => {
    const late = calling([{ personId: nine[5]!.id, attendance: 'present' }], { body: { ...facts, entitled: [] } });
    given(...openMeetingOf(5))
      .when(late)
      .thenEvents(attended(nine[5]!));
    given(...openMeetingOf(6), takenUp(), voteOpened(nine.slice(0, 6)), adopted)
      .when(calling([leaves(third), leaves(fourth)]))
      .thenEvents(attended(third, 'absent', '离会'), attended(fourth, 'absent', '离会'));
  });

  it('stands while a vote is open: nobody with a seat comes, and whoever has voted stays', () => {
    const voting = [...openMeetingOf(5), takenUp(), voteOpened(five), cast(third)];
    given(...voting)
      .when(calling([{ personId: nine[5]!.id, attendance: 'present' }]))
      .thenRefused('meeting.attendance-during-vote', {
        rule: 'attendanceStandsWhileAVoteIsOpen',
        number: 1,
        persons: [nine[5]!.name],
      });
    given(...voting)
      .when(calling([leaves(third)], { actor: by(chair) }))
      .thenRefused('meeting.attendance-during-vote', { persons: [third.name] });
    given(...voting)
      .when(calling([present]))
      .thenNothing();
    given(...voting)
      .when(calling([{ personId: stranger.id, attendance: 'sitting-in' }]))
      .thenEvents(attended(stranger, 'sitting-in'));
  });

  it('lets a member leave who has not voted, by the word of whoever presides', () => {
    const voting = [...openMeetingOf(5), takenUp(), voteOpened(five)];
    given(...voting)
      .when(calling([leaves(third)], { actor: by(chair) }))
      .thenEvents(attended(third, 'absent', '离会'));
    given(...voting)
      .when(calling([leaves(third)]))
      .thenRefused('meeting.leaving-during-vote', {
        rule: 'onlyWhoPresidesLetsAVoterLeave',
        number: 1,
        persons: [third.name],
        presides: chair.name,
      });
  });

  it('keeps one who may preside in the meeting', () => {
    given(...openMeetingOf(5))
      .when(calling([leaves(chair)]))
      .thenEvents(attended(chair, 'absent', '离会'));
    given(...openMeetingOf(5), attended(chair, 'absent', '离会'))
      .when(calling([leaves(vice)]))
      .thenRefused('meeting.presiding-leaves', {
        rule: 'somebodyStaysToPreside',
        chair: chair.name,
        viceChairs: [vice.name],
      });
    given(...openMeetingOf(5))
      .when(calling([leaves(chair), leaves(vice)]))
      .thenRefused('meeting.presiding-leaves');
  });

  it('is over when the meeting is', () => {
    given(...closedMeeting)
      .when(calling([present]))
      .thenRefused('meeting.closed');
    given()
      .when(calling([present]))
      .thenRefused('meeting.unknown');
    given(convened)
      .when(calling([present], { body: { ...facts, dissolved: true } }))
      .thenRefused('body.dissolved');
  });
});

describe('a meeting that is called', () => {
  const called = (count: number) => given(convened, onAgenda(1), ...rollCall(count));

  it('is opened with rules, members, chair and secretary as they are, and the quorum', () => {
    called(5).when(opening()).thenEvents(opened(5));
    called(9)
      .when(opening({ actor: by(chair) }))
      .thenEvents(opened(9));
  });

  it('stays quiet when it is open', () => {
    given(...openMeetingOf(5))
      .when(opening())
      .thenNothing();
  });

  it.each([
    [partyGroup, 4, 5],
    [simpleMajority, 4, 5],
    [simpleMajority, 0, 5],
  ])('is refused without quorum', (ruleSet, count, needed) => {
    called(count)
      .when(opening({ body: { ...facts, ruleSet } }))
      .thenRefused('meeting.no-quorum', { rule: 'enoughMembersArePresent', entitled: 9, present: count, needed });
  });

  it('takes the half of ten, or more than the half, as the rules say', () => {
    const ten = [...members, { person: stranger, position: 'member' as const, from: '2023-01-01' }];
    const halfOf = given(convened, onAgenda(1), ...rollCall(5), attended(stranger, 'absent', '病假'));
    expect(halfOf.when(opening({ body: { ...facts, entitled: ten } })).events()).toHaveLength(1);
    halfOf
      .when(opening({ body: { ...facts, entitled: ten, ruleSet: simpleMajority } }))
      .thenRefused('meeting.no-quorum', {
        entitled: 10,
        present: 5,
        needed: 6,
        source: '本单位议事规则：过半数成员到会',
      });
  });

  it('is refused while a member is missing from the roll call', () => {
    given(convened, onAgenda(1), ...rollCall(9).slice(0, 7))
      .when(opening())
      .thenRefused('meeting.roll-call-incomplete', {
        rule: 'everyEntitledMemberIsCalled',
        missing: ['王委员', '冯委员'],
        entitled: 9,
        recorded: 7,
      });
  });

  it('is refused when the body has changed under the roll call', () => {
    called(9)
      .when(opening({ body: { ...facts, entitled: members.filter(({ person }) => person !== third) } }))
      .thenRefused('meeting.present-not-entitled', { persons: [third.name], entitled: 8 });
    const joined = [...members, { person: guest, position: 'member' as const, from: '2023-01-01' }];
    given(convened, onAgenda(1), ...rollCall(9), attended(guest, 'sitting-in'))
      .when(opening({ body: { ...facts, entitled: joined } }))
      .thenRefused('meeting.sitting-in-entitled', { persons: [guest.name], entitled: 10 });
  });

  it('is refused ahead of its day', () => {
    const command = (issuedAt: string) => opening({ issuedAt });
    called(9).when(command('2023-11-19T15:59:59.999Z')).thenRefused('meeting.ahead-of-day', {
      rule: 'aMeetingIsNotOpenedAheadOfItsDay',
      heldOn: '2023-11-20',
      today: '2023-11-19',
    });
    expect(called(9).when(command('2023-11-19T16:00:00.000Z')).events()).toHaveLength(1);
  });

  it('is refused with nothing on its agenda', () => {
    given(convened, ...rollCall(9))
      .when(opening())
      .thenRefused('meeting.agenda-empty', { rule: 'thereIsSomethingOnTheAgenda', items: 0 });
  });

  it('is refused with an item that the body is competent for no longer', () => {
    called(9)
      .when(opening({ body: { ...facts, competence: ['plan'] } }))
      .thenRefused('body.not-competent', {
        rule: 'theBodyIsStillCompetentForEachItem',
        items: [{ number: 1, matter: 'closure' }],
        competence: ['plan'],
      });
  });

  it('is presided over by a vice-chair when the chair is away, and by nobody else', () => {
    const away = attended(chair, 'absent', '出差');
    expect(
      given(convened, onAgenda(1), ...rollCall(9), away)
        .when(opening())
        .events(),
    ).toMatchObject([{ data: { chair: vice, present: 8 } }]);
    given(convened, onAgenda(1), ...rollCall(9), away, attended(vice, 'absent', '出差'))
      .when(opening())
      .thenRefused('meeting.nobody-presides', { chair: chair.name, viceChairs: [vice.name] });
  });

  it('is refused to anybody else, of a dissolved body and of one that signs off now', () => {
    called(9)
      .when(opening({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair');
    called(9)
      .when(opening({ body: { ...facts, dissolved: true } }))
      .thenRefused('body.dissolved', { body: theBody.name });
    called(9)
      .when(opening({ body: { ...facts, ruleSet: signOffs(2) } }))
      .thenRefused('meeting.body-signs-off', { required: 2 });
    given().when(opening()).thenRefused('meeting.unknown');
    given(...closedMeeting)
      .when(opening())
      .thenRefused('meeting.closed');
  });
});
