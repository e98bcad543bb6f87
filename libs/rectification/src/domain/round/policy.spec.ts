import type { Actor } from '#event-sourcing';
import { type DecidingBody, type PolicyFacts, ChangeClosurePolicy, ChangePlanPolicy } from './policy.js';
import { givenDecider, informed } from '#event-sourcing/testing';
import { byMeeting, group, people, roundOpened, usual } from '../examples.js';
import { OpenRound } from './opening.js';
import type { ClosurePolicy, RoundEvent, RoundOpened } from './events.js';
import { round } from './round.js';
import { usualPlanPolicy } from './usual.js';

const given = givenDecider(round);
const open = given(roundOpened);
const members = ['p1', 'p2', 'p3'];
const meetingBody: DecidingBody = {
  ...group,
  dissolved: false,
  competence: ['plan', 'closure'],
  way: 'meeting',
  entitled: members,
};
const signingBody: DecidingBody = { ...meetingBody, way: 'sign-offs', required: 2 };

const closing = (over: Partial<ChangeClosurePolicy & PolicyFacts> = {}, bodies: DecidingBody[] = [meetingBody]) =>
  informed<ChangeClosurePolicy, PolicyFacts>(ChangeClosurePolicy, {
    endorsements: ['unit', 'office'],
    way: 'meeting',
    bodyId: group.id,
    bodies,
    reason: '按议事规则',
    ...over,
  });
const planning = (over: Partial<ChangePlanPolicy & PolicyFacts> = {}, bodies: DecidingBody[] = [meetingBody]) =>
  informed<ChangePlanPolicy, PolicyFacts>(ChangePlanPolicy, {
    way: 'meeting',
    bodyId: group.id,
    bodies,
    reason: '按议事规则',
    ...over,
  });
const bySignatures = { way: 'sign-offs', required: undefined } as const;
const signature = ({ personId, name, post, unit }: Actor) => ({ personId, name, post, unit });
const two = { endorsements: ['unit', 'office'], way: 'sign-offs', required: 2 } as const;
const proposedBy = signature(people.leader);
const closureByMeeting = { endorsements: ['unit', 'office'], ...byMeeting } as const;
const changedTo = (to: object): RoundEvent =>
  ({ type: 'ClosurePolicyChanged', data: { from: usual, to } }) as RoundEvent;

const wanted = (to: object, from: object = usual): RoundEvent =>
  ({ type: 'ClosurePolicyChangeProposed', data: { from, to, proposedBy } }) as RoundEvent;

