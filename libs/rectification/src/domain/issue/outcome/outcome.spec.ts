import type { SigningFacts } from '../closure/policies.js';
import type { Actor } from '#event-sourcing';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import {
  atWork,
  by,
  closed,
  closureApproved,
  closureRequested,
  evidenceAttached,
  issueAssigned,
  issueDelivered,
  longTermApproved,
  people,
  provenance,
  requested,
  signedOff,
  submitted,
  twoSignOffs,
  usual,
} from '../../examples.js';
import { ApproveClosure, RejectClosure } from './decision.js';
import { CarryOverClosure, CarryOverLongTerm } from './carrying-over.js';
import { PlaceUnderLongTerm } from './long-term.js';
import { ReopenIssue } from './reopening.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';

const given = givenDecider(issue);
const facts = { currentHash: 'h1', linkedTasks: [], closurePolicy: usual };
const approving = (actor: Actor, over: Partial<ApproveClosure & SigningFacts> = {}) =>
  informed<ApproveClosure, SigningFacts>(ApproveClosure, { ...facts, actor, ...over });
const rejecting = (actor: Actor, over: Partial<RejectClosure & SigningFacts> = {}) =>
  informed<RejectClosure, SigningFacts>(RejectClosure, { ...facts, actor, reason: '整改不实', ...over });
const placing = (actor: Actor, over: Partial<PlaceUnderLongTerm & SigningFacts> = {}) =>
  informed<PlaceUnderLongTerm, SigningFacts>(PlaceUnderLongTerm, {
    ...facts,
    actor,
    reviewOn: '2024-05-31',
    effectiveOn: '2023-11-20',
    reason: '需长期坚持',
    ...over,
  });
const reopening = (over: Partial<ReopenIssue> = {}) =>
  commanded(ReopenIssue, { source: 're-check', reason: '反弹', dueOn: '2033-12-31', ...over });
const signature = ({ personId, name, post, unit }: Actor) => ({ personId, name, post, unit });
const longTermSigned = (actor: Actor, count: number, reviewOn = '2024-05-31'): IssueEvent => ({
  type: 'LongTermSignedOff',
  data: { reviewOn, signature: signature(actor), count, required: 2 },
});

