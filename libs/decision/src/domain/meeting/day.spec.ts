import { givenDecider, informed } from '#event-sourcing/testing';
import {
  attended,
  by,
  chair,
  closedMeeting,
  convened,
  facts,
  onAgenda,
  ON_ITS_DAY,
  opened,
  openMeetingOf,
  rollCall,
  secretary,
  takenUp,
  theBody,
  third,
} from '../examples.js';
import { ConveneMeeting, MoveMeeting, OpenMeeting } from './commands.js';
import type { MeetingEvent } from './events.js';
import type { MeetingFacts } from './conduct.js';
import { meeting } from './meeting.js';
import { recordOf } from './record.js';
import { opening } from './vote.fixture.js';

const given = givenDecider(meeting);
const actor = by(secretary);
const LATER = '2023-11-25T01:00:00.000Z';
const papers = [{ title: '会议记录本第12页', sha256: 'a'.repeat(64) }];
const particulars = { body: theBody, title: '第三次会议', heldOn: '2023-11-20', place: '一会议室' };
const ofThePast: MeetingEvent = { type: 'MeetingConvened', data: { ...particulars, papers } };

const convening = (over: Partial<ConveneMeeting & MeetingFacts> = {}) => {
  const { title, heldOn, place } = particulars;
  const fields = { bodyId: theBody.id, title, heldOn, place, body: facts, actor, issuedAt: ON_ITS_DAY };
  return informed<ConveneMeeting, MeetingFacts>(ConveneMeeting, { ...fields, ...over });
};
const openingOn = (issuedAt: string) =>
  informed<OpenMeeting, MeetingFacts>(OpenMeeting, { body: facts, actor, issuedAt });
const moving = (over: Partial<MoveMeeting & MeetingFacts> = {}) =>
  informed<MoveMeeting, MeetingFacts>(MoveMeeting, {
    heldOn: '2023-11-27',
    reason: '主持人出差',
    body: facts,
    actor,
    issuedAt: ON_ITS_DAY,
    ...over,
  });
const moved: MeetingEvent = {
  type: 'MeetingMoved',
  data: { from: { heldOn: '2023-11-20', place: '一会议室' }, to: { heldOn: '2023-11-27', place: '一会议室' } },
};

const expectOpened = () => {
  const { data } = opened(5) as Extract<MeetingEvent, { type: 'MeetingOpened' }>;
  return { ...data, ruleSet: facts.ruleSet };
};

describe('the day of a meeting', () => {
  it('is the day on which it is opened, neither before nor after', () => {
    given(convened, onAgenda(1), ...rollCall(5))
      .when(openingOn('2023-11-20T15:59:00.000Z'))
      .thenEvents({ type: 'MeetingOpened', data: expectOpened() });
    given(convened, onAgenda(1), ...rollCall(5))
      .when(openingOn('2023-11-20T16:00:00.000Z'))
      .thenRefused('meeting.day-passed', {
        rule: 'aMeetingIsOpenedOnItsDay',
        heldOn: '2023-11-20',
        today: '2023-11-21',
      });
  });

  it('lies in the past only with papers and a reason', () => {
    const late = { issuedAt: LATER };
    given()
      .when(convening({ ...late, papers, reason: '系统上线前召开' }))
      .thenEvents(ofThePast);
    const told = { rule: 'aMeetingOfThePastComesWithPapersAndAReason', heldOn: '2023-11-20', today: '2023-11-25' };
    given()
      .when(convening(late))
      .thenRefused('meeting.past-without-papers', { ...told, field: 'papers' });
    given()
      .when(convening({ ...late, reason: '补录' }))
      .thenRefused('meeting.past-without-papers', { field: 'papers' });
    given()
      .when(convening({ ...late, papers }))
      .thenRefused('meeting.past-without-papers', { field: 'reason', papers: 1 });
    given()
      .when(convening({ papers, reason: '补录' }))
      .thenRefused('meeting.papers-not-asked', { field: 'papers' });
  });

  it('in the past is told by papers with their numbers and their days, none of which lies ahead', () => {
    const cited = papers.map((paper) => ({ ...paper, documentNumber: '整改领〔2023〕2号', date: '2023-11-25' }));
    const late = { issuedAt: LATER, reason: '系统上线前召开' };
    given()
      .when(convening({ ...late, papers: cited }))
      .thenEvents({ type: 'MeetingConvened', data: { ...particulars, papers: cited } });
    given()
      .when(convening({ ...late, papers: [...papers, { ...papers[0]!, date: '2023-11-26' }] }))
      .thenRefused('meeting.paper-ahead', {
        rule: 'noPaperIsDatedAfterToday',
        field: 'papers[1].date',
        title: papers[0]!.title,
        date: '2023-11-26',
        today: '2023-11-25',
      });
  });

  it('of one of the past is told beside that of its entry, and nobody votes in it now', () => {
    given(ofThePast, onAgenda(1), ...rollCall(5))
      .when(openingOn(LATER))
      .thenEvents({ type: 'MeetingOpened', data: expectOpened() });
    given(ofThePast, ...openMeetingOf(5).slice(1), takenUp())
      .when(opening())
      .thenRefused('vote.of-the-past', { rule: 'votesOfThePastAreEntered', heldOn: '2023-11-20', ballot: 'named' });
    const past = given(ofThePast, ...openMeetingOf(5).slice(1))
      .when(openingOn(LATER))
      .state();
    expect(recordOf(past!, { form: 2 })).toMatchObject({ heldOn: '2023-11-20', entered: { papers } });
  });
});

