import { commanded, givenDecider } from '#event-sourcing/testing';
import {
  attended,
  by,
  cast,
  chair,
  closedMeeting,
  convened,
  fifth,
  guest,
  nine,
  openMeetingOf,
  putOff,
  recused,
  secretary,
  stranger,
  takenUp,
  third,
  vice,
  viewStated,
  voteOpened,
  withRules,
} from '../examples.js';
import type { Named } from '../body/events.js';
import { partyGroup } from '../rules/presets.js';
import { NoteDiscussion, RecuseMember, StateChairView, TakeUpItem } from './commands.js';
import type { MeetingEvent } from './events.js';
import { meeting } from './meeting.js';

const given = givenDecider(meeting);
const actor = by(secretary);
const takingUp = (over: Partial<TakeUpItem> = {}) => commanded(TakeUpItem, { itemId: 'item-1', actor, ...over });
const noting = (over: Partial<NoteDiscussion> = {}) =>
  commanded(NoteDiscussion, { itemId: 'item-1', speakerId: third.id, text: '同意销号', actor, ...over });
const recusing = (over: Partial<RecuseMember> = {}) =>
  commanded(RecuseMember, { itemId: 'item-1', personId: third.id, reason: '本人亲属', actor: by(chair), ...over });
const moved = (by: Named, person: Named = third): MeetingEvent => ({
  type: 'RecusalMoved',
  data: { itemId: 'item-1', person, by, reason: '本人亲属' },
});
const stating = (over: Partial<StateChairView> = {}) =>
  commanded(StateChairView, { itemId: 'item-1', text: '同意', actor: by(chair), ...over });
const noted = (speaker = third): MeetingEvent => ({
  type: 'DiscussionNoted',
  data: { itemId: 'item-1', speaker, text: '同意销号' },
});
const open = openMeetingOf(5);
const dealing = [...open, takenUp()];
const voters = nine.slice(0, 5);
const othersVoted = [...dealing, voteOpened(voters), ...voters.slice(1).map((one) => cast(one))];
const dealingNow = [...openMeetingOf(5, partyGroup), takenUp()];
const anyOrder = withRules({ chairSpeaksLast: false });

