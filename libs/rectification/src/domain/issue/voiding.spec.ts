import type { ResultFacts } from './correction/entries.js';
import type { Actor, Command } from '#event-sourcing';
import { VoidRequest } from './voiding.js';
import { commanded, givenDecider, informed } from '#event-sourcing/testing';
import {
  atWork,
  by,
  byMeeting,
  closed,
  closureApproved,
  closureRequested,
  group,
  people,
  requested,
  signedOff,
  submitted,
  usual,
} from '../examples.js';
import { RequestClosure } from './closure/requesting.js';
import { WaiveRequirement } from './closure/waiving.js';
import { ReturnIssue } from './closure/endorsing.js';
import { ApproveClosure, RejectClosure } from './outcome/decision.js';
import { ReopenIssue } from './outcome/reopening.js';
import type { SigningFacts } from './closure/policies.js';
import type { IssueEvent, Voided } from './events.js';
import { issue } from './issue.js';
import { CorrectProgress, ReportProgress } from './work/progress.js';
import { AttachEvidence } from './work/evidence.js';
import { RegisterRegulation } from './work/regulations.js';
import { RecordAccountability } from './work/accountability.js';
import { RecordRecovery } from './work/recovery.js';
import type { UploadedFile } from '../commands.js';

const given = givenDecider(issue);
type Over = { readonly voidsRequest?: boolean };
type Acting = (over: Over) => Command;

const facts = { currentHash: 'h1', linkedTasks: [], closurePolicy: usual } as const;
const file = {
  sha256: 'e2',
  name: 'b.pdf',
  mediaType: 'application/pdf',
  size: 1,
  datedOn: '2023-09-20',
  criteria: [],
};
const words = { narrative: '二是', measures: [], percent: 100, figures: [], evidence: [] };

const telling: Readonly<Record<string, Acting>> = {
  'a report': (over) => commanded(ReportProgress, { ...words, actor: people.reporter, ...over }),
  'a corrected report': (over) =>
    commanded(CorrectProgress, {
      ...words,
      corrects: '00000000-0000-4000-8000-000000000003',
      actor: people.reporter,
      ...over,
    }),
  evidence: (over) =>
    informed<AttachEvidence, UploadedFile>(AttachEvidence, {
      ...file,
      actor: people.reporter,
      ...over,
    }),
  'a regulation': (over) =>
    commanded(RegisterRegulation, { kind: 'made', title: '制度', actor: people.office, ...over }),
  accountability: (over) =>
    informed<RecordAccountability, ResultFacts>(RecordAccountability, {
      kind: 'criticism',
      number: 1,
      actor: people.office,
      ...over,
    }),
  'money recovered': (over) =>
    informed<RecordRecovery, ResultFacts>(RecordRecovery, { amount: 100, actor: people.office, ...over }),
};

const closure: Voided = {
  request: 'closure',
  number: '7',
  status: 'submitted',
  contentHash: 'h1',
  endorsed: ['unit', 'office'],
  signed: 0,
};
const voided = (...voids: Voided[]): IssueEvent => ({ type: 'RequestVoided', data: { voids } });

describe('an act on a task of the issue that says its request shall end', () => {
  it('ends the request, and stays quiet where none waits', () => {
    given(...submitted)
      .when(commanded(VoidRequest, {}))
      .thenEvents(voided(closure));
    given(...atWork)
      .when(commanded(VoidRequest, {}))
      .thenNothing();
  });
});

