import {
  type PlanDecisionFacts,
  ApprovePlan,
  ApprovePlanByMeeting,
  RejectPlan,
  RejectPlanByMeeting,
  ReturnPlan,
} from './approval.js';
import { type SubmissionFacts, SubmitPlan } from './submission.js';
import type { Actor } from '#event-sourcing';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { by, byMeeting, decidedByMeeting, group, people } from '../examples.js';
import type { PlanEvent } from './events.js';
import { plan } from './plan.js';

const given = givenDecider(plan);
const content = {
  title: '巡察反馈意见整改方案',
  text: '一、总体要求',
  files: [{ sha256: 'f1', name: '任务清单.xlsx', mediaType: 'application/zip', size: 9 }],
  authors: [{ id: 'p-leader-3', name: '褚委员' }],
};
const first = { edition: 1, contentHash: 'p1' };
const second = { edition: 2, contentHash: 'p2' };
const planPolicy = { way: 'sign-offs', required: 2 } as const;

const submitting = (over: Partial<SubmitPlan & SubmissionFacts> = {}) => {
  const { title, text, files: uploaded, authors } = content;
  const filled = { title, text, uploaded, authors, isOfARound: true, ...first };
  return informed<SubmitPlan, SubmissionFacts>(SubmitPlan, { ...filled, actor: people.office, ...over });
};
const returning = (over: Partial<ReturnPlan> = {}) =>
  commanded(ReturnPlan, { actor: people.office, reason: '措施不具体', ...over });
const approving = (actor: Actor, over: Partial<ApprovePlan & PlanDecisionFacts> = {}) =>
  informed<ApprovePlan, PlanDecisionFacts>(ApprovePlan, { actor, planPolicy, ...over });
const rejecting = (actor: Actor, over: Partial<RejectPlan & PlanDecisionFacts> = {}) =>
  informed<RejectPlan, PlanDecisionFacts>(RejectPlan, { actor, planPolicy, reason: '目标不明', ...over });
const decided = { ...decidedByMeeting, contentHash: 'p1' };
const adopting = (over: Partial<ApprovePlanByMeeting> = {}) => commanded(ApprovePlanByMeeting, { decided, ...over });
const votingDown = (over: Partial<RejectPlanByMeeting> = {}) => commanded(RejectPlanByMeeting, { decided, ...over });

const submitted = by<PlanEvent>(people.office, { type: 'PlanSubmitted', data: { ...content, ...first } });
const returned: PlanEvent = { type: 'PlanReturned', data: first };
const signature = ({ personId, name, post, unit }: Actor) => ({ personId, name, post, unit });
const signedOff = (actor: Actor, count: number): PlanEvent => ({
  type: 'PlanSignedOff',
  data: { ...first, signature: signature(actor), count, required: 2 },
});
const twoSignOffs = {
  way: 'sign-offs',
  required: 2,
  signatures: [signature(people.leader), signature(people.secondLeader)],
} as const;
const approved: PlanEvent = { type: 'PlanApproved', data: { ...first, decided: twoSignOffs } };
const rejected: PlanEvent = { type: 'PlanRejected', data: { ...first, signature: signature(people.leader) } };
const adopted: PlanEvent = { type: 'PlanApproved', data: { ...first, decided } };
const votedDown: PlanEvent = { type: 'PlanVotedDown', data: { ...first, decided } };

describe('no plan', () => {
  it('is submitted of no day before the delivery of the findings', () => {
    const late = { effectiveOn: '2023-08-28', reason: '补录', deliveredOn: '2023-08-29' };
    given()
      .when(submitting(late))
      .thenRefused('effective.before-delivery', { earliest: '2023-08-29', rule: 'noPlanIsOfADayBeforeTheDelivery' });
    expect(
      given()
        .when(submitting({ ...late, effectiveOn: '2023-08-29' }))
        .events(),
    ).toHaveLength(1);
    expect(
      given()
        .when(submitting({ deliveredOn: '2023-08-29' }))
        .events(),
    ).toHaveLength(1);
  });

  it('is submitted as the first edition, with files, authors and digest', () => {
    const outcome = given().when(submitting());
    outcome.thenEvents({ type: 'PlanSubmitted', data: { ...content, ...first } });
    expect([...outcome.state().involved].sort()).toEqual(['p-leader-3', 'p-office']);
  });

  it('belongs to a round', () => {
    given()
      .when(submitting({ isOfARound: false }))
      .thenRefused('round.unknown', { id: 'x' });
  });

  it('is unknown to everything else', () => {
    for (const command of [returning(), approving(people.leader), rejecting(people.leader), adopting(), votingDown()])
      given().when(command).thenRefused('plan.unknown', { id: 'x' });
  });
});

