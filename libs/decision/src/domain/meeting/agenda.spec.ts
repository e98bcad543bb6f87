import type { ItemFacts, MeetingFacts } from './conduct.js';
import { givenDecider, informed } from '#event-sourcing/testing';
import {
  attended,
  by,
  ON_ITS_DAY,
  chair,
  closedMeeting,
  convened,
  facts,
  onAgenda,
  openMeetingOf,
  otherMatter,
  putOff,
  ready,
  secretary,
  subject,
  takenUp,
  theBody,
  third,
  voteOpened,
} from '../examples.js';
import { signOffs } from '../rules/presets.js';
import { CancelMeeting, ConveneMeeting, forms, PinAnew, PutOnAgenda, TakeOffAgenda } from './commands.js';
import type { MeetingEvent } from './events.js';
import { meeting } from './meeting.js';

const given = givenDecider(meeting);
const actor = by(secretary);
const convening = (over: Partial<ConveneMeeting & MeetingFacts> = {}) =>
  informed<ConveneMeeting, MeetingFacts>(ConveneMeeting, {
    bodyId: theBody.id,
    title: '第三次会议',
    heldOn: '2023-11-20',
    place: '一会议室',
    body: facts,
    actor,
    issuedAt: ON_ITS_DAY,
    ...over,
  });
const listing = (over: Partial<PutOnAgenda & ItemFacts> = {}) =>
  informed<PutOnAgenda, ItemFacts>(PutOnAgenda, {
    matter: 'closure',
    subjectId: 'i1',
    current: ready(),
    body: facts,
    actor,
    commandId: 'item-1',
    ...over,
  });
const pinning = (over: Partial<PinAnew & ItemFacts> = {}) =>
  informed<PinAnew, ItemFacts>(PinAnew, {
    itemId: 'item-1',
    current: ready(subject('i1', { contentHash: 'h2' })),
    body: facts,
    actor,
    ...over,
  });
const takingOff = (over: Partial<TakeOffAgenda & MeetingFacts> = {}) =>
  informed<TakeOffAgenda, MeetingFacts>(TakeOffAgenda, { itemId: 'item-1', body: facts, actor, ...over });
const cancelling = (over: Partial<CancelMeeting & MeetingFacts> = {}) =>
  informed<CancelMeeting, MeetingFacts>(CancelMeeting, { reason: '改期', body: facts, actor, ...over });
const cancelled: MeetingEvent = { type: 'MeetingCancelled', data: { title: '第三次会议' } };
const takenOff: MeetingEvent = { type: 'ItemTakenOffAgenda', data: { itemId: 'item-1', title: '问题i1' } };

describe('no meeting', () => {
  it('is convened of one body, by its secretary or its chair', () => {
    given().when(convening()).thenEvents(convened);
    given()
      .when(convening({ actor: by(chair) }))
      .thenEvents(convened);
    given()
      .when(convening({ actor: by(third) }))
      .thenRefused('meeting.not-secretary-nor-chair', {
        rule: 'onlySecretaryOrChairConductsTheMeeting',
        person: third.name,
        secretary: secretary.name,
        chair: chair.name,
      });
  });

  it.each([
    ['circulation', 'meeting.by-circulation'],
    ['one-by-one', 'meeting.by-consultation'],
    ['on-site', 'meeting.on-site'],
  ] as const)('is not replaced by %s', (form, code) => {
    expect(forms).toContain(form);
    given().when(convening({ form })).thenRefused(code, { rule: 'nothingReplacesAMeeting', form, body: theBody.name });
  });

  it('is convened with its agenda, numbered in the order in which it is told', () => {
    const agenda = ['i1', 'i2'].map((subjectId) => ({ matter: 'closure' as const, subjectId }));
    const told = ['i1', 'i2'].map((id, i) => ({ itemId: `item-${i + 1}`, current: ready(subject(id)) }));
    given().when(convening({ agenda }), { body: facts, agenda: told }).thenEvents(convened, onAgenda(1), onAgenda(2));
  });

  it('is refused of no body, a dissolved one, one that signs off, and on a day before it had a chair', () => {
    given()
      .when(convening({ body: undefined }))
      .thenRefused('body.unknown', { field: 'bodyId', id: 'b1' });
    given()
      .when(convening({ body: { ...facts, dissolved: true } }))
      .thenRefused('body.dissolved', { body: theBody.name });
    given()
      .when(convening({ body: { ...facts, ruleSet: signOffs(3) } }))
      .thenRefused('meeting.body-signs-off', { required: 3 });
    given()
      .when(convening({ body: { ...facts, chair: undefined } }))
      .thenRefused('meeting.before-chair', { rule: 'aMeetingIsHeldUnderAChair', heldOn: '2023-11-20' });
  });

  it('is unknown to every other command', () => {
    for (const command of [listing(), pinning(), takingOff(), cancelling()])
      given().when(command).thenRefused('meeting.unknown', { id: 'x' });
  });
});

