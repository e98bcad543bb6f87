import type { UploadedFile, RectificationCommand } from '../commands.js';
import type { AssignmentFacts, ClaimFacts } from './work/assignment.js';
import type { ClosureFacts, SigningFacts } from './closure/policies.js';
import * as fc from 'fast-check';
import { type Actor, dateOf, dayAfter, type Recorded, RuleBroken } from '#event-sourcing';
import { asRecorded, commanded, informed, factsOf } from '#event-sourcing/testing';
import { byMeeting, decidedByMeeting, people, provenance, usual } from '../examples.js';
import { RequestClosure } from './closure/requesting.js';
import { EndorseClosure, ReturnIssue } from './closure/endorsing.js';
import { ApproveClosure, RejectClosure } from './outcome/decision.js';
import { PlaceUnderLongTerm } from './outcome/long-term.js';
import { ReopenIssue } from './outcome/reopening.js';
import { CarryOverClosure, CarryOverLongTerm } from './outcome/carrying-over.js';
import { WaiveRequirement } from './closure/waiving.js';
import { AssignIssue, ClaimIssue } from './work/assignment.js';
import { ReportProgress } from './work/progress.js';
import { AttachEvidence } from './work/evidence.js';
import { CloseByMeeting, PlaceUnderLongTermByMeeting, RejectByMeeting } from './outcome/by-meeting.js';
import type { IssueEvent } from './events.js';
import { issue } from './issue.js';
import { issueStatuses as statuses } from './lifecycle.js';
import type { Issue } from './state.js';

const named = (id: string) => ({ id, name: id });
const facts = (hash: string) => ({ currentHash: hash, linkedTasks: [], closurePolicy: usual });
const words = { narrative: '一是', measures: [], percent: 50, figures: [] };

const anotherDecision = { ...decidedByMeeting, item: { id: 'item-4', number: 4 } };

type Step = (actor: Actor, hash: string, day: string) => RectificationCommand;

/** Days pass one by one, so that review dates come. */
const steps: readonly Step[] = [
  (actor) =>
    informed<AssignIssue, AssignmentFacts>(AssignIssue, {
      actor,
      leader: named('p-leader-9'),
      leadUnit: named('unit-1'),
      supportingUnits: [],
      handler: named('p-handler'),
      dueOn: '2023-11-30',
    }),
  (actor) => informed<ClaimIssue, ClaimFacts>(ClaimIssue, { actor, dissolved: false }),
  (actor) => commanded(ReportProgress, { actor, ...words }),
  (actor, hash, day) =>
    informed<AttachEvidence, UploadedFile>(AttachEvidence, {
      actor,
      sha256: hash,
      name: 'a',
      mediaType: 'text/plain',
      size: 1,
      datedOn: day,
      criteria: [],
    }),
  (actor) => commanded(ReportProgress, { actor, ...words, percent: 80, voidsRequest: true }),
  (actor, hash) =>
    informed<RequestClosure, ClosureFacts>(RequestClosure, {
      actor,
      ...facts(hash),
      statement: '完成',
    }),
  (actor, hash) => informed<EndorseClosure, ClosureFacts>(EndorseClosure, { actor, ...facts(hash) }),
  (actor) => commanded(ReturnIssue, { actor, reason: '不全' }),
  (actor, hash) => informed<ApproveClosure, SigningFacts>(ApproveClosure, { actor, ...facts(hash) }),
  (actor, hash) => informed<RejectClosure, SigningFacts>(RejectClosure, { actor, ...facts(hash), reason: '不实' }),
  (actor, hash) =>
    informed<PlaceUnderLongTerm, SigningFacts>(PlaceUnderLongTerm, {
      actor,
      ...facts(hash),
      reason: '长期',
      reviewOn: '2024-05-31',
    }),
  (actor) => commanded(ReopenIssue, { actor, source: 're-check', reason: '反弹', dueOn: '2033-12-31' }),
  (actor, _, day) => commanded(CarryOverClosure, { actor, closedOn: day, provenance }),
  (actor) => commanded(CarryOverLongTerm, { actor, reviewOn: '2024-05-31', provenance }),
  (_, hash) =>
    informed<CloseByMeeting, ClosureFacts>(CloseByMeeting, {
      ...facts(hash),
      decided: decidedByMeeting,
    }),
  (_, hash) =>
    informed<RejectByMeeting, ClosureFacts>(RejectByMeeting, {
      ...facts(hash),
      decided: anotherDecision,
    }),
  (_, hash) =>
    informed<PlaceUnderLongTermByMeeting, ClosureFacts>(PlaceUnderLongTermByMeeting, {
      ...facts(hash),
      decided: { ...decidedByMeeting, item: { id: 'item-5', number: 5 } },
      reviewOn: '2024-05-31',
    }),
  (actor, hash) =>
    informed<ApproveClosure, SigningFacts>(ApproveClosure, {
      actor,
      ...facts(hash),
      closurePolicy: { ...usual, ...byMeeting },
    }),
  (actor, hash) =>
    informed<WaiveRequirement, ClosureFacts>(WaiveRequirement, {
      actor,
      ...facts(hash),
      requirement: 'evidence',
      reason: '核实',
    }),
];

interface Act {
  readonly step: number;
  readonly actor: Actor;
  readonly hash: string;
}