describe('an issue whose closure is being decided', () => {
  it.each(Object.entries(telling))('is not changed by %s unless the request shall end', (_, act) => {
    const history = given(...submitted);
    const details = { unless: 'voidsRequest', voids: [closure] };
    history.when(act({})).thenRefused('request.would-be-voided', details);
    history.when(act({ voidsRequest: false })).thenRefused('request.would-be-voided', details);
    const outcome = history.when(act({ voidsRequest: true }));
    expect(outcome.events()).toHaveLength(2);
    expect(outcome.events()[1]).toEqual(voided(closure));
    expect(outcome.state().standing).toEqual({ status: 'rectifying', after: 'return' });
  });

  it('tells of endorsements, signatures and the body on whose agenda it may stand', () => {
    const signed = given(...submitted, signedOff(people.leader, 1)).when(telling['a report']!({}));
    signed.thenRefused('request.would-be-voided', { voids: [{ ...closure, signed: 1 }] });
    const ofMeeting: IssueEvent = {
      type: 'ClosureRequested',
      data: {
        ...(closureRequested() as Extract<IssueEvent, { type: 'ClosureRequested' }>).data,
        policy: { endorsements: ['unit'], ...byMeeting },
      },
    };
    given(...atWork, by(people.handler, ofMeeting))
      .when(telling['a report']!({}))
      .thenRefused('request.would-be-voided', {
        voids: [{ ...closure, status: 'closure-requested', endorsed: [], body: group }],
      });
  });

  it('is asked for anew afterwards', () => {
    const again = informed<RequestClosure, SigningFacts>(RequestClosure, {
      ...facts,
      currentHash: 'h2',
      statement: '已补充',
      actor: people.reporter,
    });
    expect(
      given(...submitted, voided(closure))
        .when(again)
        .state().standing.status,
    ).toBe('closure-requested');
  });

  it('stays quiet on what is there already, which ends nothing', () => {
    given(...requested)
      .when(
        informed<AttachEvidence, UploadedFile>(AttachEvidence, {
          ...file,
          sha256: 'e1',
          name: 'e1.pdf',
          size: 10,
          actor: people.reporter,
        }),
      )
      .thenNothing();
  });

  it('is waived nothing by the last signature unless the request shall end', () => {
    const waiving = (actor: Actor, over: Over = {}) =>
      informed<WaiveRequirement, SigningFacts>(WaiveRequirement, {
        ...facts,
        requirement: 'tasks',
        reason: '核实',
        actor,
        ...over,
      });
    const [first] = given(...submitted)
      .when(waiving(people.leader))
      .events();
    const half = given(...submitted, by(people.leader, first!));
    half.when(waiving(people.secondLeader)).thenRefused('request.would-be-voided', { voids: [closure] });
    expect(
      half
        .when(waiving(people.secondLeader, { voidsRequest: true }))
        .events()
        .at(-1),
    ).toEqual(voided(closure));
  });
});

describe('an issue at work', () => {
  it.each(Object.entries(telling))('takes %s as before', (_, act) => {
    expect(
      given(...atWork)
        .when(act({}))
        .events(),
    ).toHaveLength(1);
    expect(
      given(...atWork)
        .when(act({ voidsRequest: true }))
        .events(),
    ).toHaveLength(1);
  });
});

describe('a placement that some have signed', () => {
  const signature = { personId: 'p-leader-3', name: '褚委员' };
  const half: IssueEvent = {
    type: 'LongTermSignedOff',
    data: { reviewOn: '2026-05-31', signature, count: 1, required: 2 },
  };
  const placement: Voided = { request: 'placement', number: '7', reviewOn: '2026-05-31', signed: 1 };
  const decide =
    <C extends Command>(type: new () => C, actor: Actor, fields: object = {}): Acting =>
    (over) =>
      informed<Command, SigningFacts>(type, { ...facts, reason: '核实', actor, ...fields, ...over } as never);

  it.each([
    ['closure is requested', [...atWork, half], decide(RequestClosure, people.reporter, { statement: '完成' })],
    ['it is returned', [...submitted, half], decide(ReturnIssue, people.office)],
    ['closure is rejected', [...submitted, half], decide(RejectClosure, people.leader)],
    [
      'closure is approved',
      [...submitted, signedOff(people.leader, 1), half],
      decide(ApproveClosure, people.secondLeader),
    ],
  ])('ends only where whoever acts says so: %s', (_, history, act) => {
    given(...history)
      .when(act({}))
      .thenRefused('request.would-be-voided', { voids: [placement] });
    const outcome = given(...history).when(act({ voidsRequest: true }));
    expect(outcome.events().at(-1)).toEqual(voided(placement));
    expect(outcome.state().pendingPlacement).toBeUndefined();
  });

  it('is not asked about while it goes on', () => {
    const approving = decide(ApproveClosure, people.leader);
    expect(
      given(...submitted, half)
        .when(approving({}))
        .events(),
    ).toHaveLength(1);
  });
});

describe('an extension that nobody decided', () => {
  const asked = by<IssueEvent>(people.reporter, {
    type: 'ExtensionRequested',
    data: { from: '2023-11-30', to: '2023-12-31' },
  });
  const extension: Voided = { request: 'extension', number: '7', to: '2023-12-31' };
  const reopening = (over: Over) =>
    commanded(ReopenIssue, {
      source: 'relapse',
      reason: '反弹',
      dueOn: '2026-06-30',
      actor: people.office,
      ...over,
    });

  it('ends with the due date of a reopening, where whoever reopens says so', () => {
    const over = given(...atWork, asked, ...closed.slice(atWork.length), closureApproved);
    over.when(reopening({})).thenRefused('request.would-be-voided', { voids: [extension] });
    const outcome = over.when(reopening({ voidsRequest: true }));
    expect(outcome.events().at(-1)).toEqual(voided(extension));
    expect(outcome.state()).toMatchObject({ standing: { status: 'rectifying', after: 'reopening' } });
    expect(outcome.state().extension).toBeUndefined();
    expect(
      given(...closed)
        .when(reopening({}))
        .events(),
    ).toHaveLength(1);
  });
});