describe('a convened meeting', () => {
  it('stays quiet when convened with the same particulars, and refuses others', () => {
    given(convened).when(convening()).thenNothing();
    given(convened)
      .when(convening({ heldOn: '2023-11-21' }))
      .thenRefused('meeting.exists', { meeting: '第三次会议' });
  });

  it('takes an issue on its agenda as it is now, under a number and the id of the command', () => {
    given(convened).when(listing()).thenEvents(onAgenda(1));
    given(convened, onAgenda(1))
      .when(listing({ commandId: 'item-2', subjectId: 'i2', current: ready(subject('i2')) }))
      .thenEvents(onAgenda(2));
  });

  it('never gives a number twice', () => {
    const [event] = given(convened, onAgenda(1), onAgenda(2), { ...takenOff, data: { itemId: 'item-2', title: '' } })
      .when(listing({ commandId: 'item-9', subjectId: 'i9', current: ready(subject('i9')) }))
      .events();
    expect(event).toMatchObject({ data: { number: 3 } });
  });

  it('takes a plan, an issue for the long term with its review date, and other matters by title', () => {
    const plan = subject('r1', { kind: 'plan' });
    given(convened)
      .when(listing({ matter: 'plan', subjectId: 'r1', current: ready(plan) }))
      .thenEvents({
        type: 'ItemPutOnAgenda',
        data: { itemId: 'item-1', number: 1, matter: 'plan', title: plan.title, subject: plan },
      });
    given(convened)
      .when(listing({ matter: 'long-term', reviewOn: '2024-05-31' }))
      .thenEvents({
        type: 'ItemPutOnAgenda',
        data: {
          itemId: 'item-1',
          number: 1,
          matter: 'long-term',
          title: '问题i1',
          subject: subject(),
          reviewOn: '2024-05-31',
        },
      });
    given(convened)
      .when(listing({ matter: 'other', title: '学习文件', subjectId: undefined, current: undefined }))
      .thenEvents({
        type: 'ItemPutOnAgenda',
        data: { itemId: 'item-1', number: 1, matter: 'other', title: '学习文件' },
      });
  });

  it('refuses a matter that the body is not competent for', () => {
    given(convened)
      .when(listing({ matter: 'appointment', title: '任免', subjectId: undefined, current: undefined }))
      .thenRefused('body.not-competent', {
        rule: 'theBodyIsCompetentForTheMatter',
        body: theBody.name,
        matter: 'appointment',
        competence: ['plan', 'closure', 'long-term', 'other'],
      });
  });

  it.each([
    ['closure', { subjectId: undefined, current: undefined }, 'item.particulars-missing', 'subjectId'],
    ['long-term', {}, 'item.particulars-missing', 'reviewOn'],
    ['other', { subjectId: undefined, current: undefined }, 'item.particulars-missing', 'title'],
    ['other', { title: '学习文件' }, 'item.particulars-not-asked', 'subjectId'],
    ['closure', { title: '另一标题' }, 'item.particulars-not-asked', 'title'],
    ['plan', { reviewOn: '2024-05-31' }, 'item.particulars-not-asked', 'reviewOn'],
  ] as const)('refuses %s with %j as %s: %s', (matter, over, code, field) => {
    given(convened)
      .when(listing({ matter, ...over }))
      .thenRefused(code, { rule: 'anItemSaysWhatItsMatterAsksFor', field, matter });
  });

  it('refuses a thing that is unknown or not ready, with what is missing', () => {
    given(convened)
      .when(listing({ current: undefined }))
      .thenRefused('item.subject-unknown', { field: 'subjectId', subjectId: 'i1' });
    given(convened)
      .when(listing({ current: ready(subject(), { notReady: 'not-submitted' }) }))
      .thenRefused('item.not-ready', { rule: 'theSubjectIsReadyToBeDecided', why: 'not-submitted', title: '问题i1' });
  });

  it('refuses a thing that goes another way by the policy of its round, or to another body', () => {
    given(convened)
      .when(listing({ current: ready(subject(), { way: { by: 'sign-offs' } }) }))
      .thenRefused('item.other-way', { rule: 'thePolicyOfTheRoundSaysMeeting', way: 'sign-offs' });
    const other = { by: 'meeting', body: { id: 'b2', name: '党工委' } } as const;
    given(convened)
      .when(listing({ current: ready(subject(), { way: other }) }))
      .thenRefused('item.other-body', {
        rule: 'thePolicyOfTheRoundNamesThisBody',
        policy: '党工委',
        body: theBody.name,
      });
  });

  it('takes the same thing once, until it was taken off', () => {
    given(convened, onAgenda(1))
      .when(listing({ commandId: 'item-2' }))
      .thenRefused('item.twice', { rule: 'nothingIsOnTheAgendaTwice', field: 'subjectId', number: 1, title: '问题i1' });
    given(convened, onAgenda(1))
      .when(listing({ commandId: 'item-2', matter: 'long-term', reviewOn: '2024-05-31' }))
      .thenRefused('item.twice', { number: 1 });
    const title = { matter: 'other', title: '其他事项', subjectId: undefined, current: undefined } as const;
    given(convened, otherMatter).when(listing(title)).thenRefused('item.twice', { field: 'title', title: '其他事项' });
    expect(
      given(convened, onAgenda(1), takenOff)
        .when(listing({ commandId: 'item-2' }))
        .events(),
    ).toHaveLength(1);
  });

  it('refuses a review on or before the day of the meeting', () => {
    given(convened)
      .when(listing({ matter: 'long-term', reviewOn: '2023-11-20' }))
      .thenRefused('item.review-date-not-ahead', {
        rule: 'aReviewComesAfterTheMeeting',
        reviewOn: '2023-11-20',
        heldOn: '2023-11-20',
      });
  });

  it('has its agenda changed by nobody but secretary and chair', () => {
    const stranger = by(third);
    for (const command of [
      listing({ actor: stranger }),
      pinning({ actor: stranger }),
      takingOff({ actor: stranger }),
      cancelling({ actor: stranger }),
    ])
      given(convened, onAgenda(1)).when(command).thenRefused('meeting.not-secretary-nor-chair', { person: third.name });
  });

  it('refuses everything of a body that was dissolved meanwhile', () => {
    given(convened)
      .when(listing({ body: { ...facts, dissolved: true } }))
      .thenRefused('body.dissolved');
  });

  it('takes an item off, quietly once, and none that is not on it', () => {
    given(convened, onAgenda(1)).when(takingOff()).thenEvents(takenOff);
    given(convened, onAgenda(1), takenOff).when(takingOff()).thenNothing();
    given(convened, onAgenda(2))
      .when(takingOff())
      .thenRefused('item.not-on-agenda', { itemId: 'item-1', agenda: [2] });
  });

  it('is cancelled for a reason, quietly once, and does nothing from then on', () => {
    given(convened).when(cancelling()).thenEvents(cancelled);
    given(convened, cancelled).when(cancelling()).thenNothing();
    for (const command of [listing(), pinning(), takingOff()])
      given(convened, onAgenda(1), cancelled).when(command).thenRefused('meeting.cancelled', { stage: 'cancelled' });
  });
});

