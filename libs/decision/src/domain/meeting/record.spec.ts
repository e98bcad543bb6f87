import type { MeetingFacts } from './conduct.js';
import type { RecordFacts } from './signatories.js';
import { canonical } from '#event-sourcing';
import { asRecorded, commanded, givenDecider, type Past, informed } from '#event-sourcing/testing';
import {
  attended,
  ballotOf,
  by,
  cast,
  chair,
  closedMeeting,
  convened,
  drawnUp,
  facts,
  guest,
  nine,
  openMeetingOf,
  putOff,
  secretary,
  signedBy,
  stranger,
  takenUp,
  third,
  viewStated,
  voteOpened,
} from '../examples.js';
import { DrawUpRecord, IssueSummary, SignRecord } from './commands.js';
import type { MeetingEvent } from './events.js';
import { meeting } from './meeting.js';
import { recordOf } from './record.js';

const given = givenDecider(meeting);
const actor = by(secretary);
const sha256 = 'a'.repeat(64);
const drawingUp = (over: Partial<DrawUpRecord & RecordFacts> = {}) =>
  informed<DrawUpRecord, RecordFacts>(DrawUpRecord, { sha256, body: facts, actor, ...over });
const signing = (signatory: { id: string; name: string }, over: Partial<SignRecord> = {}) =>
  commanded(SignRecord, { sha256, actor: by(signatory), ...over });
const issuing = (over: Partial<IssueSummary & MeetingFacts> = {}) =>
  informed<IssueSummary, MeetingFacts>(IssueSummary, {
    documentNumber: '会纪〔2023〕3号',
    body: facts,
    actor,
    ...over,
  });
const five = nine.slice(0, 5);
const drawn = [...closedMeeting, drawnUp];
const signed = [...drawn, ...five.map((person, i) => signedBy(person, i + 1))];
const issued: MeetingEvent = {
  type: 'SummaryIssued',
  data: { documentNumber: '会纪〔2023〕3号', recordSha256: sha256 },
};

describe('the record', () => {
  it('is drawn up by the secretary, quietly once, and again with other remarks while nobody has signed', () => {
    given(...closedMeeting)
      .when(drawingUp())
      .thenEvents(drawnUp);
    given(...drawn)
      .when(drawingUp())
      .thenNothing();
    const other = 'b'.repeat(64);
    given(...drawn)
      .when(drawingUp({ sha256: other, remarks: '补记' }))
      .thenEvents({ type: 'RecordDrawnUp', data: { edition: 2, sha256: other, remarks: '补记', form: 2 } });
  });

  it('is drawn up by nobody else, but by the one who became secretary since', () => {
    given(...closedMeeting)
      .when(drawingUp({ actor: by(chair) }))
      .thenRefused('record.not-secretary', {
        rule: 'theSecretaryKeepsTheRecord',
        person: chair.name,
        secretary: secretary.name,
      });
    const successor = { id: 's2', name: '新秘书' };
    given(...closedMeeting)
      .when(drawingUp({ actor: by(successor), body: { ...facts, secretary: successor } }))
      .thenEvents(drawnUp);
  });

  it('is drawn up of a closed meeting only', () => {
    for (const past of [[convened], openMeetingOf(5)])
      given(...past)
        .when(drawingUp())
        .thenRefused('meeting.not-closed', { stage: past.length === 1 ? 'convened' : 'open' });
    given(convened, { type: 'MeetingCancelled', data: { title: '' } })
      .when(drawingUp())
      .thenRefused('meeting.cancelled');
    given().when(drawingUp()).thenRefused('meeting.unknown');
    given(...closedMeeting)
      .when(drawingUp({ sha256: '' }))
      .thenRefused('meeting.not-closed');
  });

  it('changes no more once somebody has signed', () => {
    given(...drawn, signedBy(third, 1))
      .when(drawingUp({ sha256: 'b'.repeat(64) }))
      .thenRefused('record.signed-already', { edition: 1, signatures: 1, of: 5 });
  });
});

