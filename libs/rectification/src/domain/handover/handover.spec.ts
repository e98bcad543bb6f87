import {
  type AcceptanceFacts,
  type Holder,
  type ProposalFacts,
  AcceptHandover,
  DeclineHandover,
  ProposeHandover,
  WithdrawHandover,
} from './signing.js';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import { by, people } from '../examples.js';
import type { HandoverEvent, WorkItem } from './events.js';
import { handover } from './handover.js';

const given = givenDecider(handover);
const { handler, colleague, unitHead, otherHead, stranger } = people;
const unit = { id: 'unit-1', name: '经济发展局' };
const holder = (of: { personId: string; name: string }, ...posts: Holder['posts']): Holder => ({
  id: of.personId,
  name: of.name,
  posts,
});
const inPost = { unitId: 'unit-1', from: '2020-01-01' };
const gone = { ...inPost, to: '2023-12-31' };
const work: WorkItem[] = [
  { kind: 'issue', id: 'i1', roundId: 'r1', number: '7' },
  { kind: 'task', id: 't1', roundId: 'r1', number: '1' },
];
const [from, to] = [
  { id: handler.personId, name: handler.name },
  { id: colleague.personId, name: colleague.name },
];
const proposing = (over: Partial<ProposeHandover & ProposalFacts> = {}) =>
  informed<ProposeHandover, ProposalFacts>(ProposeHandover, {
    id: handler.personId,
    actor: handler,
    unitId: unit.id,
    successorId: colleague.personId,
    leaver: holder(handler, inPost),
    successor: holder(colleague, inPost),
    unit,
    work,
    ...over,
  });
const accepting = (over: Partial<AcceptHandover & AcceptanceFacts> = {}) =>
  informed<AcceptHandover, AcceptanceFacts>(AcceptHandover, {
    id: handler.personId,
    actor: colleague,
    successor: holder(colleague, inPost),
    ...over,
  });
const proposal = '00000000-0000-4000-8000-000000000001';
const data = { from, to, unit, work, signedFor: 'self' as const };
const proposed = by(handler, { type: 'HandoverProposed', data } as HandoverEvent);
const accepted: HandoverEvent = { type: 'HandoverAccepted', data: { proposal, from, to, unit, work } };
const reason = '不熟悉业务';

describe('no hand-over', () => {
  it('is proposed by whoever leaves, with the open work of that moment', () => {
    given().when(proposing()).thenEvents({ type: 'HandoverProposed', data });
  });

  it('is proposed by the head of the unit for somebody gone, who says why', () => {
    const leaver = holder(handler, gone);
    given()
      .when(proposing({ actor: unitHead, leaver, reason: '已调离' }))
      .thenEvents({ type: 'HandoverProposed', data: { ...data, signedFor: 'unit' } });
    given()
      .when(proposing({ actor: unitHead, leaver }))
      .thenRefused('reason.missing');
    given()
      .when(proposing({ actor: unitHead, reason: '催办' }))
      .thenRefused('handover.still-in-post');
    for (const actor of [otherHead, stranger, colleague])
      given()
        .when(proposing({ actor, leaver, reason: '代' }))
        .thenRefused('handover.not-unit-head');
  });

  it('is proposed to nobody outside the unit, to no former holder, and not to the same person', () => {
    const outside = [{ unitId: 'unit-2', from: '2020-01-01' }, gone, { ...inPost, from: '2026-02-01' }];
    for (const post of outside)
      given()
        .when(proposing({ successor: holder(colleague, post) }))
        .thenRefused('handover.successor-not-of-the-unit', { person: colleague.name, unit: unit.name });
    given()
      .when(proposing({ successorId: handler.personId, successor: holder(handler, inPost) }))
      .thenRefused('handover.to-the-same-person');
  });

  it('is proposed from no unit to which the leaver never belonged', () => {
    given()
      .when(proposing({ leaver: holder(handler, { unitId: 'unit-9', from: '2020-01-01' }) }))
      .thenRefused('handover.not-of-the-unit');
  });

  it('is proposed about nothing', () => {
    given()
      .when(proposing({ work: [] }))
      .thenRefused('handover.nothing-to-hand-over');
  });

  it('is neither accepted, declined nor withdrawn', () => {
    const id = handler.personId;
    given().when(accepting()).thenRefused('handover.none-open');
    given().when(commanded(DeclineHandover, { id, reason })).thenRefused('handover.none-open');
    given().when(commanded(WithdrawHandover, { id, reason })).thenRefused('handover.none-open');
  });
});

describe('an open hand-over', () => {
  it('stays quiet when it is proposed again, and lets no other be opened', () => {
    given(proposed).when(proposing()).thenNothing();
    const another = { successorId: 'p-other', successor: { ...holder(colleague, inPost), id: 'p-other' } };
    given(proposed).when(proposing(another)).thenRefused('handover.open-already', { successor: colleague.name });
  });

  it('is accepted by the successor as it was proposed, once', () => {
    given(proposed).when(accepting()).thenEvents(accepted);
    given(proposed, accepted).when(accepting()).thenNothing();
    given(proposed)
      .when(accepting({ actor: unitHead }))
      .thenRefused('handover.not-the-successor');
    given(proposed)
      .when(accepting({ actor: stranger }))
      .thenRefused('handover.not-the-successor');
  });

  it('is signed on both sides by two persons and two accounts', () => {
    const leaver = holder(handler, gone);
    const toHead = { actor: unitHead, leaver, reason: '已调离', successorId: unitHead.personId };
    const events = given()
      .when(proposing({ ...toHead, successor: holder(unitHead, inPost) }))
      .events();
    const byHead = by(unitHead, events[0]!);
    const signing = { actor: unitHead, successor: holder(unitHead, inPost) };
    given(byHead).when(accepting(signing)).thenRefused('handover.same-person-signs-both');
    const secondAccount = { ...unitHead, id: 'account-2' };
    given(byHead)
      .when(accepting({ ...signing, actor: secondAccount }))
      .thenRefused('handover.same-person-signs-both');
    const sharedAccount = { ...colleague, id: handler.id };
    given(proposed)
      .when(accepting({ actor: sharedAccount }))
      .thenRefused('handover.same-person-signs-both');
  });

  it('is accepted by nobody who has left the unit since', () => {
    given(proposed)
      .when(accepting({ successor: holder(colleague, gone) }))
      .thenRefused('handover.successor-not-of-the-unit');
  });

  it('is declined by the successor and withdrawn by the proposer, after which another may be opened', () => {
    const id = handler.personId;
    const declined: HandoverEvent = { type: 'HandoverDeclined', data: { proposal, to } };
    const withdrawn: HandoverEvent = { type: 'HandoverWithdrawn', data: { proposal, to } };
    given(proposed)
      .when(commanded(DeclineHandover, { id, reason, actor: colleague }))
      .thenEvents(declined);
    given(proposed)
      .when(commanded(WithdrawHandover, { id, reason, actor: handler }))
      .thenEvents(withdrawn);
    given(proposed)
      .when(commanded(DeclineHandover, { id, reason, actor: handler }))
      .thenRefused('handover.not-the-successor');
    given(proposed)
      .when(commanded(WithdrawHandover, { id, reason, actor: colleague }))
      .thenRefused('handover.not-the-proposer');
    for (const end of [declined, withdrawn, accepted])
      given(proposed, end).when(proposing()).thenEvents({ type: 'HandoverProposed', data });
  });
});