describe('a round whose closures two leaders sign', () => {
  it('lets a body decide them at its meeting once another leader agrees, for a reason', () => {
    const outcome = open.when(closing({ actor: people.leader }));
    outcome.thenEvents(wanted(closureByMeeting));
    expect(outcome.state().closurePolicy).toEqual(usual);
    const waiting = given(roundOpened, wanted(closureByMeeting));
    waiting.when(closing({ actor: people.leader })).thenNothing();
    waiting.when(closing({ actor: people.secondLeader })).thenEvents({
      type: 'ClosurePolicyChanged',
      data: { from: usual, to: closureByMeeting, proposedBy },
    });
    open.when(closing({ reason: undefined })).thenRefused('reason.missing', { field: 'reason' });
  });

  it('is not handed to a body of two by one leader where three sign', () => {
    const three = { ...usual, required: 3 };
    given(roundOpened, changedTo(three))
      .when(closing({ actor: people.leader }, [{ ...meetingBody, entitled: ['p1', 'p2'] }]))
      .thenEvents(wanted(closureByMeeting, three));
  });

  it('goes on when the same leaders sign and more of them', () => {
    open
      .when(closing({ way: 'sign-offs', bodyId: undefined, required: 3 }))
      .thenEvents(changedTo({ ...usual, required: 3 }));
  });

  it('lets members of a body alone sign, as many as its rules say or more', () => {
    const body = group;
    const endorsements = ['unit', 'office'];
    open
      .when(closing({ ...bySignatures, actor: people.leader }, [signingBody]))
      .thenEvents(wanted({ endorsements, way: 'sign-offs', required: 2, body }));
    open
      .when(closing({ ...bySignatures, required: 3, actor: people.leader }, [signingBody]))
      .thenEvents(wanted({ endorsements, way: 'sign-offs', required: 3, body }));
    const numbers = { body: group.name, least: 2, entitled: 3 };
    open
      .when(closing({ ...bySignatures, required: 1 }, [signingBody]))
      .thenRefused('policy.fewer-than-the-body-requires', { ...numbers, required: 1 });
    open
      .when(closing({ ...bySignatures, required: 4 }, [signingBody]))
      .thenRefused('policy.more-than-can-sign', { ...numbers, required: 4 });
  });

  it('refuses a body that is unknown, dissolved, not competent, or decides otherwise', () => {
    open.when(closing({}, [])).thenRefused('policy.body-unknown', { field: 'bodyId', bodyId: group.id });
    open
      .when(closing({}, [{ ...meetingBody, dissolved: true }]))
      .thenRefused('policy.body-dissolved', { body: group.name });
    open
      .when(closing({}, [{ ...meetingBody, competence: ['plan', 'long-term'] }]))
      .thenRefused('policy.body-not-competent', { matter: 'closure', competence: ['plan', 'long-term'] });
    open
      .when(closing({}, [signingBody]))
      .thenRefused('policy.body-decides-otherwise', { asked: 'meeting', decides: 'sign-offs' });
    open
      .when(closing(bySignatures, [meetingBody]))
      .thenRefused('policy.body-decides-otherwise', { asked: 'sign-offs', decides: 'meeting' });
    open.when(closing({ required: 2 })).thenRefused('policy.meeting-takes-no-number', { required: 2 });
  });

  it('stays quiet when the same is asked for again', () => {
    given(roundOpened, changedTo(closureByMeeting)).when(closing()).thenNothing();
    open.when(closing({ way: undefined, bodyId: undefined, required: 2 })).thenNothing();
  });

  it('goes back to signatures once two leaders have asked for it, the earlier policy standing in the event', () => {
    const back = { way: 'sign-offs', bodyId: undefined, required: 2 } as const;
    const data = { from: closureByMeeting, to: usual, proposedBy };
    const proposed: RoundEvent = { type: 'ClosurePolicyChangeProposed', data };
    const meeting = given(roundOpened, changedTo(closureByMeeting));
    const outcome = meeting.when(closing({ ...back, actor: people.leader }));
    outcome.thenEvents(proposed);
    expect(outcome.state().closurePolicy).toEqual(closureByMeeting);
    const waiting = given(roundOpened, changedTo(closureByMeeting), proposed);
    for (const id of [people.leader.id, 'account-second'])
      waiting.when(closing({ ...back, actor: { ...people.leader, id } })).thenNothing();
    waiting.when(closing({ ...back, actor: people.secondLeader })).thenEvents({ type: 'ClosurePolicyChanged', data });
    waiting.when(closing({ ...back, required: 3, actor: people.secondLeader })).thenEvents({
      type: 'ClosurePolicyChangeProposed',
      data: { from: closureByMeeting, to: { ...two, required: 3 }, proposedBy: signature(people.secondLeader) },
    });
  });

  it.each([
    ['a signature less', { ...two, required: 3 }, { required: 2 }],
    ['a level less', usual, { required: 2, endorsements: ['office'] }],
    ['other signers', { ...two, body: group }, { required: 2 }],
    ['no meeting', closureByMeeting, { required: 3 }],
  ] as [string, ClosurePolicy, Partial<ChangeClosurePolicy>][])('takes two leaders for %s', (_, from, asked) => {
    const signing = { way: 'sign-offs', bodyId: undefined, actor: people.leader } as const;
    const [event] = given(roundOpened, changedTo(from))
      .when(closing({ ...signing, ...asked }))
      .events();
    expect(event!.type).toBe('ClosurePolicyChangeProposed');
  });

  it('forgets what was proposed when the policy is made stronger', () => {
    const one: ClosurePolicy = { endorsements: ['unit', 'office'], way: 'sign-offs', required: 1 };
    const weaker = { from: usual, to: one, proposedBy };
    const history: RoundEvent[] = [
      roundOpened,
      { type: 'ClosurePolicyChangeProposed', data: weaker },
      changedTo({ ...usual, required: 3 }),
    ];
    const [event] = given(...history)
      .when(closing({ way: 'sign-offs', bodyId: undefined, required: 1, actor: people.secondLeader }))
      .events();
    expect(event!.type).toBe('ClosurePolicyChangeProposed');
  });
});

