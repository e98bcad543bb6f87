import type { Actor } from '#event-sourcing';
import { givenDecider, informed } from '#event-sourcing/testing';
import { atWork, by, closureRequested, endorsed, people, requested, submitted, usual } from '../../examples.js';
import type { IssueEvent } from '../events.js';
import { issue } from '../issue.js';
import { ApproveClosure, RejectClosure } from '../outcome/decision.js';
import { EndorseClosure } from './endorsing.js';
import { PlaceUnderLongTerm } from '../outcome/long-term.js';
import { RequestClosure } from './requesting.js';
import { WaiveRequirement } from './waiving.js';
import type { ClosureFacts, SigningFacts } from './policies.js';

const given = givenDecider(issue);
const facts = { currentHash: 'h1', linkedTasks: [], closurePolicy: usual };
const endorsing = (actor: Actor) => informed<EndorseClosure, ClosureFacts>(EndorseClosure, { ...facts, actor });
const deciding: readonly ((actor: Actor) => ApproveClosure | RejectClosure | PlaceUnderLongTerm | WaiveRequirement)[] =
  [
    (actor) => informed<ApproveClosure, SigningFacts>(ApproveClosure, { ...facts, actor }),
    (actor) => informed<RejectClosure, SigningFacts>(RejectClosure, { ...facts, actor, reason: '不实' }),
    (actor) =>
      informed<PlaceUnderLongTerm, SigningFacts>(PlaceUnderLongTerm, {
        ...facts,
        actor,
        reviewOn: '2026-06-01',
        reason: '长期',
      }),
    (actor) =>
      informed<WaiveRequirement, SigningFacts>(WaiveRequirement, {
        ...facts,
        actor,
        requirement: 'tasks',
        reason: '免予',
      }),
  ];

const entered: readonly (readonly [string, IssueEvent])[] = [
  ['issue.regulation-registrar-decides', { type: 'RegulationMade', data: { title: '制度' } }],
  ['issue.regulation-registrar-decides', { type: 'RegulationRevised', data: { title: '制度' } }],
  ['issue.accountability-recorder-decides', { type: 'AccountabilityRecorded', data: { kind: 'criticism', number: 0 } }],
  ['issue.recovery-recorder-decides', { type: 'MoneyRecovered', data: { amount: 100 } }],
  [
    'issue.delivery-corrector-decides',
    { type: 'IssueCorrected', data: { corrects: 'd', from: { criteria: ['甲'] }, to: { criteria: [] } } },
  ],
  [
    'issue.delivery-corrector-decides',
    { type: 'IssueCorrected', data: { corrects: 'd', from: { text: '表现' }, to: { text: '表象' } } },
  ],
  [
    'issue.delivery-corrector-decides',
    { type: 'IssueCorrected', data: { corrects: 'd', from: { class: 'phased' }, to: { class: 'immediate' } } },
  ],
  ['issue.extension-requester-decides', { type: 'ExtensionRequested', data: { from: '2023-11-30', to: '2024-01-31' } }],
];

describe.each(entered)('whoever entered what makes %s true', (code, event) => {
  const before = (actor: Actor) => [...atWork, by(actor, event), by(people.handler, closureRequested())];

  it('never endorses the closure, as head or as office, through another account either', () => {
    for (const id of [people.unitHead.id, 'account-second']) {
      given(...before(people.unitHead))
        .when(endorsing({ ...people.unitHead, id }))
        .thenRefused(code);
    }
    given(...before(people.office), by(people.unitHead, endorsed('unit', false)))
      .when(endorsing(people.office))
      .thenRefused(code);
  });

  it('never decides or waives anything', () => {
    const ready = [...before(people.leader), ...submitted.slice(-2)];
    for (const decide of deciding)
      given(...ready)
        .when(decide(people.leader))
        .thenRefused(code);
  });

  it('leaves all others as they are', () => {
    expect(
      given(...before(people.office))
        .when(endorsing(people.unitHead))
        .events(),
    ).toHaveLength(1);
  });

  it('is named as involved in the request', () => {
    const command = informed<RequestClosure, ClosureFacts>(RequestClosure, {
      ...facts,
      actor: people.handler,
      statement: '完成',
    });
    const [request] = given(...atWork, by(people.office, event))
      .when(command)
      .events();
    expect(request).toMatchObject({
      type: 'ClosureRequested',
      data: { involved: expect.arrayContaining(['p-office']) },
    });
  });
});

describe('whoever corrected only where an issue stands in the report', () => {
  it('endorses its closure', () => {
    const moved: IssueEvent = {
      type: 'IssueCorrected',
      data: { corrects: 'd', from: { area: '一', heading: '大项' }, to: { area: '二', heading: '大类' } },
    };
    const [event] = given(
      ...atWork,
      by(people.office, moved),
      by(people.handler, closureRequested()),
      by(people.unitHead, endorsed('unit', false)),
    )
      .when(endorsing(people.office))
      .events();
    expect(event!.type).toBe('ClosureEndorsed');
  });
});

describe('the leader responsible for an issue', () => {
  const responsible: Actor = { ...people.leader, personId: 'p-leader-9', name: '分管领导' };

  it('never decides its closure, whoever has taken over since', () => {
    for (const decide of deciding)
      given(...submitted)
        .when(decide(responsible))
        .thenRefused('issue.responsible-leader-decides');
    const succeeded: IssueEvent = {
      type: 'IssueAssigned',
      data: {
        leader: { id: 'p-leader-2', name: '陈主任' },
        leadUnit: { id: 'unit-1', name: '经济发展局' },
        supportingUnits: [],
        handler: { id: 'p-handler', name: '赵经办' },
        dueOn: '2023-11-30',
      },
    };
    const handedOn = [...atWork, succeeded, ...submitted.slice(atWork.length)];
    for (const actor of [responsible, people.secondLeader])
      given(...handedOn)
        .when(deciding[0]!(actor))
        .thenRefused('issue.responsible-leader-decides');
  });

  it('bars no other leader', () => {
    expect(
      given(...submitted)
        .when(deciding[0]!(people.leader))
        .events(),
    ).toHaveLength(1);
    given(...requested)
      .when(deciding[0]!(people.leader))
      .thenRefused('issue.not-submitted');
  });
});