describe('a submitted closure that needs two sign-offs', () => {
  it('counts the first', () => {
    const outcome = given(...submitted).when(approving(people.leader));
    outcome.thenEvents(signedOff(people.leader, 1).event);
    expect(outcome.state().standing.status).toBe('submitted');
  });

  it('is approved with the second, carrying both signatures and the hash', () => {
    const outcome = given(...submitted, signedOff(people.leader, 1)).when(approving(people.secondLeader));
    outcome.thenEvents(signedOff(people.secondLeader, 2).event, {
      type: 'ClosureApproved',
      data: { contentHash: 'h1', decided: twoSignOffs },
    });
    expect(outcome.state().standing).toEqual({ status: 'closed' });
  });

  it('takes the number that the round asks for now', () => {
    const closurePolicy = { ...usual, required: 1 };
    const events = given(...submitted)
      .when(approving(people.leader, { closurePolicy }))
      .events();
    expect(events.map(({ type }) => type)).toEqual(['ClosureSignedOff', 'ClosureApproved']);
  });

  it('never takes two signatures of one person, through a second account either', () => {
    given(...submitted, signedOff(people.leader, 1))
      .when(approving({ ...people.leader, id: 'account-second' }))
      .thenRefused('issue.signed-already', { required: 2, signed: 1 });
  });

  it('is never decided by whoever endorsed, reported, handled, evidenced, worked on a task or requested', () => {
    const leading = (personId: string) => ({ ...people.leader, personId });
    for (const decide of [approving, rejecting, placing]) {
      const on = (actor: Actor, over = {}) =>
        given(...submitted).when(decide(actor, { effectiveOn: undefined, reviewOn: '2026-06-01', ...over } as never));
      on(leading('p-office')).thenRefused('issue.same-person-two-levels', { signed: 'office' });
      on(leading('p-reporter')).thenRefused('issue.reporter-decides');
      on(leading('p-handler')).thenRefused('issue.handler-decides');
      const linkedTasks = [{ id: 't', number: '4', completed: true, involved: ['p-leader-1'] }];
      on(people.leader, { linkedTasks }).thenRefused('issue.task-worker-decides', { tasks: ['4'] });
      on({ ...people.leader, roles: ['office'] }).thenRefused('issue.not-leader');
    }
    const byHead = [...atWork, by(people.unitHead, closureRequested()), ...submitted.slice(-1)];
    given(...byHead)
      .when(approving(leading('p-head')))
      .thenRefused('issue.requester-decides');
    const evidenced = [...atWork, by(people.supporter, evidenceAttached('e2')), ...submitted.slice(-3)];
    given(...evidenced)
      .when(approving(leading('p-supporter')))
      .thenRefused('issue.evidence-provider-decides');
  });

  it('is not decided when the issue has changed since', () => {
    const over = { currentHash: 'h2' };
    for (const command of [
      approving(people.leader, over),
      rejecting(people.leader, over),
      placing(people.leader, over),
    ]) {
      given(...submitted)
        .when(command)
        .thenRefused('issue.changed-since-request', { requested: 'h1', current: 'h2' });
    }
  });

  it('is rejected by one member with a reason', () => {
    const outcome = given(...submitted).when(rejecting(people.leader));
    outcome.thenEvents({
      type: 'ClosureRejected',
      data: { contentHash: 'h1', signature: signature(people.leader) },
    });
    expect(outcome.state().standing).toEqual({ status: 'rectifying', after: 'rejection' });
    given(...submitted)
      .when(rejecting(people.leader, { reason: undefined }))
      .thenRefused('reason.missing');
    given(...submitted, signedOff(people.leader, 1))
      .when(rejecting(people.leader))
      .thenRefused('issue.signed-already');
  });
});

describe('a closure that is not submitted', () => {
  it('is not decided', () => {
    for (const history of [atWork, requested, [issueDelivered()]]) {
      given(...history)
        .when(approving(people.leader))
        .thenRefused('issue.not-submitted');
      given(...history)
        .when(rejecting(people.leader))
        .thenRefused('issue.not-submitted');
    }
    given().when(approving(people.leader)).thenRefused('issue.unknown');
    given().when(rejecting(people.leader)).thenRefused('issue.unknown');
  });

  it('stays quiet when it was decided the same way already', () => {
    given(...closed)
      .when(approving(people.thirdLeader))
      .thenNothing();
    const rejected: IssueEvent = {
      type: 'ClosureRejected',
      data: { contentHash: 'h1', signature: signature(people.leader) },
    };
    given(...submitted, rejected)
      .when(rejecting(people.secondLeader))
      .thenNothing();
  });
});