describe('the plan of a round', () => {
  it('is decided by a policy of its own: changing it leaves that of closures as it was', () => {
    const data = { from: usualPlanPolicy, to: byMeeting, proposedBy };
    const proposed: RoundEvent = { type: 'PlanPolicyChangeProposed', data };
    open.when(planning({ actor: people.leader })).thenEvents(proposed);
    const agreed = { actor: people.secondLeader };
    const outcome = given(roundOpened, proposed).when(planning(agreed));
    outcome.thenEvents({ type: 'PlanPolicyChanged', data });
    expect(outcome.state()).toMatchObject({ planPolicy: byMeeting, closurePolicy: usual });
    const closures = given(roundOpened, wanted(closureByMeeting)).when(closing(agreed));
    expect(closures.state()).toMatchObject({ planPolicy: usualPlanPolicy, closurePolicy: byMeeting });
  });

  const planChanged = (to: object): RoundEvent =>
    ({ type: 'PlanPolicyChanged', data: { from: usualPlanPolicy, to } }) as RoundEvent;
  const signed = (required: number) => ({ way: 'sign-offs', bodyId: undefined, required }) as const;

  it.each([
    ['a signature less', { way: 'sign-offs', required: 3 }, signed(2)],
    ['no meeting', byMeeting, signed(2)],
    ['other signers', { ...usualPlanPolicy, body: group }, signed(2)],
  ])('takes two leaders for %s', (_, from, asked) => {
    const data = { from, to: usualPlanPolicy, proposedBy } as never;
    const proposed: RoundEvent = { type: 'PlanPolicyChangeProposed', data };
    const outcome = given(roundOpened, planChanged(from)).when(planning({ ...asked, actor: people.leader }));
    outcome.thenEvents(proposed);
    expect(outcome.state().planPolicy).toEqual(from);
    const waiting = given(roundOpened, planChanged(from), proposed);
    for (const id of [people.leader.id, 'account-second'])
      waiting.when(planning({ ...asked, actor: { ...people.leader, id } })).thenNothing();
    waiting.when(planning({ ...asked, actor: people.secondLeader })).thenEvents({ type: 'PlanPolicyChanged', data });
  });

  it('forgets what was proposed once the policy is changed otherwise, and takes one leader for a stronger one', () => {
    const weaker = { from: usualPlanPolicy, to: signed(1), proposedBy } as never;
    const three = planning({ ...signed(3), actor: people.leader });
    open.when(three).thenEvents(planChanged({ way: 'sign-offs', required: 3 }));
    const history = [
      roundOpened,
      { type: 'PlanPolicyChangeProposed', data: weaker } as RoundEvent,
      planChanged({ way: 'sign-offs', required: 3 }),
    ];
    const [event] = given(...history)
      .when(planning({ ...signed(1), actor: people.secondLeader }))
      .events();
    expect(event!.type).toBe('PlanPolicyChangeProposed');
  });

  it('asks for a body that is competent for plans', () => {
    open
      .when(planning({}, [{ ...meetingBody, competence: ['closure'] }]))
      .thenRefused('policy.body-not-competent', { matter: 'plan', competence: ['closure'] });
    given().when(planning()).thenRefused('round.unknown', { id: 'x' });
    open.when(planning({ reason: ' ' })).thenRefused('reason.missing');
  });

  it('stays quiet on the same policy', () => {
    open.when(planning({ way: 'sign-offs', bodyId: undefined, required: 2 })).thenNothing();
    given(roundOpened, { type: 'PlanPolicyChanged', data: { from: usualPlanPolicy, to: byMeeting } })
      .when(planning())
      .thenNothing();
  });
});

describe('a round that opens', () => {
  const {
    provenance: _,
    countingRule: _rule,
    closurePolicy: _policy,
    ...particulars
  } = (roundOpened as RoundOpened).data;
  const breakdown = { ...particulars.breakdown };
  const opening = (over: Partial<OpenRound & PolicyFacts>) =>
    informed<OpenRound, PolicyFacts>(OpenRound, { ...particulars, breakdown, bodies: [], ...over });
  const asked = { way: 'meeting', bodyId: group.id } as const;
  const closurePolicy = { ...asked, endorsements: ['office' as const] };

  it('may say at once whose meetings decide closures and plan', () => {
    const [event] = given()
      .when(opening({ closurePolicy, planPolicy: asked, bodies: [meetingBody] }))
      .events();
    expect(event!.data).toMatchObject({
      closurePolicy: { endorsements: ['office'], ...byMeeting },
      planPolicy: byMeeting,
    });
    expect(
      given()
        .when(opening({ planPolicy: asked, bodies: [meetingBody] }))
        .state(),
    ).toMatchObject({ closurePolicy: usual, planPolicy: byMeeting });
  });

  it('asks for two signatures at least', () => {
    const one = { way: 'sign-offs', required: 1, endorsements: ['office' as const] } as const;
    given()
      .when(opening({ closurePolicy: one as never }))
      .thenRefused('policy.fewer-than-two', { field: 'closurePolicy.required', least: 2 });
    given()
      .when(opening({ planPolicy: { way: 'sign-offs', required: 1 } }))
      .thenRefused('policy.fewer-than-two', { field: 'planPolicy.required', least: 2 });
    expect(
      given()
        .when(opening({ closurePolicy: { ...one, required: 2 } as never }))
        .events(),
    ).toHaveLength(1);
  });

  it('is refused with a body that cannot decide them', () => {
    given().when(opening({ closurePolicy })).thenRefused('policy.body-unknown');
    given()
      .when(opening({ planPolicy: asked, bodies: [{ ...meetingBody, competence: ['closure'] }] }))
      .thenRefused('policy.body-not-competent', { matter: 'plan' });
  });
});