const anyAct: fc.Arbitrary<Act> = fc.record({
  step: fc.nat({ max: steps.length - 1 }),
  actor: fc.constantFrom(...Object.values(people)),
  hash: fc.constantFrom('h1', 'h1', 'h1', 'h2'),
});

/** The straight way to a submission, so that the random acts around it reach the late states too. */
const toSubmission: readonly Act[] = [
  [0, people.office],
  [2, people.reporter],
  [3, people.reporter],
  [5, people.handler],
  [6, people.unitHead],
  [6, people.office],
].map(([step, actor]) => ({ step: step as number, actor: actor as Actor, hash: 'h1' }));
const bySignatures = [people.leader, people.secondLeader].map((actor) => ({ step: 8, actor, hash: 'h1' }));
const atMeeting = [{ step: 14, actor: people.office, hash: 'h1' }];
const ways: readonly (readonly Act[] | undefined)[] = [
  undefined,
  [...toSubmission, ...bySignatures],
  [...toSubmission, ...atMeeting],
];

const anyLife: fc.Arbitrary<Act[]> = fc
  .array(fc.tuple(fc.option(fc.constant(true), { freq: 3 }), anyAct), { maxLength: 60 })
  .chain((drawn) =>
    fc.constantFrom(...ways).map((way) => {
      let next = 0;
      return drawn.map(([onTheWay, act]) => (way && onTheWay ? way[next++ % way.length]! : act));
    }),
  );

const started: IssueEvent = {
  type: 'IssueDelivered',
  data: { roundId: 'r', number: '1', area: 'a', heading: 'h', text: 't', class: 'phased', criteria: [] },
};

const livedThrough = (acts: readonly Act[]) => {
  const history: Recorded<IssueEvent>[] = [asRecorded('issue-x', { event: started, actor: people.office }, 1)];
  const states: Issue[] = [issue.evolve(issue.initial, history[0]!)];
  let day = '2023-09-01';
  for (const { step, actor, hash } of acts) {
    day = dayAfter(day);
    const at = `${day}T02:00:00.000Z`;
    const command = Object.assign(steps[step]!(actor, hash, day), { issuedAt: at, effectiveAt: at });
    const { decide } = issue.decisions.find((one) => command instanceof one.command)!;
    try {
      for (const event of decide(command as never, states.at(-1)!, factsOf(command) as never)) {
        history.push(asRecorded('issue-x', { event, actor, at }, history.length + 1));
        states.push(issue.evolve(states.at(-1)!, history.at(-1)!));
      }
    } catch (error) {
      if (!(error instanceof RuleBroken)) throw error;
    }
  }
  return { history, states };
};

const lastOf = (history: readonly Recorded<IssueEvent>[], ...types: IssueEvent['type'][]) =>
  history.findLast(({ type }) => types.includes(type));

describe('any life of an issue', () => {
  it('is in exactly one of the eight states at every moment', () => {
    fc.assert(
      fc.property(anyLife, (acts) => {
        const { states } = livedThrough(acts);
        const sum = statuses
          .map((status) => states.filter(({ standing }) => standing.status === status).length)
          .reduce((a, b) => a + b);
        expect(sum).toBe(states.length);
      }),
      { numRuns: 300 },
    );
  });

  it('is closed only by enough signatures of people who had no hand in it, by a meeting, or by a ledger', () => {
    const reached = new Set<string>();
    fc.assert(
      fc.property(anyLife, (acts) => {
        const { history, states } = livedThrough(acts);
        states.forEach(({ standing, reporters, handlers, requesters, evidenceProviders }, i) => {
          reached.add(standing.status);
          if (standing.status !== 'closed') return;
          const past = history.slice(0, i + 1);
          const ending = lastOf(past, 'ClosureApproved', 'ClosureCarriedOver', 'IssueReopened', 'LongTermApproved')!;
          expect(['ClosureApproved', 'ClosureCarriedOver']).toContain(ending.type);
          if (ending.type !== 'ClosureApproved') return;
          const request = lastOf(past, 'ClosureRequested')!;
          const { decided, contentHash } = ending.data;
          expect(request.data).toMatchObject({ contentHash });
          reached.add(`decided by ${decided.way}`);
          if (decided.way === 'meeting') {
            expect(decided.contentHash).toBe(contentHash);
            return;
          }
          const signers = new Set(decided.signatures.map(({ personId }) => personId));
          expect(signers.size).toBeGreaterThanOrEqual(decided.required);
          const barred = [...reporters, ...handlers, ...requesters, ...evidenceProviders];
          expect(barred.filter((person) => signers.has(person))).toEqual([]);
        });
      }),
      { numRuns: 2_000 },
    );
    expect([...reached].sort()).toEqual([...statuses, 'decided by meeting', 'decided by sign-offs'].sort());
  });

  it('is under long-term rectification only with its owner where one was named, and a review date ahead', () => {
    fc.assert(
      fc.property(anyLife, (acts) => {
        const { history, states } = livedThrough(acts);
        states.forEach(({ standing, assignment }, i) => {
          if (standing.status !== 'long-term') return;
          const past = history.slice(0, i + 1);
          const placed = lastOf(past, 'LongTermApproved', 'LongTermCarriedOver')!;
          expect(standing.placement).toBe(placed.id);
          expect(standing.reviewOn > dateOf(placed.metadata.effectiveAt)).toBe(true);
          expect(assignment !== undefined).toBe(past.some(({ type }) => type === 'IssueAssigned'));
        });
      }),
      { numRuns: 300 },
    );
  });
});