describe('an issue that needs long-term rectification', () => {
  const once = [...atWork, longTermSigned(people.leader, 1)];

  it('is placed by the second of two signatures on the same review date', () => {
    given(...atWork)
      .when(placing(people.leader))
      .thenEvents(longTermSigned(people.leader, 1));
    const outcome = given(...once).when(placing(people.secondLeader));
    outcome.thenEvents(longTermSigned(people.secondLeader, 2), longTermApproved);
    expect(outcome.state()).toMatchObject({
      standing: { status: 'long-term', reviewOn: '2024-05-31', carriedOver: false },
      assignment: { leadUnit: { id: 'unit-1' } },
      pendingPlacement: undefined,
    });
  });

  it('can be placed when its closure is submitted, not while it is only requested', () => {
    given(...submitted)
      .when(placing(people.leader))
      .thenEvents(longTermSigned(people.leader, 1));
    given(...requested)
      .when(placing(people.leader))
      .thenRefused('issue.not-rectifying', { status: 'closure-requested' });
    given(...closed)
      .when(placing(people.leader))
      .thenRefused('issue.not-rectifying', { status: 'closed' });
    given().when(placing(people.leader)).thenRefused('issue.unknown');
  });

  it('needs a reason and a review date after the decision', () => {
    given(...atWork)
      .when(placing(people.leader, { reason: undefined }))
      .thenRefused('reason.missing');
    given(...atWork)
      .when(placing(people.leader, { reviewOn: '2023-11-20' }))
      .thenRefused('long-term.review-date-not-ahead', { reviewOn: '2023-11-20', decidedOn: '2023-11-20' });
  });

  it('refuses another review date than the one signed, and a second signature of one person', () => {
    given(...once)
      .when(placing(people.secondLeader, { reviewOn: '2024-06-30' }))
      .thenRefused('long-term.other-review-date', { agreed: '2024-05-31', asked: '2024-06-30' });
    given(...once)
      .when(placing(people.leader))
      .thenRefused('issue.signed-already', { required: 2, signed: 1 });
  });

  it('lets the only signer name another date', () => {
    const outcome = given(...once).when(placing(people.leader, { reviewOn: '2024-06-30' }));
    outcome.thenEvents(longTermSigned(people.leader, 1, '2024-06-30'));
    expect(outcome.state().pendingPlacement?.signatures).toHaveLength(1);
  });

  it('starts anew when the date signed has come meanwhile', () => {
    given(...once)
      .when(placing(people.secondLeader, { reviewOn: '2024-12-31', effectiveOn: '2024-06-01' }))
      .thenEvents(longTermSigned(people.secondLeader, 1, '2024-12-31'));
  });

  it('forgets a half signed placement when its closure is requested', () => {
    const outcome = given(...once, closureRequested(), ...submitted.slice(-2)).when(placing(people.secondLeader));
    outcome.thenEvents(longTermSigned(people.secondLeader, 1));
  });

  it('stays quiet when it is placed until then already, and refuses another date', () => {
    given(...atWork, longTermApproved)
      .when(placing(people.thirdLeader))
      .thenNothing();
    given(...atWork, longTermApproved)
      .when(placing(people.thirdLeader, { reviewOn: '2024-06-30' }))
      .thenRefused('long-term.other-review-date', { agreed: '2024-05-31' });
  });
});

describe('a decided issue', () => {
  const placement = `00000000-0000-4000-8000-${String(atWork.length + 1).padStart(12, '0')}`;
  const passed = (over = {}) => reopening({ source: 'review-date-passed', placement, reason: undefined, ...over });
  const reopened = (
    source: 're-check' | 'relapse' | 'review-date-passed',
    from: 'closed' | 'long-term',
  ): IssueEvent => ({
    type: 'IssueReopened',
    data: source === 'review-date-passed' ? { source, from } : { source, from, dueOn: '2033-12-31' },
  });

  it('is reopened for a reason, from closed and from long-term', () => {
    const outcome = given(...closed).when(reopening());
    outcome.thenEvents(reopened('re-check', 'closed'));
    expect(outcome.state().standing).toEqual({ status: 'rectifying', after: 'reopening' });
    given(...atWork, longTermApproved)
      .when(reopening({ source: 'relapse' }))
      .thenEvents(reopened('relapse', 'long-term'));
    given(...closed)
      .when(reopening({ reason: ' ' }))
      .thenRefused('reason.missing');
    expect(outcome.state().assignment?.dueOn).toBe('2033-12-31');
    for (const dueOn of [undefined, '2023-11-30', '2026-01-01']) {
      given(...closed)
        .when(reopening({ dueOn }))
        .thenRefused('reopening.due-date-not-ahead', { reopenedOn: '2026-01-01' });
    }
    given(...closed)
      .when(reopening({ dueOn: '9999-12-31' }))
      .thenRefused('day.too-far-ahead', { field: 'dueOn', latest: '2036-01-01' });
  });

  it('is not reopened when it was not decided, and quietly when it is open again', () => {
    given(...submitted)
      .when(reopening())
      .thenRefused('issue.not-decided', { status: 'submitted' });
    given().when(reopening()).thenRefused('issue.unknown');
    given(...closed, reopened('re-check', 'closed'))
      .when(reopening())
      .thenNothing();
  });

  it('returns by itself when its review date has passed', () => {
    given(...atWork, longTermApproved)
      .when(passed())
      .thenEvents(reopened('review-date-passed', 'long-term'));
    given(...atWork, longTermApproved)
      .when(passed({ placement: undefined }))
      .thenRefused('long-term.placement-unnamed');
  });

  it('stays where it is when that placement is no longer in force', () => {
    given(...atWork, longTermApproved, reopened('relapse', 'long-term'))
      .when(passed())
      .thenNothing();
    given(...atWork, longTermApproved, reopened('relapse', 'long-term'), longTermApproved)
      .when(passed())
      .thenNothing();
    given(...atWork, longTermApproved, closureApproved)
      .when(passed())
      .thenNothing();
  });

  it('asks anew for what was waived for the earlier closure', () => {
    const history = [
      ...atWork,
      { type: 'RequirementWaived', data: { requirement: 'tasks' } } as IssueEvent,
      ...closed.slice(atWork.length),
    ];
    expect(
      given(...history)
        .when(reopening())
        .state().waivers,
    ).toEqual([]);
  });
});