describe('items', () => {
  it('are taken up one by one, quietly once', () => {
    given(...open)
      .when(takingUp())
      .thenEvents(takenUp());
    given(...dealing)
      .when(takingUp())
      .thenNothing();
    given(...dealing)
      .when(takingUp({ itemId: 'item-2' }))
      .thenRefused('item.another-taken-up', { rule: 'itemsAreDealtWithOneByOne', number: 1, title: '问题i1' });
    given(...dealing, putOff('item-1'))
      .when(takingUp({ itemId: 'item-2' }))
      .thenEvents(takenUp('item-2'));
  });

  it('are those on the agenda, undecided, in an open meeting', () => {
    given(...open)
      .when(takingUp({ itemId: 'item-9' }))
      .thenRefused('item.not-on-agenda', { itemId: 'item-9', agenda: [1, 2] });
    given(...open, putOff('item-1'))
      .when(takingUp())
      .thenRefused('item.decided-already', { number: 1, outcome: 'put-off' });
    given(convened).when(takingUp()).thenRefused('meeting.not-open', { stage: 'convened' });
    given(...closedMeeting)
      .when(takingUp())
      .thenRefused('meeting.closed');
    given().when(takingUp()).thenRefused('meeting.unknown');
    given(...open)
      .when(takingUp({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair', { person: third.name });
  });
});

describe('what is said on an item', () => {
  it('is noted of those who are present or sit in, quietly once', () => {
    given(...dealing)
      .when(noting())
      .thenEvents(noted());
    given(...dealing)
      .when(noting({ speakerId: guest.id }))
      .thenEvents(noted(guest));
    given(...dealing, noted())
      .when(noting())
      .thenNothing();
    expect(
      given(...dealing, noted(), noted(guest))
        .when(noting())
        .events(),
    ).toHaveLength(1);
  });

  it('is noted of nobody who is away or not called at all', () => {
    given(...dealing)
      .when(noting({ speakerId: nine[6]!.id }))
      .thenRefused('item.speaker-not-attending', {
        rule: 'onlyThoseWhoAttendSpeak',
        speaker: '郑委员',
        attendance: 'absent',
      });
    given(...dealing)
      .when(noting({ speakerId: stranger.id }))
      .thenRefused('item.speaker-not-attending', { speakerId: stranger.id });
  });

  it('is noted of nobody who is recused', () => {
    given(...dealing, recused(third))
      .when(noting())
      .thenRefused('item.speaker-recused', { rule: 'whoeverIsRecusedHasLeft', speaker: third.name, number: 1 });
  });

  it('is noted of nobody after the chair has spoken last, where the rules ask for it', () => {
    given(...othersVoted, viewStated)
      .when(noting())
      .thenRefused('item.chair-spoke-last', {
        rule: 'nobodySpeaksAfterTheChair',
        chair: chair.name,
        speaker: third.name,
      });
    expect(
      given(...othersVoted, viewStated)
        .when(noting({ speakerId: chair.id }))
        .events(),
    ).toHaveLength(1);
    expect(
      given(...openMeetingOf(5, anyOrder), takenUp(), viewStated)
        .when(noting())
        .events(),
    ).toHaveLength(1);
  });

  it('is noted by secretary or chair, on the item that is taken up', () => {
    given(...dealing)
      .when(noting({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair');
    given(...dealing)
      .when(noting({ itemId: 'item-2' }))
      .thenRefused('item.not-taken-up', { number: 2 });
    given(...open, putOff('item-1'))
      .when(noting())
      .thenRefused('item.decided-already');
    given(...dealing)
      .when(noting({ itemId: 'item-9' }))
      .thenRefused('item.not-on-agenda');
    given().when(noting()).thenRefused('meeting.unknown');
  });
});

describe('a member with a stake in an item', () => {
  it('recuses themselves, quietly once', () => {
    given(...dealing)
      .when(recusing({ actor: by(third) }))
      .thenEvents(recused(third));
    given(...dealing, recused(third))
      .when(recusing({ actor: by(third) }))
      .thenNothing();
  });

  it('is recused by more than half of the other members present, and by nobody alone', () => {
    given(...dealing)
      .when(recusing({ actor: by(chair) }))
      .thenEvents(moved(chair));
    given(...dealing, moved(chair))
      .when(recusing({ actor: by(chair) }))
      .thenNothing();
    given(...dealing, moved(chair), moved(vice))
      .when(recusing({ actor: by(fifth) }))
      .thenEvents(moved(fifth), recused(third, 'decided'));
    given(...openMeetingOf(2, anyOrder), takenUp())
      .when(recusing({ personId: vice.id, actor: by(chair) }))
      .thenEvents(moved(chair, vice));
  });

  it('is never recused by who keeps the record, sits in, is away or stands aside', () => {
    for (const somebody of [secretary, guest, nine[6]!])
      given(...dealing)
        .when(recusing({ actor: by(somebody) }))
        .thenRefused('item.recusal-by-another', {
          rule: 'anotherIsRecusedByMembersPresent',
          person: somebody.name,
          number: 1,
        });
    given(...dealing, recused(fifth))
      .when(recusing({ actor: by(fifth) }))
      .thenRefused('item.recusal-by-another');
  });

  it('is a member, and present', () => {
    given(...dealing)
      .when(recusing({ personId: guest.id }))
      .thenRefused('item.recusal-not-present', {
        rule: 'onlyAPresentMemberRecuses',
        person: guest.name,
        attendance: 'sitting-in',
      });
    given(...dealing)
      .when(recusing({ personId: nine[6]!.id }))
      .thenRefused('item.recusal-not-present', { attendance: 'absent' });
  });

  it('recuses before the vote, not after', () => {
    given(...dealing, voteOpened(voters))
      .when(recusing())
      .thenRefused('item.vote-opened', { number: 1, voters: 5, cast: 0 });
    given(...open, putOff('item-1'))
      .when(recusing())
      .thenRefused('item.decided-already');
    given(convened).when(recusing()).thenRefused('meeting.not-open');
    given(...dealing)
      .when(recusing({ itemId: 'item-9' }))
      .thenRefused('item.not-on-agenda');
  });
});

describe('the view of the chair', () => {
  it('is stated when all others have voted, quietly once', () => {
    given(...othersVoted)
      .when(stating())
      .thenEvents(viewStated);
    given(...othersVoted, viewStated)
      .when(stating())
      .thenNothing();
    given(...othersVoted, viewStated)
      .when(stating({ text: '不同意' }))
      .thenRefused('item.chair-view-stated', { number: 1, chair: chair.name });
  });

  it('is refused before, with the numbers', () => {
    given(...othersVoted.slice(0, -1))
      .when(stating())
      .thenRefused('item.chair-before-others', { rule: 'theChairSpeaksLast', cast: 3, voters: 4 });
    given(...dealing)
      .when(stating())
      .thenRefused('item.chair-before-others', { cast: 0, voters: 0 });
  });

  it('is stated before the vote and behind others where the rules mean it so', () => {
    const spoken = [...dealingNow, noted(vice)];
    given(...spoken)
      .when(stating())
      .thenEvents(viewStated);
    given(...spoken, viewStated)
      .when(stating())
      .thenNothing();
    given(...dealingNow)
      .when(stating())
      .thenRefused('item.others-not-heard', {
        rule: 'othersAreHeardBeforeTheChair',
        number: 1,
        chair: chair.name,
        missing: [vice.name, third.name, '李委员', '周委员'],
      });
    given(...dealingNow, noted(guest), noted(chair))
      .when(stating())
      .thenRefused('item.others-not-heard');
    given(...dealingNow, voteOpened(voters))
      .when(stating())
      .thenRefused('item.chair-after-vote', { rule: 'theChairSpeaksBeforeTheVote', number: 1, cast: 0, voters: 5 });
  });

  it('is followed by nobody, and waits for nobody where the chair is alone with it', () => {
    given(...dealingNow, noted(vice), viewStated)
      .when(noting())
      .thenRefused('item.chair-spoke-last', { chair: chair.name });
    given(...dealingNow, ...voters.slice(1).map((one) => recused(one)))
      .when(stating())
      .thenEvents(viewStated);
  });

  it('may be stated at any time where the rules do not ask for the last word', () => {
    given(...openMeetingOf(5, anyOrder), takenUp())
      .when(stating())
      .thenEvents(viewStated);
  });

  it('is stated by nobody but who presides over the item', () => {
    given(...othersVoted)
      .when(stating({ actor: by(vice) }))
      .thenRefused('item.not-presiding', {
        rule: 'onlyWhoPresidesStatesTheView',
        person: vice.name,
        presides: chair.name,
      });
    const viceOnly = [...dealing, recused(chair), voteOpened(voters.slice(1))];
    given(...viceOnly, ...voters.slice(2).map((one) => cast(one)))
      .when(stating({ actor: by(vice) }))
      .thenEvents({ type: 'ChairViewStated', data: { itemId: 'item-1', chair: vice, text: '同意' } });
    given(...viceOnly)
      .when(stating())
      .thenRefused('item.not-presiding', { presides: vice.name });
  });

  it('is stated on the item that is taken up', () => {
    given(...open)
      .when(stating())
      .thenRefused('item.not-taken-up');
    given(...open, putOff('item-1'))
      .when(stating())
      .thenRefused('item.decided-already');
    given(...open)
      .when(stating({ itemId: 'item-9' }))
      .thenRefused('item.not-on-agenda');
    given(convened, attended(chair)).when(stating()).thenRefused('meeting.not-open');
  });
});