describe('moving a meeting', () => {
  it('gives it another day or place, and has everybody called anew', () => {
    given(convened).when(moving()).thenEvents(moved);
    given(convened)
      .when(moving({ heldOn: '9999-12-31' }))
      .thenRefused('day.too-far-ahead', { field: 'heldOn' });
    const state = given(convened, attended(third))
      .when(moving({ place: '二会议室' }))
      .state();
    expect(state).toMatchObject({ heldOn: '2023-11-27', place: '二会议室', attendance: [] });
    expect(state!.moves).toMatchObject([{ from: { place: '一会议室' }, to: { place: '二会议室' } }]);
  });

  it('stays quiet when it is there already', () => {
    given(convened)
      .when(moving({ heldOn: '2023-11-20' }))
      .thenNothing();
  });

  it('is done by secretary or chair, of a body that stands and has a chair then', () => {
    given(convened)
      .when(moving({ actor: by(chair) }))
      .thenEvents(moved);
    given(convened)
      .when(moving({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair', { person: third.name });
    given(convened)
      .when(moving({ body: { ...facts, dissolved: true } }))
      .thenRefused('body.dissolved');
    given(convened)
      .when(moving({ body: { ...facts, chair: undefined } }))
      .thenRefused('meeting.before-chair', { heldOn: '2023-11-27' });
  });

  it('never goes into the past, nor does one of the past move', () => {
    given(convened)
      .when(moving({ heldOn: '2023-11-19' }))
      .thenRefused('meeting.moved-to-the-past', {
        rule: 'aMeetingIsMovedToADayThatHasNotPassed',
        heldOn: '2023-11-19',
        today: '2023-11-20',
      });
    given(ofThePast)
      .when(moving())
      .thenRefused('meeting.of-the-past', { rule: 'aMeetingOfThePastStaysOnItsDay', heldOn: '2023-11-20' });
  });

  it('leaves reviews behind it', () => {
    const item = onAgenda(1) as Extract<MeetingEvent, { type: 'ItemPutOnAgenda' }>;
    given(convened, { type: 'ItemPutOnAgenda', data: { ...item.data, matter: 'long-term', reviewOn: '2023-11-27' } })
      .when(moving())
      .thenRefused('item.review-date-not-ahead', { rule: 'reviewsStayBehindTheMeeting', number: 1 });
  });

  it('comes too late once it is open or over', () => {
    given(...openMeetingOf(5))
      .when(moving())
      .thenRefused('meeting.opened-already');
    given(...closedMeeting)
      .when(moving())
      .thenRefused('meeting.closed');
    given().when(moving()).thenRefused('meeting.unknown');
  });
});
