import type { CountFacts } from './outcome.js';
import type { ItemFacts, MeetingFacts } from './conduct.js';
import { givenDecider, informed } from '#event-sourcing/testing';
import type { Named } from '../body/events.js';
import {
  attended,
  ballotOf,
  by,
  cast,
  chair,
  closedMeeting,
  convened,
  nine,
  onAgenda,
  openMeetingOf,
  putOff,
  ready,
  recused,
  secretary,
  subject,
  takenUp,
  theBody,
  third,
  viewStated,
  voteOpened,
  withRules,
} from '../examples.js';
import { simpleMajority } from '../rules/presets.js';
import type { RuleSet } from '../rules/rule-set.js';
import { CloseMeeting, DecideItem, PutOffItem } from './commands.js';
import type { Choice, MeetingEvent } from './events.js';
import { meeting } from './meeting.js';

const given = givenDecider(meeting);
const actor = by(secretary);
const deciding = (over: Partial<DecideItem & CountFacts> = {}) =>
  informed<DecideItem, CountFacts>(DecideItem, { itemId: 'item-1', actor, ...over });
const puttingOff = (over: Partial<PutOffItem & ItemFacts> = {}) =>
  informed<PutOffItem, ItemFacts>(PutOffItem, { itemId: 'item-1', current: ready(), actor, ...over });
const closing = (over: Partial<CloseMeeting & MeetingFacts> = {}) =>
  informed<CloseMeeting, MeetingFacts>(CloseMeeting, { actor, ...over });

const choices: Readonly<Record<string, Choice>> = { y: 'yes', n: 'no', a: 'abstain' };

/** The vote of the first so many: `yyyyn` is five who vote, the fifth of them no; the chair is the first. */
const voted = (letters: string, ruleSet?: RuleSet): MeetingEvent[] => {
  const voters = nine.slice(0, letters.length);
  const casts = [...letters].map((letter, i) => cast(voters[i]!, choices[letter]));
  return [...openMeetingOf(letters.length, ruleSet), takenUp(), voteOpened(voters), ...casts, viewStated];
};

const decided = (letters: string, ruleSet?: RuleSet) => {
  const [event] = given(...voted(letters, ruleSet))
    .when(deciding())
    .events() as [Extract<MeetingEvent, { type: 'ItemAdopted' }>];
  return event;
};

