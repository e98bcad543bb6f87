import { givenDecider } from '#event-sourcing/testing';
import {
  attended,
  chair,
  convened,
  fifth,
  fourth,
  members,
  nine,
  onAgenda,
  opened,
  openMeetingOf,
  rollCall,
  secretary,
  stranger,
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
const LATE = '2999-01-01T00:00:00.000Z';
const opening5 = opened(5) as Extract<MeetingEvent, { type: 'MeetingOpened' }>;
const refusing = withRules({ involved: 'refused' });

describe('those who vote', () => {
  it('wait for the view of the chair where that comes before the vote', () => {
    const now = [...openMeetingOf(5, partyGroup), takenUp()];
    given(...now)
      .when(opening())
      .thenRefused('item.chair-view-missing', {
        rule: 'theChairHasSpokenBeforeTheVote',
        number: 1,
        chair: chair.name,
      });
    given(...now, viewStated)
      .when(opening())
      .thenEvents(voteOpened(five));
    given(...openMeetingOf(5, simpleMajority), takenUp())
      .when(opening())
      .thenEvents(voteOpened(five));
  });

  it('are those who are there when it is opened', () => {
    given(...openMeetingOf(6), attended(third, 'absent', '离会'), attended(nine[6]!), takenUp())
      .when(opening())
      .thenEvents(voteOpened([chair, vice, fourth, fifth, nine[5]!, nine[6]!]));
  });

  it('are not those who joined the body while the matter was before it; they do not count either', () => {
    const seats = [
      ...members,
      { person: stranger, position: 'member', from: '2020-01-01', appointedAt: LATE } as const,
    ];
    const lived = [
      convened,
      onAgenda(1),
      ...rollCall(5),
      attended(stranger),
      { type: 'MeetingOpened', data: { ...opening5.data, entitled: seats, present: 6 } } as MeetingEvent,
      takenUp(),
    ];
    given(...lived)
      .when(opening())
      .thenEvents(voteOpened(five));
    given(...lived, voteOpened(five))
      .when(casting(stranger))
      .thenRefused('vote.joined-later', {
        rule: 'whoeverJoinedLaterHasNoVote',
        person: stranger.name,
        number: 1,
        joinedAt: LATE,
      });
    given(...lived.slice(0, 2), ...rollCall(4), attended(stranger), ...lived.slice(-2))
      .when(opening())
      .thenRefused('item.no-quorum', { entitled: 9, present: 4 });
    const early = seats.map((seat) => ({ ...seat, appointedAt: '2020-01-01T00:00:00.000Z' }));
    const before = { type: 'MeetingOpened', data: { ...opening5.data, entitled: early } } as MeetingEvent;
    given(...lived.slice(0, -2), before, takenUp())
      .when(opening())
      .thenEvents(voteOpened([...five, stranger]));
  });

  it('are never nobody, nor one alone', () => {
    const lax = withRules({ quorum: { numerator: 0, denominator: 1, inclusive: true, source: 'spec' } });
    given(...openMeetingOf(1, lax), takenUp())
      .when(opening())
      .thenRefused('item.no-quorum', { present: 1, needed: 2 });
    const alone: MeetingEvent = {
      type: 'MeetingOpened',
      data: { ruleSet: refusing, entitled: members.slice(0, 1), chair, secretary, present: 1, quorum: 1 },
    };
    given(convened, onAgenda(1), attended(chair), alone, takenUp())
      .when(opening({ current: involving(chair) }))
      .thenRefused('item.no-quorum', { entitled: 1, present: 0, needed: 2 });
  });
});