describe('an issue that a ledger says was decided', () => {
  const carrying = (over: Partial<CarryOverClosure> = {}) =>
    commanded(CarryOverClosure, { closedOn: '2023-10-10', effectiveOn: '2023-10-10', provenance, ...over });
  const carryingLongTerm = (over: Partial<CarryOverLongTerm> = {}) =>
    commanded(CarryOverLongTerm, { reviewOn: '2024-05-31', effectiveOn: '2023-11-20', provenance, ...over });
  const carriedOver: IssueEvent = { type: 'ClosureCarriedOver', data: { closedOn: '2023-10-10', provenance } };
  const carriedLongTerm: IssueEvent = { type: 'LongTermCarriedOver', data: { reviewOn: '2024-05-31', provenance } };

  it('is carried over from any open state, saying where it was read', () => {
    for (const history of [[issueDelivered()], [issueDelivered(), issueAssigned], atWork]) {
      given(...history)
        .when(carrying())
        .thenEvents(carriedOver);
      given(...history)
        .when(carryingLongTerm())
        .thenEvents(carriedLongTerm);
    }
    given(issueDelivered())
      .when(carrying({ provenance: undefined, reason: '补录' }))
      .thenRefused('carry-over.without-provenance');
    given().when(carrying()).thenRefused('issue.unknown');
    given().when(carryingLongTerm()).thenRefused('issue.unknown');
  });

  it('stays quiet the second time', () => {
    given(issueDelivered(), carriedOver).when(carrying()).thenNothing();
    given(issueDelivered(), carriedLongTerm).when(carryingLongTerm()).thenNothing();
  });

  it('is never carried over once a decision was made or is being made here', () => {
    const reopened: IssueEvent = { type: 'IssueReopened', data: { source: 're-check', from: 'closed' } };
    given(...closed, reopened)
      .when(carrying({ effectiveOn: undefined }))
      .thenRefused('issue.decided-here');
    given(...closed)
      .when(carryingLongTerm())
      .thenRefused('issue.decided-here', { status: 'closed' });
    given(...requested)
      .when(carrying())
      .thenRefused('issue.not-open-for-carry-over', { status: 'closure-requested' });
  });

  it('is carried over no earlier than it happened, and long-term only with a review date ahead', () => {
    given(issueDelivered())
      .when(carrying({ effectiveOn: '2023-10-09' }))
      .thenRefused('carry-over.ahead-of-fact', { closedOn: '2023-10-10', effectiveOn: '2023-10-09' });
    given(issueDelivered())
      .when(carryingLongTerm({ effectiveOn: '2024-05-31' }))
      .thenRefused('long-term.review-date-not-ahead');
  });
});
