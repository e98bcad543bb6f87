import { givenDecider } from '#event-sourcing/testing';
import type { Named } from '../body/events.js';
import {
  attended,
  ballotOf,
  by,
  cast,
  chair,
  closedMeeting,
  convened,
  fifth,
  fourth,
  guest,
  nine,
  onAgenda,
  opened,
  openMeetingOf,
  otherMatter,
  putOff,
  ready,
  recused,
  rollCall,
  secretary,
  stranger,
  subject,
  takenUp,
  third,
  vice,
  viewStated,
  voteOpened,
  withRules,
} from '../examples.js';
import { partyGroup, simpleMajority } from '../rules/presets.js';
import type { MeetingEvent } from './events.js';
import { meeting } from './meeting.js';
import { casting, five, involving, opening } from './vote.fixture.js';

const given = givenDecider(meeting);
const dealing = [...openMeetingOf(5), takenUp()];
const voting = [...dealing, voteOpened(five)];
const seal = { kty: 'OKP' };
const recusedByRule = (person: Named): MeetingEvent => ({
  type: 'MemberRecused',
  data: { itemId: 'item-1', person, cause: 'involved', reason: '参与办理该事项 / worked on the thing to be decided' },
});
const refusing = withRules({ involved: 'refused' });

describe('a vote', () => {
  it('is opened by name for all who are present, quietly once', () => {
    given(...dealing)
      .when(opening())
      .thenEvents(voteOpened(five));
    given(...voting)
      .when(opening())
      .thenNothing();
    given(...voting)
      .when(opening({ ballot: 'secret', seal }))
      .thenRefused('vote.opened-already', { number: 1, ballot: 'named', cast: 0 });
  });

  it('is opened secretly with the seal for its ballots, and without a seal not at all', () => {
    given(...dealing)
      .when(opening({ ballot: 'secret', seal }))
      .thenEvents(voteOpened(five, 'secret'));
    given(...dealing)
      .when(opening({ ballot: 'secret' }))
      .thenRefused('vote.not-taken', { number: 1, ballot: 'secret' });
  });

  it('is opened with a ballot that the rules allow', () => {
    given(...openMeetingOf(5, withRules({ ballots: ['secret'] })), takenUp())
      .when(opening())
      .thenRefused('vote.ballot-not-allowed', { rule: 'theRulesAllowTheBallot', ballot: 'named', allowed: ['secret'] });
  });

  it('is not opened on a thing that changed since it was pinned, nor on one that is gone', () => {
    given(...dealing)
      .when(opening({ current: ready(subject('i1', { contentHash: 'h2' })) }))
      .thenRefused('item.changed-since-pinned', {
        rule: 'theSubjectIsAsItWasPinned',
        number: 1,
        pinned: 'h1',
        current: 'h2',
      });
    given(...dealing)
      .when(opening({ current: undefined }))
      .thenRefused('item.subject-unknown', { rule: 'theSubjectStillExists', subjectId: 'i1' });
  });

  it('is opened on the thing as it was pinned anew', () => {
    const anew = subject('i1', { contentHash: 'h2' });
    given(...dealing, { type: 'ItemPinnedAnew', data: { itemId: 'item-1', subject: anew } })
      .when(opening({ current: ready(anew) }))
      .thenEvents(voteOpened(five));
  });

  it('is not opened when the thing is no longer ready or goes another way by now', () => {
    given(...dealing)
      .when(opening({ current: ready(subject(), { notReady: 'not-submitted' }) }))
      .thenRefused('item.not-ready', { why: 'not-submitted' });
    given(...dealing)
      .when(opening({ current: ready(subject(), { way: { by: 'sign-offs' } }) }))
      .thenRefused('item.other-way');
    given(...dealing)
      .when(opening({ current: ready(subject(), { way: { by: 'meeting', body: { id: 'b2', name: '党工委' } } }) }))
      .thenRefused('item.other-body', { policy: '党工委' });
  });

  it('is opened on a matter that is about no thing', () => {
    given(convened, otherMatter, ...rollCall(5), opened(5), takenUp())
      .when(opening({ current: undefined }))
      .thenEvents(voteOpened(five));
  });

  it('is opened on the item that is taken up, by secretary or chair', () => {
    given(...openMeetingOf(5))
      .when(opening())
      .thenRefused('item.not-taken-up', { number: 1 });
    given(...dealing)
      .when(opening({ itemId: 'item-9' }))
      .thenRefused('item.not-on-agenda');
    given(...dealing)
      .when(opening({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair', { person: third.name });
    given(...dealing, putOff('item-1'))
      .when(opening())
      .thenRefused('item.decided-already');
    given(convened).when(opening()).thenRefused('meeting.not-open');
    given(...closedMeeting)
      .when(opening())
      .thenRefused('meeting.closed');
  });

  it('recuses by rule whoever worked on the thing, as known now or when it was pinned', () => {
    const six = [...openMeetingOf(7), takenUp()];
    given(...six)
      .when(opening({ current: involving(third, nine[8]!, stranger) }))
      .thenEvents(recusedByRule(third), voteOpened(nine.slice(0, 7).filter((one) => one !== third)));
    given(convened, onAgenda(1, subject('i1', { involved: [fourth.id] })), ...rollCall(7), opened(7), takenUp())
      .when(opening())
      .thenEvents(recusedByRule(fourth), voteOpened(nine.slice(0, 7).filter((one) => one !== fourth)));
    given(...six, recused(third))
      .when(opening({ current: involving(third) }))
      .thenEvents(voteOpened(nine.slice(0, 7).filter((one) => one !== third)));
  });

  it('only leaves them without a vote where the rules say that it is refused', () => {
    given(...openMeetingOf(6, refusing), takenUp())
      .when(opening({ current: involving(third) }))
      .thenEvents(voteOpened(nine.slice(0, 6).filter((one) => one !== third)));
  });

  it('asks for the quorum without those recused', () => {
    given(...dealing)
      .when(opening({ current: involving(third) }))
      .thenRefused('item.no-quorum', {
        rule: 'enoughMembersAttendForTheMatter',
        matter: 'closure',
        entitled: 9,
        present: 4,
        recused: 1,
        of: 9,
        needed: 5,
      });
    given(...openMeetingOf(5, refusing), takenUp())
      .when(opening({ current: involving(third) }))
      .thenRefused('item.no-quorum', { present: 4, recused: 0 });
    given(...openMeetingOf(5, withRules({ recused: 'left-out' })), takenUp())
      .when(opening({ current: involving(third) }))
      .thenEvents(recusedByRule(third), voteOpened(five.filter((one) => one !== third)));
  });

  it('asks for two thirds where the matter is an appointment', () => {
    const appointment: MeetingEvent = {
      type: 'ItemPutOnAgenda',
      data: { itemId: 'item-1', number: 1, matter: 'appointment', title: '任免' },
    };
    const vote = (present: number) =>
      given(convened, appointment, ...rollCall(present), opened(present), takenUp()).when(
        opening({ current: undefined }),
      );
    vote(5).thenRefused('item.no-quorum', { matter: 'appointment', present: 5, needed: 6 });
    vote(6).thenEvents(voteOpened(nine.slice(0, 6)));
  });

  it('is presided over by a vice-chair when the chair is recused, and by nobody else', () => {
    const chairInvolved = involving(chair);
    given(...openMeetingOf(6), takenUp())
      .when(opening({ current: chairInvolved }))
      .thenEvents(recusedByRule(chair), voteOpened(nine.slice(1, 6)));
    given(...openMeetingOf(7), attended(vice, 'absent', '出差'), takenUp())
      .when(opening({ current: chairInvolved }))
      .thenRefused('item.nobody-presides', { rule: 'somebodyPresidesOverTheItem', number: 1, chair: chair.name });
  });
});

describe('a member', () => {
  it('votes by name, each once', () => {
    given(...voting)
      .when(casting(third, { choice: 'no' }))
      .thenEvents(cast(third, 'no'));
    given(...voting, cast(third))
      .when(casting(third, { choice: 'no' }))
      .thenRefused('vote.cast-already', { rule: 'nobodyVotesTwice', person: third.name, cast: 1, voters: 5 });
  });

  it('votes secretly with what is sealed alone', () => {
    const secret = [...dealing, voteOpened(five, 'secret')];
    given(...secret)
      .when(casting(third, { sealed: 'sealed-m3' }))
      .thenEvents(ballotOf(third));
    given(...secret, ballotOf(third))
      .when(casting(third, { sealed: 'other' }))
      .thenRefused('vote.cast-already', { cast: 1, voters: 5 });
    given(...secret)
      .when(casting(third))
      .thenRefused('vote.not-taken', { ballot: 'secret' });
  });

  it('has a named vote taken only with its choice', () => {
    given(...voting)
      .when(casting(third, { choice: undefined, sealed: 'sealed' }))
      .thenRefused('vote.not-taken', { ballot: 'named' });
  });

  it('may say that the vote is their own', () => {
    given(...voting)
      .when(casting(third, { personId: third.id }))
      .thenEvents(cast(third));
  });

  it('votes for nobody else', () => {
    given(...voting)
      .when(casting(third, { personId: fourth.id }))
      .thenRefused('vote.proxy', { rule: 'nobodyVotesForAnother', person: third.name, personId: fourth.id });
  });

  it('has no vote through somebody to whom work was delegated', () => {
    given(...voting)
      .when(casting(third, { onBehalfOf: fourth.id }))
      .thenRefused('vote.delegated', { rule: 'aVoteIsNeverDelegated', person: third.name, onBehalfOf: fourth.id });
  });

  it('has no vote when away, however it is sent', () => {
    given(...voting)
      .when(casting(nine[6]!))
      .thenRefused('vote.absent', { rule: 'whoeverIsAbsentHasNoVote', person: '郑委员', reason: '出差' });
  });

  it('has no vote on an item when recused from it, or from the meeting', () => {
    given(...openMeetingOf(6), takenUp(), recused(third), voteOpened(nine.slice(0, 6)))
      .when(casting(third))
      .thenRefused('vote.recused', {
        rule: 'whoeverIsRecusedHasNoVote',
        person: third.name,
        cause: 'declared',
        reason: '本人亲属',
        number: 1,
      });
    given(...dealing, attended(nine[7]!, 'recused', '亲属'), voteOpened(five))
      .when(casting(nine[7]!))
      .thenRefused('vote.recused', { cause: 'whole-meeting', reason: '亲属' });
    given(...openMeetingOf(6), takenUp(), recused(third, 'involved'), voteOpened(nine.slice(0, 6)))
      .when(casting(third))
      .thenRefused('vote.recused', { cause: 'involved' });
  });

  it('has no vote on a thing that they worked on', () => {
    given(...openMeetingOf(6, refusing), takenUp(), voteOpened(nine.slice(0, 6).filter((one) => one !== third)))
      .when(casting(third))
      .thenRefused('vote.involved', { rule: 'whoeverWorkedOnTheThingHasNoVote', person: third.name, number: 1 });
  });

  it('votes while the vote is open', () => {
    given(...dealing)
      .when(casting(third))
      .thenRefused('vote.not-open', { rule: 'onlyAnOpenVoteTakesVotes', number: 1 });
    given(...voting, putOff('item-1'))
      .when(casting(third))
      .thenRefused('vote.closed', { number: 1, outcome: 'put-off' });
    given(...voting)
      .when(casting(third, { itemId: 'item-9' }))
      .thenRefused('item.not-on-agenda', { itemId: 'item-9', agenda: [1, 2] });
    given(convened, onAgenda(1)).when(casting(third)).thenRefused('meeting.not-open');
    given(...closedMeeting)
      .when(casting(third))
      .thenRefused('meeting.closed');
    given().when(casting(third)).thenRefused('meeting.unknown');
  });
});

describe('others', () => {
  it('have no vote, neither sitting in nor from outside', () => {
    given(...voting)
      .when(casting(guest))
      .thenRefused('vote.sitting-in', { rule: 'whoeverSitsInHasNoVote', person: guest.name, entitled: 9 });
    for (const nobody of [stranger, secretary])
      given(...voting)
        .when(casting(nobody))
        .thenRefused('vote.not-entitled', { rule: 'onlyEntitledMembersVote', person: nobody.name, entitled: 9 });
  });
});

describe('the chair', () => {
  const others = five.slice(1).map((one) => cast(one));

  it('votes after all the others', () => {
    given(...voting, ...others)
      .when(casting(chair))
      .thenEvents(cast(chair));
    given(...voting, ...others.slice(1))
      .when(casting(chair))
      .thenRefused('vote.chair-before-others', {
        rule: 'theChairVotesLast',
        person: chair.name,
        cast: 3,
        voters: 4,
      });
  });

  it('votes like all others after a view that was stated before the vote', () => {
    given(...openMeetingOf(5, partyGroup), takenUp(), viewStated, voteOpened(five))
      .when(casting(chair))
      .thenEvents(cast(chair));
  });

  it('votes at any time where the rules do not ask for the last word', () => {
    given(...openMeetingOf(5, simpleMajority), takenUp(), voteOpened(five))
      .when(casting(chair))
      .thenEvents(cast(chair));
  });

  it('is whoever presides over the item', () => {
    const item = [...openMeetingOf(6), takenUp(), recused(chair), voteOpened(nine.slice(1, 6))];
    given(...item)
      .when(casting(vice))
      .thenRefused('vote.chair-before-others', { person: vice.name, cast: 0, voters: 4 });
    given(...item)
      .when(casting(fifth))
      .thenEvents(cast(fifth));
  });
});