describe('a signature', () => {
  it('is given by each who was present, with post and unit, quietly once', () => {
    given(...drawn, signedBy(chair, 1))
      .when(signing(third))
      .thenEvents({
        type: 'RecordSigned',
        data: { sha256, signatory: { ...third, post: '职务', unit: '单位' }, count: 2, of: 5 },
      });
    given(...drawn, signedBy(third, 1))
      .when(signing(third))
      .thenNothing();
  });

  it('may be given by whoever sat in, and does not count among those present', () => {
    const events = given(...drawn, signedBy(chair, 1))
      .when(signing(guest))
      .events();
    expect(events).toMatchObject([{ data: { signatory: guest, count: 1, of: 5 } }]);
  });

  it('is asked of all who were there for a while, and given by the keeper of the record as well', () => {
    const lived = [
      ...openMeetingOf(5),
      attended(third, 'absent', '离会'),
      attended(nine[6]!),
      ...closedMeeting.slice(-3),
    ];
    const events = (signatory: { id: string; name: string }) =>
      given(...lived, drawnUp)
        .when(signing(signatory))
        .events();
    expect(events(third)).toMatchObject([{ data: { signatory: third, count: 1, of: 6 } }]);
    expect(events(secretary)).toMatchObject([{ data: { signatory: secretary, count: 0, of: 6 } }]);
    const first: MeetingEvent = { type: 'RecordDrawnUp', data: { edition: 1, sha256 } };
    expect(
      given(...lived, first)
        .when(signing(chair))
        .events(),
    ).toMatchObject([{ data: { count: 1, of: 5 } }]);
  });

  it('is of the record in force', () => {
    given(...drawn)
      .when(signing(third, { sha256: 'b'.repeat(64) }))
      .thenRefused('record.other-hash', {
        rule: 'whatIsSignedIsTheRecordInForce',
        signed: 'b'.repeat(64),
        inForce: sha256,
        edition: 1,
      });
    given(...closedMeeting)
      .when(signing(third))
      .thenRefused('record.not-drawn-up', { meeting: '第三次会议' });
  });

  it('is given by nobody who was away, and for nobody else', () => {
    given(...drawn)
      .when(signing(nine[7]!))
      .thenRefused('record.not-attending', { rule: 'onlyThoseWhoAttendedSign', attendance: 'absent' });
    given(...drawn)
      .when(signing(stranger))
      .thenRefused('record.not-attending', { person: stranger.name });
    given(...drawn)
      .when(signing(third, { onBehalfOf: chair.id }))
      .thenRefused('record.delegated', { rule: 'aSignatureIsNeverDelegated', onBehalfOf: chair.id });
    given(...openMeetingOf(5))
      .when(signing(third))
      .thenRefused('meeting.not-closed');
  });
});

describe('the summary', () => {
  it('is issued from the record that all who were present have signed, quietly once', () => {
    given(...signed)
      .when(issuing())
      .thenEvents(issued);
    given(...signed, issued)
      .when(issuing())
      .thenNothing();
    given(...signed, issued)
      .when(issuing({ documentNumber: '会纪〔2023〕4号' }))
      .thenRefused('record.summary-issued', { documentNumber: '会纪〔2023〕3号' });
  });

  it('waits for every signature, and names those that are missing', () => {
    given(...drawn, signedBy(chair, 1), signedBy(guest, 1))
      .when(issuing())
      .thenRefused('record.signatures-missing', {
        rule: 'everybodyPresentHasSigned',
        missing: ['钱副主任', '孙委员', '李委员', '周委员'],
        signed: 1,
        of: 5,
      });
  });

  it('is issued by the secretary from a record that is there', () => {
    given(...signed)
      .when(issuing({ actor: by(third) }))
      .thenRefused('record.not-secretary', { person: third.name });
    given(...closedMeeting)
      .when(issuing())
      .thenRefused('record.not-drawn-up');
    given(...openMeetingOf(5))
      .when(issuing())
      .thenRefused('meeting.not-closed');
  });
});

