import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import type { Named } from '../body/events.js';
import {
  attended,
  by,
  chair,
  convened,
  drawnUp,
  facts,
  fifth,
  fourth,
  guest,
  nine,
  onAgenda,
  opened,
  openMeetingOf,
  putOff,
  ready,
  rollCall,
  secretary,
  signedBy,
  subject,
  takenUp,
  third,
  vice,
  voteOpened,
  withRules,
} from '../examples.js';
import { partyGroup, simpleMajority } from '../rules/presets.js';
import type { RuleSet } from '../rules/rule-set.js';
import { CancelMeeting, CloseMeeting, OpenVote, PutOffItem, RecordItem, SignRecord } from './commands.js';
import type { Choice, ItemRecorded, MeetingEvent } from './events.js';
import type { ItemFacts, MeetingFacts } from './conduct.js';
import type { RecordingFacts } from './recording.js';
import type { VoteFacts } from './balloting.js';
import { meeting } from './meeting.js';
import { recordOf } from './record.js';

const given = givenDecider(meeting);
const people = new Map(
  [...nine, guest].map((person) => [person.id, { ...person, post: '职务', unit: '单位' }] as const),
);
const hand = ({ id }: Named, choice: Choice = 'yes') => ({ personId: id, choice });
const five = nine.slice(0, 5);
const recording = (over: Partial<RecordItem & RecordingFacts> = {}) =>
  informed<RecordItem, RecordingFacts>(RecordItem, {
    itemId: 'item-1',
    discussion: [{ speakerId: vice.id, text: '同意销号' }],
    chairView: '同意',
    votes: five.map((one) => hand(one)),
    current: ready(),
    people,
    actor: by(secretary),
    ...over,
  });
const signing = (signatory: Named) => commanded(SignRecord, { sha256: 'a'.repeat(64), actor: by(signatory) });
const open = openMeetingOf(5, partyGroup);
const recordedBy = (past: readonly MeetingEvent[], over: Partial<RecordItem & RecordingFacts> = {}): ItemRecorded =>
  given(...past)
    .when(recording(over))
    .events()
    .at(-1) as ItemRecorded;
/** Entered, closed, the other item put off, and the record drawn up. */
const closedWith = (recorded: MeetingEvent, past: readonly MeetingEvent[] = open): MeetingEvent[] => [
  ...past,
  recorded,
  putOff('item-2'),
  { type: 'MeetingClosed', data: { adopted: 0, votedDown: 0, putOff: 1, toConfirm: 1 } },
  drawnUp,
];
/** What the signature of the last of them decides. */
const decidedBy = (past: readonly MeetingEvent[], signatories: readonly Named[]): string[] => {
  const before = signatories.slice(0, -1).map((person, i) => signedBy(person, i + 1));
  return given(...past, ...before)
    .when(signing(signatories.at(-1)!))
    .events()
    .map(({ type }) => type);
};

