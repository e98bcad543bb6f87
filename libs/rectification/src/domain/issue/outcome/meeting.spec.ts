import type { ClosureFacts, SigningFacts } from '../closure/policies.js';
import { givenDecider, informed } from '#event-sourcing/testing';
import {
  atWork,
  by,
  byMeeting,
  closed,
  closureApproved,
  decidedByMeeting,
  group,
  longTermApproved,
  people,
  requested,
  submitted,
  usual,
} from '../../examples.js';
import { ApproveClosure, RejectClosure } from './decision.js';
import { PlaceUnderLongTerm } from './long-term.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';
import { CloseByMeeting, PlaceUnderLongTermByMeeting, RefuseLongTermByMeeting, RejectByMeeting } from './by-meeting.js';

const given = givenDecider(issue);
const meetingPolicy = { endorsements: ['unit', 'office'] as const, ...byMeeting };
const facts = { currentHash: 'h1', linkedTasks: [], closurePolicy: meetingPolicy };
const system = { ...people.office, personId: 'process:meetingdecisions', roles: ['system'] };
const sent = { ...facts, actor: system, decided: decidedByMeeting };
const otherItem = { ...decidedByMeeting, item: { id: 'item-9', number: 9 } };
const reviewOn = '2026-05-31';

const closing = (over: Partial<CloseByMeeting & ClosureFacts> = {}) =>
  informed<CloseByMeeting, ClosureFacts>(CloseByMeeting, { ...sent, ...over });
const rejecting = (over: Partial<RejectByMeeting & ClosureFacts> = {}) =>
  informed<RejectByMeeting, ClosureFacts>(RejectByMeeting, { ...sent, ...over });
const placing = (over: Partial<PlaceUnderLongTermByMeeting & ClosureFacts> = {}) =>
  informed<PlaceUnderLongTermByMeeting, ClosureFacts>(PlaceUnderLongTermByMeeting, { ...sent, reviewOn, ...over });
const refusing = (over: Partial<RefuseLongTermByMeeting & ClosureFacts> = {}) =>
  informed<RefuseLongTermByMeeting, ClosureFacts>(RefuseLongTermByMeeting, { ...sent, reviewOn, ...over });

const approvedThere: IssueEvent = { type: 'ClosureApproved', data: { contentHash: 'h1', decided: decidedByMeeting } };
const votedDown: IssueEvent = { type: 'ClosureVotedDown', data: { contentHash: 'h1', decided: decidedByMeeting } };
const placedThere: IssueEvent = { type: 'LongTermApproved', data: { reviewOn, decided: decidedByMeeting } };
const notPlaced: IssueEvent = { type: 'LongTermVotedDown', data: { reviewOn, decided: decidedByMeeting } };

describe('an issue of a round that a meeting decides', () => {
  const signing = { ...facts, actor: people.leader, reason: '签批' };

  it('takes no signature, rejection or placement of a leader, and names the body', () => {
    const named = { body: group.name, bodyId: group.id, way: 'meeting' };
    for (const history of [submitted, atWork, requested]) {
      given(...history)
        .when(informed<ApproveClosure, SigningFacts>(ApproveClosure, signing))
        .thenRefused('issue.decided-by-meeting', named);
      given(...history)
        .when(informed<RejectClosure, SigningFacts>(RejectClosure, signing))
        .thenRefused('issue.decided-by-meeting', named);
      given(...history)
        .when(informed<PlaceUnderLongTerm, SigningFacts>(PlaceUnderLongTerm, { ...signing, reviewOn }))
        .thenRefused('issue.decided-by-meeting', named);
    }
  });

  it('leaves what was decided by signatures before as it was', () => {
    const outcome = given(...closed).when(informed<ApproveClosure, SigningFacts>(ApproveClosure, signing));
    outcome.thenNothing();
    expect(outcome.state().standing).toEqual({ status: 'closed' });
  });
});

describe('an issue whose round names a body whose members sign', () => {
  const policy = { ...usual, body: group };
  const signing = (entitled: string[]) =>
    informed<ApproveClosure, SigningFacts>(ApproveClosure, {
      ...facts,
      actor: people.leader,
      closurePolicy: policy,
      signatories: { body: group, entitled },
    });

  it('takes the signature of an entitled member and of no other leader', () => {
    const [signed] = given(...submitted)
      .when(signing(['p-leader-1', 'p-leader-2']))
      .events();
    expect(signed).toMatchObject({ type: 'ClosureSignedOff', data: { count: 1, required: 2 } });
    given(...submitted)
      .when(signing(['p-leader-2', 'p-leader-3']))
      .thenRefused('sign-off.not-entitled', { person: people.leader.name, body: group.name, entitled: 2 });
    given(...submitted)
      .when(signing([]))
      .thenRefused('sign-off.not-entitled', { entitled: 0 });
  });
});