describe('a plan submitted', () => {
  const open = given(submitted);

  it('stays quiet on the same edition and takes no other before it was returned', () => {
    open.when(submitting()).thenNothing();
    open
      .when(submitting({ ...second, text: '二、', reason: '补充' }))
      .thenRefused('plan.submitted-already', { edition: 1 });
  });

  it('is returned by the office, with a reason', () => {
    const outcome = open.when(returning());
    outcome.thenEvents(returned);
    expect(outcome.state().status).toBe('returned');
    open.when(returning({ reason: ' ' })).thenRefused('reason.missing');
    open.when(returning({ actor: people.leader })).thenRefused('plan.not-office', { roles: ['leader'] });
  });

  it('is approved by the second of two signatures, both on its edition and digest', () => {
    open.when(approving(people.leader)).thenEvents(signedOff(people.leader, 1));
    const outcome = given(submitted, signedOff(people.leader, 1)).when(approving(people.secondLeader));
    outcome.thenEvents(signedOff(people.secondLeader, 2), approved);
    expect(outcome.state().status).toBe('approved');
  });

  it('is never decided by whoever submitted or wrote it, nor twice by one person, nor by anyone but leaders', () => {
    const leading = (personId: string) => ({ ...people.leader, personId, id: 'account-second' });
    for (const decide of [approving, rejecting]) {
      open.when(decide(leading('p-office'))).thenRefused('plan.author-decides', { person: people.leader.name });
      open.when(decide(people.thirdLeader)).thenRefused('plan.author-decides');
      open.when(decide(people.office)).thenRefused('issue.not-leader', { roles: ['office'] });
      given(submitted, signedOff(people.leader, 1))
        .when(decide(leading('p-leader-1')))
        .thenRefused('plan.signed-already', { signed: 1 });
    }
    const writtenBefore = given(submitted, returned, {
      event: { type: 'PlanSubmitted', data: { ...content, authors: [], ...second } },
      actor: people.unitHead,
    });
    writtenBefore.when(approving(people.thirdLeader)).thenRefused('plan.author-decides');
  });

  it('takes signatures of a body’s entitled members alone where the policy names one', () => {
    const over = (entitled: string[]) => ({
      planPolicy: { ...planPolicy, body: group },
      signatories: { body: group, entitled },
    });
    open.when(approving(people.leader, over(['p-leader-1']))).thenEvents(signedOff(people.leader, 1));
    open
      .when(approving(people.leader, over(['p-leader-2'])))
      .thenRefused('sign-off.not-entitled', { body: group.name, entitled: 1 });
  });

  it('is rejected by one leader with a reason', () => {
    const outcome = open.when(rejecting(people.leader));
    outcome.thenEvents(rejected);
    expect(outcome.state().status).toBe('rejected');
    open.when(rejecting(people.leader, { reason: undefined })).thenRefused('reason.missing');
  });
});

describe('a plan that came back', () => {
  it('is submitted anew as the next edition, with a reason', () => {
    for (const ending of [returned, rejected, votedDown]) {
      const again = given(submitted, ending);
      const outcome = again.when(submitting({ ...second, text: '二、', reason: '已补充措施' }));
      outcome.thenEvents({ type: 'PlanSubmitted', data: { ...content, text: '二、', ...second } });
      expect(outcome.state()).toMatchObject({ status: 'submitted', signatures: [] });
      again.when(submitting({ ...second, text: '二、' })).thenRefused('reason.missing');
      again
        .when(submitting({ text: '二、', reason: '已补充措施' }))
        .thenRefused('plan.changed-meanwhile', { asked: 1, next: 2 });
    }
  });

  it('loses the signatures of the edition before', () => {
    const resubmitted: PlanEvent = { type: 'PlanSubmitted', data: { ...content, ...second } };
    const outcome = given(submitted, signedOff(people.leader, 1), returned, resubmitted).when(approving(people.leader));
    expect(outcome.events()).toMatchObject([{ type: 'PlanSignedOff', data: { ...second, count: 1 } }]);
  });

  it('is neither approved, rejected nor returned before that', () => {
    given(submitted, returned).when(approving(people.leader)).thenRefused('plan.not-submitted', { status: 'returned' });
    given(submitted, returned).when(rejecting(people.leader)).thenRefused('plan.not-submitted');
    given(submitted, rejected).when(returning()).thenRefused('plan.not-submitted', { status: 'rejected' });
    given(submitted, returned).when(returning()).thenNothing();
    given(submitted, rejected).when(rejecting(people.secondLeader)).thenNothing();
  });
});

describe('a plan approved', () => {
  it('stays quiet, and is replaced by a later edition only, which is approved anew', () => {
    given(submitted, approved).when(approving(people.thirdLeader)).thenNothing();
    given(submitted, approved).when(submitting()).thenNothing();
    const outcome = given(submitted, approved).when(submitting({ ...second, text: '二、', reason: '调整任务' }));
    expect(outcome.state()).toMatchObject({ status: 'submitted', submitted: second });
    given(submitted, approved).when(returning()).thenRefused('plan.not-submitted', { status: 'approved' });
  });
});

describe('a plan of a round that a meeting decides', () => {
  const policy = { planPolicy: byMeeting };

  it('takes no signature, and names the body', () => {
    const named = { body: group.name, bodyId: group.id, way: 'meeting' };
    given(submitted).when(approving(people.leader, policy)).thenRefused('plan.decided-by-meeting', named);
    given(submitted).when(rejecting(people.leader, policy)).thenRefused('plan.decided-by-meeting', named);
  });

  it('is approved or voted down by the meeting’s decision, once', () => {
    const outcome = given(submitted).when(adopting());
    outcome.thenEvents(adopted);
    expect(outcome.state().status).toBe('approved');
    given(submitted, adopted).when(adopting()).thenNothing();
    const down = given(submitted).when(votingDown());
    down.thenEvents(votedDown);
    expect(down.state().status).toBe('rejected');
    given(submitted, votedDown).when(votingDown()).thenNothing();
  });

  it('is left as it is when the decision was on another edition, or it was returned since', () => {
    const resubmitted: PlanEvent = { type: 'PlanSubmitted', data: { ...content, ...second } };
    for (const command of [adopting(), votingDown()]) {
      given(submitted, returned, resubmitted)
        .when(command)
        .thenRefused('plan.changed-since-decision', { item: 3, edition: 2, decided: 'p1', current: 'p2' });
      given(submitted, returned).when(command).thenRefused('plan.not-submitted', { status: 'returned' });
    }
  });
});