describe('an item that is entered as it went in the room', () => {
  it('holds what was said, who stood aside, the view of the chair, and the votes with their numbers', () => {
    const recorded = recordedBy(openMeetingOf(6, partyGroup), {
      recusals: [{ personId: third.id, reason: '本人亲属' }],
      votes: [hand(chair), hand(vice), hand(fourth, 'no'), hand(fifth, 'abstain'), hand(nine[5]!)],
    });
    expect(recorded).toMatchObject({
      type: 'ItemRecorded',
      data: {
        itemId: 'item-1',
        discussion: [{ speaker: vice, text: '同意销号' }],
        recusals: [{ person: third, cause: 'recorded', reason: '本人亲属' }],
        chairView: { chair, text: '同意' },
        voters: [chair, vice, fourth, fifth, nine[5]],
        adopted: false,
        result: { entitled: 9, present: 5, recused: 1, yes: 3, no: 1, abstain: 1, needed: 5, ballot: 'show-of-hands' },
      },
    });
    expect(recorded.data.result.votes).toContainEqual({ person: fourth, choice: 'no' });
  });

  it('decides nothing by itself: it is an event of its own', () => {
    expect(
      given(...open)
        .when(recording())
        .events()
        .map(({ type }) => type),
    ).toEqual(['ItemRecorded']);
  });

  it('takes who came and left before it along', () => {
    const events = given(...openMeetingOf(6, partyGroup))
      .when(
        recording({
          attendance: [
            { personId: third.id, attendance: 'absent', reason: '离会' },
            { personId: guest.id, attendance: 'absent', reason: '离会' },
          ],
          votes: [chair, vice, fourth, fifth, nine[5]!].map((one) => hand(one)),
        }),
      )
      .events();
    expect(events.slice(0, 2)).toEqual([attended(third, 'absent', '离会'), attended(guest, 'absent', '离会')]);
    expect(events[2]).toMatchObject({ data: { voters: [chair, vice, fourth, fifth, nine[5]] } });
  });

  it('is entered anew until the meeting closes, quietly when it is the same', () => {
    const first = recordedBy(open);
    given(...open, first)
      .when(recording())
      .thenNothing();
    const anew = recordedBy([...open, first], { votes: [hand(chair, 'no'), ...five.slice(1).map((one) => hand(one))] });
    expect(anew.data).toMatchObject({ adopted: false, result: { yes: 4 } });
    expect(anew.data.discussion).toHaveLength(1);
  });

  it('is entered by secretary or chair, of an item that is open and no other is dealt with', () => {
    given(...open)
      .when(recording({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair');
    given(...open, takenUp('item-2'))
      .when(recording())
      .thenRefused('item.another-taken-up', { number: 2 });
    given(...open, putOff('item-1'))
      .when(recording())
      .thenRefused('item.decided-already', { outcome: 'put-off' });
    given(...open, takenUp(), voteOpened(five))
      .when(recording())
      .thenRefused('item.vote-opened');
    given(convened).when(recording()).thenRefused('meeting.not-open');
    given(...open)
      .when(recording({ itemId: 'item-9' }))
      .thenRefused('item.not-on-agenda');
  });

  it('names each member who has a vote once, and nobody else', () => {
    given(...open)
      .when(recording({ votes: [hand(chair), hand(chair), hand(vice), hand(third), hand(guest)] }))
      .thenRefused('vote.hands-miscounted', {
        rule: 'everyVoterIsCountedOnce',
        voters: 5,
        missing: [fourth.name, fifth.name],
        withoutVote: [guest.name],
        twice: [chair.name],
      });
  });

  it('is refused where the rules know no show of hands, and says what they know', () => {
    given(...openMeetingOf(5, withRules({ ballots: ['named'] }, partyGroup)))
      .when(recording())
      .thenRefused('vote.ballot-not-allowed', { ballot: 'show-of-hands', allowed: ['named'] });
  });

  it('keeps the order of speaking: others first, the chair last', () => {
    given(...open)
      .when(recording({ discussion: [] }))
      .thenRefused('item.others-not-heard', { chair: chair.name });
    given(...open)
      .when(recording({ chairView: undefined }))
      .thenRefused('item.chair-view-missing', { chair: chair.name });
    expect(recordedBy(openMeetingOf(5, simpleMajority), { discussion: [], chairView: undefined }).data.adopted).toBe(
      true,
    );
  });

  it('is refused with a speaker who is away or recused, one recused who is away, a changed thing, or too few', () => {
    given(...open)
      .when(recording({ discussion: [{ speakerId: nine[7]!.id, text: '同意' }] }))
      .thenRefused('item.speaker-not-attending');
    given(...open)
      .when(recording({ recusals: [{ personId: vice.id, reason: '亲属' }] }))
      .thenRefused('item.speaker-recused', { speaker: vice.name });
    given(...open)
      .when(recording({ recusals: [{ personId: nine[7]!.id, reason: '亲属' }] }))
      .thenRefused('item.recusal-not-present');
    given(...open)
      .when(recording({ current: ready(subject('i1', { contentHash: 'h2' })) }))
      .thenRefused('item.changed-since-pinned');
    given(...open)
      .when(recording({ recusals: [{ personId: third.id, reason: '亲属' }] }))
      .thenRefused('item.no-quorum', { present: 4, needed: 5 });
  });

  it('leaves out by rule whoever worked on the thing', () => {
    const past = [
      convened,
      onAgenda(1, subject('i1', { involved: [third.id] })),
      ...rollCall(6),
      opened(6, partyGroup),
    ];
    const votes = [chair, vice, fourth, fifth, nine[5]!].map((one) => hand(one));
    expect(recordedBy(past, { votes }).data).toMatchObject({
      recusals: [{ person: third, cause: 'involved' }],
      adopted: true,
    });
  });

  it('is neither voted on nor put off besides, and keeps the meeting from being cancelled but not from closing', () => {
    const past = [...open, recordedBy(open)];
    given(...past)
      .when(informed<PutOffItem, ItemFacts>(PutOffItem, { itemId: 'item-1', actor: by(secretary) }))
      .thenRefused('item.recorded-already', { number: 1, yes: 5, needed: 5 });
    given(...past)
      .when(informed<OpenVote, VoteFacts>(OpenVote, { itemId: 'item-1', ballot: 'named', actor: by(secretary) }))
      .thenRefused('item.recorded-already');
    given(...past)
      .when(informed<CancelMeeting, MeetingFacts>(CancelMeeting, { reason: '改期', body: facts, actor: by(secretary) }))
      .thenRefused('meeting.vote-begun', { items: [1] });
    given(...past, putOff('item-2'))
      .when(informed<CloseMeeting, MeetingFacts>(CloseMeeting, { body: facts, actor: by(secretary) }))
      .thenEvents({ type: 'MeetingClosed', data: { adopted: 0, votedDown: 0, putOff: 1, toConfirm: 1 } });
  });
});

describe('a show of hands', () => {
  const adopted = closedWith(recordedBy(open));

  it('is decided when so many have signed the record as had to vote for it, and not before', () => {
    expect(decidedBy(adopted, [secretary])).toEqual(['RecordSigned']);
    expect(decidedBy(adopted, [chair, vice, third, fourth])).toEqual(['RecordSigned']);
    expect(decidedBy(adopted, [chair, vice, third, fourth, fifth])).toEqual(['RecordSigned', 'ItemAdopted']);
    expect(decidedBy(adopted, [chair, vice, third, fourth, guest])).toEqual(['RecordSigned']);
  });

  it('is decided once, on what was put to the meeting', () => {
    const [, decision] = given(...adopted, ...[chair, vice, third, fourth].map((one, i) => signedBy(one, i + 1)))
      .when(signing(fifth))
      .events();
    expect(decision).toMatchObject({
      type: 'ItemAdopted',
      data: { itemId: 'item-1', subject: subject('i1'), meeting: { name: '第三次会议' }, result: { yes: 5 } },
    });
    const done = [...adopted, ...five.map((one, i) => signedBy(one, i + 1)), decision!];
    expect(
      given(...done)
        .when(signing(guest))
        .events(),
    ).toHaveLength(1);
  });

  it('by which an item failed is decided when those who did not vote for it leave too few', () => {
    const votes = [hand(chair), hand(vice), hand(third, 'no'), hand(fourth, 'no'), hand(fifth, 'abstain')];
    const failed = closedWith(recordedBy(open, { votes }));
    expect(decidedBy(failed, [chair, vice, third])).toEqual(['RecordSigned', 'ItemVotedDown']);
    expect(decidedBy(failed, [third, fourth])).toEqual(['RecordSigned']);
    expect(decidedBy(failed, [chair, vice])).toEqual(['RecordSigned']);
  });

  it('is not helped by members entered as standing aside who do not say so by their signature', () => {
    const rules: RuleSet = withRules({ passing: { ...simpleMajorityOf('present') } }, simpleMajority);
    const past = openMeetingOf(9, rules);
    const aside = nine.slice(4, 7).map(({ id }) => ({ personId: id, reason: '亲属' }));
    const voters = [...nine.slice(0, 4), ...nine.slice(7)];
    const recorded = recordedBy(past, {
      recusals: aside,
      votes: voters.map((one, i) => hand(one, i < 4 ? 'yes' : 'no')),
    });
    expect(recorded.data).toMatchObject({ adopted: true, result: { yes: 4, needed: 4 } });
    const closed = closedWith(recorded, past);
    expect(decidedBy(closed, nine.slice(0, 4))).toEqual(['RecordSigned']);
    expect(decidedBy(closed, [...nine.slice(0, 4), nine[4]!])).toEqual(['RecordSigned']);
    expect(decidedBy(closed, [...nine.slice(0, 4), nine[4]!, nine[5]!])).toEqual(['RecordSigned', 'ItemAdopted']);
  });

  it('is never decided by one alone, whatever the rules that are stored', () => {
    const alone = withRules(
      { passing: { ...simpleMajorityOf('present'), numerator: 0, inclusive: true } },
      simpleMajority,
    );
    const past = openMeetingOf(5, alone);
    const votesOf = (yes: number) => five.map((one, i) => hand(one, i < yes ? 'yes' : 'no'));
    expect(recordedBy(past, { votes: votesOf(1) }).data).toMatchObject({ adopted: false, result: { needed: 2 } });
    const closed = closedWith(recordedBy(past, { votes: votesOf(2) }), past);
    expect(decidedBy(closed, [secretary, chair])).toEqual(['RecordSigned']);
    expect(decidedBy(closed, [chair, vice])).toEqual(['RecordSigned', 'ItemAdopted']);
  });

  it('stands in the record as it was entered, before and after it is decided', () => {
    const past = [...adopted, ...five.slice(0, 4).map((one, i) => signedBy(one, i + 1))];
    const before = given(...past.slice(0, -1))
      .when(signing(fourth))
      .state()!;
    const after = given(...past)
      .when(signing(fifth))
      .state()!;
    expect(after.items[0]!.outcome).toMatchObject({ way: 'adopted' });
    expect(recordOf(after, { form: 2 })).toEqual(recordOf(before, { form: 2 }));
    expect(recordOf(after, { form: 2 })!.items[0]).toMatchObject({
      discussion: [{ speaker: vice }],
      chairView: { chair },
      vote: { ballot: 'show-of-hands', cast: { length: 5 } },
      outcome: { way: 'adopted' },
    });
  });
});

function simpleMajorityOf(of: 'present') {
  return { numerator: 1, denominator: 2, inclusive: false, source: 'spec', of } as const;
}