describe('a submitted closure that a meeting adopted', () => {
  it('is closed, the event naming body, meeting, item, rules, votes and hash', () => {
    const outcome = given(...submitted).when(closing());
    outcome.thenEvents(approvedThere);
    expect(outcome.state()).toMatchObject({ standing: { status: 'closed' }, decidedHere: true });
  });

  it('is closed whatever the round’s policy says by now', () => {
    given(...submitted)
      .when(closing({ closurePolicy: usual }))
      .thenEvents(approvedThere);
  });

  it('is closed once, also when it was reopened since', () => {
    given(...submitted, approvedThere)
      .when(closing())
      .thenNothing();
    const reopened: IssueEvent = { type: 'IssueReopened', data: { source: 're-check', from: 'closed' } };
    given(...submitted, approvedThere, reopened, ...submitted.slice(-3))
      .when(closing())
      .thenNothing();
    given(...submitted, approvedThere, reopened, ...submitted.slice(-3))
      .when(closing({ decided: otherItem }))
      .thenEvents({ type: 'ClosureApproved', data: { contentHash: 'h1', decided: otherItem } });
  });

  it('is refused when the issue has changed since the meeting decided, with both digests and the item', () => {
    given(...submitted)
      .when(closing({ currentHash: 'h2' }))
      .thenRefused('issue.changed-since-decision', {
        number: '7',
        body: group.name,
        meeting: '第五次会议',
        item: 3,
        decided: 'h1',
        current: 'h2',
      });
    given(...submitted)
      .when(closing({ currentHash: 'h2', decided: { ...decidedByMeeting, contentHash: 'h2' } }))
      .thenRefused('issue.changed-since-request', { requested: 'h1', current: 'h2' });
    given(...submitted)
      .when(closing({ contentVersion: 0 }))
      .thenRefused('issue.changed-meanwhile');
  });

  it('is refused when it is no longer submitted, or never was there', () => {
    const returned: IssueEvent = { type: 'IssueReturned', data: { level: 'office' } };
    for (const [history, status] of [
      [requested, 'closure-requested'],
      [[...submitted, returned], 'rectifying'],
      [closed, 'closed'],
    ] as const) {
      given(...history)
        .when(closing())
        .thenRefused('issue.not-submitted', { status });
      given(...history)
        .when(rejecting())
        .thenRefused('issue.not-submitted', { status });
    }
    for (const command of [closing(), rejecting(), placing(), refusing()])
      given().when(command).thenRefused('issue.unknown');
  });
});

describe('a submitted closure that a meeting voted down', () => {
  it('goes back to rectifying, once, with the vote', () => {
    const outcome = given(...submitted).when(rejecting());
    outcome.thenEvents(votedDown);
    expect(outcome.state()).toMatchObject({
      standing: { status: 'rectifying', after: 'rejection' },
      decidedHere: true,
    });
    given(...submitted, votedDown)
      .when(rejecting())
      .thenNothing();
  });

  it('is left as it is when it has changed since', () => {
    given(...submitted)
      .when(rejecting({ currentHash: 'h2' }))
      .thenRefused('issue.changed-since-decision');
  });

  it('can be requested, and decided by a later meeting', () => {
    const again = submitted.slice(-3);
    given(...submitted, votedDown, ...again)
      .when(closing({ decided: otherItem }))
      .thenEvents({ type: 'ClosureApproved', data: { contentHash: 'h1', decided: otherItem } });
  });
});

describe('an issue that a meeting puts under long-term rectification', () => {
  it('is placed from rectifying and from submission, once', () => {
    for (const history of [atWork, submitted]) {
      const outcome = given(...history).when(placing());
      outcome.thenEvents(placedThere);
      expect(outcome.state().standing).toMatchObject({ status: 'long-term', reviewOn, carriedOver: false });
    }
    given(...atWork, placedThere)
      .when(placing())
      .thenNothing();
  });

  it('is refused when it changed, stands elsewhere, or its review date has come', () => {
    given(...atWork)
      .when(placing({ currentHash: 'h2' }))
      .thenRefused('issue.changed-since-decision', { decided: 'h1', current: 'h2' });
    for (const history of [requested, closed, [...atWork, longTermApproved]])
      given(...history)
        .when(placing())
        .thenRefused('issue.not-rectifying');
    given(...atWork)
      .when(placing({ reviewOn: '2025-12-31' }))
      .thenRefused('long-term.review-date-not-ahead', { reviewOn: '2025-12-31', decidedOn: '2026-01-01' });
    given(...atWork)
      .when(placing({ reviewOn: '2029-01-02' }))
      .thenRefused('long-term.review-date-too-far', { field: 'reviewOn', latest: '2029-01-01' });
  });

  it('stays where it is when the meeting voted it down; that stands in its history once', () => {
    const outcome = given(...submitted).when(refusing());
    outcome.thenEvents(notPlaced);
    expect(outcome.state().standing.status).toBe('submitted');
    given(...submitted, notPlaced)
      .when(refusing())
      .thenNothing();
    given(...submitted, by(people.leader, closureApproved))
      .when(refusing({ currentHash: 'h2' }))
      .thenEvents(notPlaced);
  });
});