describe('what the record says', () => {
  const stateOf = (past: readonly (Past<MeetingEvent> | MeetingEvent)[]) =>
    past.map((event, i) => asRecorded('meeting-x', event, i + 1)).reduce(meeting.evolve, meeting.initial)!;
  const voted = (ballot: 'named' | 'secret') => [
    ...openMeetingOf(5),
    takenUp(),
    voteOpened(five, ballot),
    ...five.map((voter) => (ballot === 'named' ? cast(voter, 'yes') : ballotOf(voter))),
    viewStated,
  ];

  it('is everything that happened, and the remarks', () => {
    expect(recordOf(stateOf(closedMeeting), { remarks: '补记' })).toMatchObject({
      title: '第三次会议',
      closedAt: '2023-11-20T08:00:00.000Z',
      chair,
      secretary,
      present: 5,
      quorum: 5,
      attendance: { length: 10 },
      items: [
        { number: 1, outcome: { way: 'put-off' } },
        { number: 2, outcome: { way: 'put-off' } },
      ],
      remarks: '补记',
    });
    expect(recordOf(stateOf([convened, attended(chair)]), {})).toBeUndefined();
  });

  it('tells of each item who was there, and who came and left', () => {
    const lived = [
      ...openMeetingOf(6),
      takenUp(),
      putOff('item-1'),
      attended(third, 'absent', '离会'),
      attended(nine[6]!),
      takenUp('item-2'),
      putOff('item-2'),
    ];
    const record = recordOf(stateOf(lived), { form: 2 })!;
    const presentAt = (i: number) =>
      record.items[i]!.attendance!.filter(({ attendance }) => attendance === 'present').map(
        ({ person }) => person.name,
      );
    expect(presentAt(0)).toEqual(nine.slice(0, 6).map(({ name }) => name));
    expect(presentAt(1)).toEqual([0, 1, 3, 4, 5, 6].map((i) => nine[i]!.name));
    expect(record.attendance.find(({ person }) => person.id === third.id)).toMatchObject({ attendance: 'present' });
    expect(record.movements!.map(({ person, attendance }) => [person.name, attendance])).toEqual([
      [third.name, 'absent'],
      [nine[6]!.name, 'present'],
    ]);
  });

  it('stays as it was in the first form, whatever later forms tell', () => {
    const record = recordOf(stateOf(closedMeeting), { remarks: '补记' })!;
    expect(canonical(record)).not.toContain('movements');
    expect(record.items.map(({ attendance }) => attendance)).toEqual([undefined, undefined]);
    expect(Object.keys(JSON.parse(canonical(record)))).toHaveLength(15);
  });

  it('is another with any other act, and the same whatever was signed or issued', () => {
    const textOf = (past: readonly (Past<MeetingEvent> | MeetingEvent)[], remarks?: string) =>
      canonical(recordOf(stateOf(past), { remarks, form: 2 }));
    const text = textOf(closedMeeting);
    const noted: MeetingEvent = { type: 'DiscussionNoted', data: { itemId: 'item-1', speaker: third, text: '同意' } };
    const others = [textOf(closedMeeting, '补记'), textOf([...openMeetingOf(5), noted, putOff('item-1')])];
    expect(others).not.toContain(text);
    expect(textOf([...signed, issued])).toBe(text);
  });

  it('names each choice of a named vote and none of a secret one', () => {
    const named = canonical(recordOf(stateOf(voted('named')), { form: 2 }));
    const secret = canonical(recordOf(stateOf(voted('secret')), { form: 2 }));
    expect(named.match(/"choice":"yes"/g)).toHaveLength(5);
    expect(secret).not.toContain('choice');
    expect(secret).not.toContain('sealed');
    expect(secret).toContain(third.name);
  });
});

describe('a meeting that was never convened', () => {
  it('stays none, whatever is told of it, and an unknown fact changes nothing', () => {
    const past = [...signed, issued].map((event, i) => asRecorded('meeting-x', event, i + 1));
    expect(past.slice(1).reduce(meeting.evolve, meeting.initial)).toBeUndefined();
    const state = stateOfAll(past);
    const unknown = { ...past[0]!, type: 'SomethingNew' } as unknown as (typeof past)[number];
    expect(meeting.evolve(state, unknown)).toBe(state);
  });
});

const stateOfAll = (past: Parameters<typeof meeting.evolve>[1][]) => past.reduce(meeting.evolve, meeting.initial);
