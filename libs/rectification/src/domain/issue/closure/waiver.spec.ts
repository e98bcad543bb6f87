import type { Actor } from '#event-sourcing';
import { givenDecider, informed } from '#event-sourcing/testing';
import {
  atWork,
  by,
  byMeeting,
  closed,
  endorsed,
  group,
  issueDelivered,
  people,
  requested,
  twoSignOffs,
  usual,
} from '../../examples.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';
import { WaiveRequirement } from './waiving.js';
import type { SigningFacts } from './policies.js';

const given = givenDecider(issue);
const waiving = (over: Partial<WaiveRequirement & SigningFacts> = {}) =>
  informed<WaiveRequirement, SigningFacts>(WaiveRequirement, {
    currentHash: 'h1',
    linkedTasks: [],
    closurePolicy: usual,
    requirement: 'evidence',
    actor: people.leader,
    reason: '已现场核实',
    ...over,
  });
const signature = ({ personId, name, post, unit }: Actor) => ({ personId, name, post, unit });
const signed = (actor: Actor, count: number, over: object = {}): IssueEvent =>
  ({
    type: 'RequirementWaiverSigned',
    data: { requirement: 'evidence', signature: signature(actor), count, required: 2, ...over },
  }) as IssueEvent;
const waived = (over: object = {}): IssueEvent =>
  ({ type: 'RequirementWaived', data: { requirement: 'evidence', decided: twoSignOffs, ...over } }) as IssueEvent;
const once = [...atWork, signed(people.leader, 1)];

describe('a waiver', () => {
  it('is signed by one leader and waives nothing yet', () => {
    const outcome = given(...atWork).when(waiving());
    outcome.thenEvents(signed(people.leader, 1));
    expect(outcome.state().waivers).toEqual([]);
  });

  it('counts with as many signatures as the closure itself asks for', () => {
    const outcome = given(...once).when(waiving({ actor: people.secondLeader }));
    outcome.thenEvents(signed(people.secondLeader, 2), waived());
    expect(outcome.state().waivers).toEqual([{ requirement: 'evidence', criterion: undefined }]);
    const three = { closurePolicy: { ...usual, required: 3 } };
    given(...once)
      .when(waiving({ actor: people.secondLeader, ...three }))
      .thenEvents(signed(people.secondLeader, 2, { required: 3 }));
  });

  it('is never given by one person, whatever the policy and the account', () => {
    const one = { closurePolicy: { ...usual, required: 1 } };
    given(...atWork)
      .when(waiving(one))
      .thenEvents(signed(people.leader, 1));
    given(...once)
      .when(waiving({ ...one, actor: { ...people.leader, id: 'account-second' } }))
      .thenRefused('issue.signed-already', { required: 2, signed: 1 });
  });

  it('stays quiet once it is given', () => {
    given(...atWork, waived())
      .when(waiving())
      .thenNothing();
  });

  it('gives its reason, is a leader’s, and comes before the closure', () => {
    given(...atWork)
      .when(waiving({ reason: undefined }))
      .thenRefused('reason.missing');
    given(...atWork)
      .when(waiving({ actor: people.office }))
      .thenRefused('issue.not-leader', { roles: ['office'] });
    given(...closed)
      .when(waiving())
      .thenRefused('issue.closed');
    given().when(waiving()).thenRefused('issue.unknown');
  });

  it('is of an entitled member where the policy names a body, and of nobody where its meeting decides', () => {
    given(...atWork)
      .when(waiving({ signatories: { body: group, entitled: ['p-leader-2'] } }))
      .thenRefused('sign-off.not-entitled');
    given(...atWork)
      .when(waiving({ closurePolicy: { endorsements: ['office'], ...byMeeting } }))
      .thenRefused('waiver.decided-by-meeting', { body: group.name });
  });

  it('is never of somebody involved or of an endorser', () => {
    given(...atWork)
      .when(waiving({ actor: { ...people.reporter, roles: ['leader'] } }))
      .thenRefused('issue.reporter-decides');
    given(...requested, by(people.unitHead, endorsed('unit', false)))
      .when(waiving({ actor: { ...people.unitHead, roles: ['leader'] } }))
      .thenRefused('issue.same-person-two-levels');
  });

  it('is of a requirement that there is, each by itself', () => {
    given(...atWork)
      .when(waiving({ criterion: 1 }))
      .thenRefused('criterion.unknown', { unknown: [1] });
    given(issueDelivered(['甲']))
      .when(waiving({ requirement: 'tasks', criterion: 1 }))
      .thenRefused('criterion.unknown');
    given(issueDelivered(['甲']), signed(people.leader, 1))
      .when(waiving({ criterion: 1, actor: people.secondLeader }))
      .thenEvents(signed(people.secondLeader, 1, { criterion: 1 }));
  });
});