describe('an item that was voted on', () => {
  it('is adopted with the numbers, the votes by name and the rules', () => {
    given(...voted('yyyyyna'))
      .when(deciding({ id: 'meeting-1' }))
      .thenEvents({
        type: 'ItemAdopted',
        data: {
          itemId: 'item-1',
          number: 1,
          matter: 'closure',
          title: '问题i1',
          subject: subject('i1'),
          body: theBody,
          meeting: { id: 'meeting-1', name: '第三次会议' },
          result: {
            entitled: 9,
            present: 7,
            recused: 0,
            yes: 5,
            no: 1,
            abstain: 1,
            needed: 5,
            ballot: 'named',
            votes: ['yes', 'yes', 'yes', 'yes', 'yes', 'no', 'abstain'].map((choice, i) => ({
              person: nine[i]!,
              choice: choice as Choice,
            })),
            ruleSet: { key: 'party-group', version: 1, title: '党组工作条例' },
            explanation: {
              zh: '通过：应到9人，出席7人，赞成5票，达到所需5票',
              en: 'adopted: entitled 9, present 7, yes 5 >= 5',
            },
          },
        },
      });
  });

  it('is decided by those who stayed, as long as they are enough', () => {
    const leaving = (count: number) => [
      ...openMeetingOf(7),
      takenUp(),
      voteOpened(nine.slice(0, 7)),
      ...nine.slice(7 - count, 7).map((person) => attended(person, 'absent', '离会')),
      ...nine.slice(0, 7 - count).map((person) => cast(person)),
      viewStated,
    ];
    const [event] = given(...leaving(2))
      .when(deciding())
      .events() as [Extract<MeetingEvent, { type: 'ItemAdopted' }>];
    expect(event).toMatchObject({ type: 'ItemAdopted', data: { result: { entitled: 9, present: 5, yes: 5 } } });
    given(...leaving(3))
      .when(deciding())
      .thenRefused('item.no-quorum', { rule: 'enoughVotersHaveStayed', number: 1, present: 4, needed: 5, of: 9 });
  });

  it('is voted down by the number entitled, however few came', () => {
    const event = decided('yyyya');
    expect(event.type).toBe('ItemVotedDown');
    expect(event.data.result.explanation).toEqual({
      zh: '未通过：应到9人，出席5人，赞成4票，少于所需5票',
      en: 'not passed: entitled 9, present 5, yes 4 < 5',
    });
  });

  it.each([
    ['yyyyynnnn', 'ItemAdopted'],
    ['yyyynnnnn', 'ItemVotedDown'],
    ['yyyyaaaaa', 'ItemVotedDown'],
    ['yyyyy', 'ItemAdopted'],
    ['aaaaa', 'ItemVotedDown'],
  ])('with %s is %s', (letters, type) => {
    expect(decided(letters).type).toBe(type);
  });

  it('is adopted by the majority of those who vote where the rules say so', () => {
    expect(decided('yyynn', simpleMajority)).toMatchObject({ type: 'ItemAdopted', data: { result: { needed: 3 } } });
    expect(decided('yynna', simpleMajority)).toMatchObject({ type: 'ItemVotedDown', data: { result: { needed: 3 } } });
  });

  it('tells who was recused in its numbers', () => {
    const voters = nine.slice(0, 6).filter((one) => one !== third);
    const past = [...openMeetingOf(6), takenUp(), recused(third), voteOpened(voters), ...voters.map((v) => cast(v))];
    const [event] = given(...past, viewStated)
      .when(deciding())
      .events();
    expect(event).toMatchObject({
      data: {
        result: {
          entitled: 9,
          present: 5,
          recused: 1,
          needed: 5,
          explanation: {
            zh: '通过：应到9人，出席5人，回避1人，赞成5票，达到所需5票',
            en: 'adopted: entitled 9, present 5, recused 1, yes 5 >= 5',
          },
        },
      },
    });
  });

  it('carries the review date with long-term', () => {
    const longTerm = { ...(onAgenda(1).data as object), matter: 'long-term', reviewOn: '2024-05-31' };
    const past = voted('yyyyy').map((event) =>
      event.type === 'ItemPutOnAgenda' && event.data.number === 1 ? { ...event, data: longTerm } : event,
    ) as MeetingEvent[];
    expect(
      given(...past)
        .when(deciding())
        .events(),
    ).toMatchObject([{ data: { matter: 'long-term', reviewOn: '2024-05-31' } }]);
  });

  it('is decided once', () => {
    const past = voted('yyyyy');
    const events = given(...past)
      .when(deciding())
      .events();
    given(...past, ...events)
      .when(deciding())
      .thenNothing();
    given(...past, ...events)
      .when(puttingOff())
      .thenRefused('item.decided-already', { outcome: 'adopted' });
  });

  it('is not decided before all have voted: by name with the names, secretly with the number', () => {
    const past = voted('yyyyy').filter(
      (event) => !(event.type === 'VoteCast' && [third.id, chair.id].includes(event.data.voter.id)),
    );
    given(...past)
      .when(deciding())
      .thenRefused('vote.incomplete', {
        rule: 'everyVoterHasVoted',
        cast: 3,
        voters: 5,
        missing: 2,
        names: [chair.name, third.name],
      });
    const secret = [...openMeetingOf(5), takenUp(), voteOpened(nine.slice(0, 5), 'secret'), ballotOf(third)];
    const refused = given(...secret).when(deciding({ opened: ['yes'] }));
    refused.thenRefused('vote.incomplete', { cast: 1, voters: 5, missing: 4 });
    expect(() => refused.thenRefused('vote.incomplete', { names: [] })).toThrow('other details');
  });

  it('is not decided before the chair has spoken last, where the rules ask for it', () => {
    const past = (ruleSet?: RuleSet) => voted('yyyyy', ruleSet).filter(({ type }) => type !== 'ChairViewStated');
    given(...past())
      .when(deciding())
      .thenRefused('item.chair-view-missing', { rule: 'theChairHasStatedAView', number: 1, chair: chair.name });
    expect(
      given(...past(withRules({ chairSpeaksLast: false })))
        .when(deciding())
        .events(),
    ).toHaveLength(1);
  });

  it('is decided on a vote only, by secretary or chair, in the open meeting', () => {
    const dealing = [...openMeetingOf(5), takenUp()];
    given(...dealing)
      .when(deciding())
      .thenRefused('vote.not-open', { number: 1 });
    given(...voted('yyyyy'))
      .when(deciding({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair');
    given(...dealing)
      .when(deciding({ itemId: 'item-9' }))
      .thenRefused('item.not-on-agenda');
    given(...dealing, putOff('item-1'))
      .when(deciding())
      .thenRefused('item.decided-already', { outcome: 'put-off' });
    given(...closedMeeting)
      .when(deciding())
      .thenRefused('meeting.closed');
    given().when(deciding()).thenRefused('meeting.unknown');
  });
});

describe('a secret vote', () => {
  const voters = nine.slice(0, 6);
  const past = [
    ...openMeetingOf(6),
    takenUp(),
    voteOpened(voters, 'secret'),
    ...voters.map((voter: Named) => ballotOf(voter)),
    viewStated,
  ];
  const opened: Choice[] = ['abstain', 'yes', 'yes', 'yes', 'yes', 'yes'];

  it('is decided by totals; nobody is named', () => {
    const [event] = given(...past)
      .when(deciding({ opened }))
      .events();
    expect(event).toMatchObject({
      type: 'ItemAdopted',
      data: { result: { yes: 5, no: 0, abstain: 1, needed: 5, ballot: 'secret' } },
    });
    expect((event as Extract<MeetingEvent, { type: 'ItemAdopted' }>).data.result.votes).toBeUndefined();
  });

  it('is not decided while ballots are not opened', () => {
    given(...past)
      .when(deciding())
      .thenRefused('vote.not-opened', { rule: 'everySecretBallotIsOpened', cast: 6, opened: 0 });
    given(...past)
      .when(deciding({ opened: opened.slice(1) }))
      .thenRefused('vote.not-opened', { cast: 6, opened: 5 });
  });
});

describe('an item that is not decided', () => {
  it('is put off by the body, or because the thing has changed, quietly once', () => {
    given(...openMeetingOf(5))
      .when(puttingOff())
      .thenEvents(putOff('item-1'));
    given(...openMeetingOf(5))
      .when(puttingOff({ current: ready(subject('i1', { contentHash: 'h2' })) }))
      .thenEvents({ type: 'ItemPutOff', data: { itemId: 'item-1', cause: 'changed', current: 'h2' } });
    given(...openMeetingOf(5))
      .when(puttingOff({ current: undefined }))
      .thenEvents(putOff('item-1'));
    given(...openMeetingOf(5), putOff('item-1'))
      .when(puttingOff())
      .thenNothing();
  });

  it('may be put off with its vote open, so that a meeting never hangs on one voter', () => {
    given(...openMeetingOf(5), takenUp(), voteOpened(nine.slice(0, 5)))
      .when(puttingOff())
      .thenEvents(putOff('item-1'));
  });

  it('is put off by secretary or chair, in the open meeting', () => {
    given(...openMeetingOf(5))
      .when(puttingOff({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair');
    given(...openMeetingOf(5))
      .when(puttingOff({ itemId: 'item-9' }))
      .thenRefused('item.not-on-agenda');
    given(convened, attended(chair)).when(puttingOff()).thenRefused('meeting.not-open');
  });

  it('keeps the meeting from being closed, with the numbers', () => {
    given(...openMeetingOf(5), putOff('item-1'))
      .when(closing())
      .thenRefused('meeting.items-undecided', { undecided: 1, of: 2, numbers: [2] });
  });
});

describe('a meeting with all items decided or put off', () => {
  it('is closed with the count of each, quietly once', () => {
    const past = voted('yyyyy');
    const adopted = given(...past)
      .when(deciding())
      .events();
    given(...past, ...adopted, putOff('item-2'))
      .when(closing())
      .thenEvents({ type: 'MeetingClosed', data: { adopted: 1, votedDown: 0, putOff: 1 } });
    given(...closedMeeting)
      .when(closing())
      .thenNothing();
  });

  it('is closed by secretary or chair', () => {
    given(...openMeetingOf(5), putOff('item-1'), putOff('item-2'))
      .when(closing({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair');
    given(convened).when(closing()).thenRefused('meeting.not-open');
    given(convened, { type: 'MeetingCancelled', data: { title: '' } })
      .when(closing())
      .thenRefused('meeting.cancelled');
    given().when(closing()).thenRefused('meeting.unknown');
  });
});