describe('a thing that was pinned', () => {
  const changed = subject('i1', { contentHash: 'h2' });

  it('is pinned anew as it stands now, before the meeting and in it', () => {
    const event: MeetingEvent = { type: 'ItemPinnedAnew', data: { itemId: 'item-1', subject: changed } };
    given(convened, onAgenda(1)).when(pinning()).thenEvents(event);
    given(...openMeetingOf(5), takenUp())
      .when(pinning())
      .thenEvents(event);
  });

  it('stays quiet when it is as it was', () => {
    given(convened, onAgenda(1))
      .when(pinning({ current: ready() }))
      .thenNothing();
  });

  it('is refused where there is nothing to pin', () => {
    given(convened, otherMatter).when(pinning()).thenRefused('item.no-subject', { number: 1 });
    given(convened, onAgenda(1))
      .when(pinning({ current: undefined }))
      .thenRefused('item.subject-unknown', { subjectId: 'i1' });
    given(convened).when(pinning()).thenRefused('item.not-on-agenda', { agenda: [] });
  });

  it('is refused when the changed thing is not ready, or goes another way now', () => {
    given(convened, onAgenda(1))
      .when(pinning({ current: ready(changed, { notReady: 'changed-since-request' }) }))
      .thenRefused('item.not-ready', { why: 'changed-since-request' });
    given(convened, onAgenda(1))
      .when(pinning({ current: ready(changed, { way: { by: 'sign-offs' } }) }))
      .thenRefused('item.other-way');
  });

  it('is refused once the vote on it was opened, or it is put off', () => {
    given(...openMeetingOf(5), takenUp(), voteOpened([chair]))
      .when(pinning())
      .thenRefused('item.vote-opened', { number: 1, voters: 1, cast: 0 });
    given(...openMeetingOf(5), putOff('item-1'))
      .when(pinning())
      .thenRefused('item.decided-already', { number: 1, outcome: 'put-off' });
  });
});

describe('the agenda of an open meeting', () => {
  it('changes no more', () => {
    const open = given(...openMeetingOf(5));
    open.when(listing()).thenRefused('meeting.opened-already', { stage: 'open' });
    open.when(takingOff()).thenRefused('meeting.opened-already');
  });

  it('may be given up as a whole before the first vote only', () => {
    given(...openMeetingOf(5))
      .when(cancelling())
      .thenEvents(cancelled);
    given(...openMeetingOf(5), takenUp(), voteOpened([chair]))
      .when(cancelling())
      .thenRefused('meeting.vote-begun', { items: [1] });
    given(...closedMeeting)
      .when(cancelling())
      .thenRefused('meeting.closed');
  });

  it('is that of those who conduct it, as frozen at the opening', () => {
    const successor = { id: 's2', name: '新秘书' };
    const body = { ...facts, secretary: successor };
    given(...openMeetingOf(5))
      .when(cancelling({ body, actor: by(successor) }))
      .thenRefused('meeting.not-secretary-nor-chair', { secretary: secretary.name });
    given(convened, attended(chair))
      .when(cancelling({ body, actor: by(successor) }))
      .thenEvents(cancelled);
  });
});
