import type { Recorded } from '#event-sourcing';
import { asRecorded } from '#event-sourcing/testing';
import {
  by,
  closureApproved,
  closureRequested,
  decidedByMeeting,
  endorsed,
  evidenceAttached,
  issueAssigned,
  issueDelivered,
  longTermApproved,
  people,
  progressReported,
  provenance,
  signedOff,
} from '../examples.js';
import type { IssueEvent, RegulationMade } from './events.js';
import { contentOf, evolve, noIssue } from './state.js';

const signature = { personId: 'p-leader-1', name: '冯书记' };
const regulation: RegulationMade['data'] = { title: '制度', date: '2023-10-01' };
const span = { from: '2023-11-30', to: '2024-01-31' };
const progress = { narrative: '更正', measures: [], percent: 90, figures: [] };
const reportId = '00000000-0000-4000-8000-000000000004';

/** The ids of the seventh, the twenty-seventh and the twenty-eighth of them. */
const [regulationId, accountabilityId, recoveryId] = [7, 27, 28].map(
  (at) => `00000000-0000-4000-8000-${String(at).padStart(12, '0')}`,
) as [string, string, string];

const corrections = {
  IssueCorrected: {
    type: 'IssueCorrected',
    data: { corrects: '00000000-0000-4000-8000-000000000001', from: { text: '表现' }, to: { text: '表象' } },
  },
  RegulationCorrected: {
    type: 'RegulationCorrected',
    data: { corrects: regulationId, from: { documentNumber: '' }, to: { documentNumber: '5号' } },
  },
  RegulationWithdrawn: { type: 'RegulationWithdrawn', data: { corrects: regulationId } },
  AccountabilityCorrected: {
    type: 'AccountabilityCorrected',
    data: { corrects: accountabilityId, from: { number: 0 }, to: { number: 1 } },
  },
  AccountabilityWithdrawn: { type: 'AccountabilityWithdrawn', data: { corrects: accountabilityId } },
  RecoveryCorrected: {
    type: 'RecoveryCorrected',
    data: { corrects: recoveryId, from: { amount: 0 }, to: { amount: 5 } },
  },
  RecoveryWithdrawn: { type: 'RecoveryWithdrawn', data: { corrects: recoveryId } },
} as const;

/** One of each, in an order that could happen. */
const everything: Readonly<Record<IssueEvent['type'], IssueEvent>> = {
  IssueDelivered: issueDelivered(['标准']),
  IssueAssigned: issueAssigned,
  IssueClaimed: { type: 'IssueClaimed', data: { unit: { id: 'unit-1', name: '经济发展局' } } },
  ProgressReported: progressReported,
  ProgressCorrected: { type: 'ProgressCorrected', data: { corrects: reportId, ...progress } },
  EvidenceAttached: evidenceAttached('e1'),
  RegulationMade: { type: 'RegulationMade', data: regulation },
  RegulationRevised: { type: 'RegulationRevised', data: regulation },
  ExtensionRequested: { type: 'ExtensionRequested', data: span },
  ExtensionGranted: { type: 'ExtensionGranted', data: span },
  ExtensionRefused: { type: 'ExtensionRefused', data: { asked: '2024-02-01' } },
  RequirementWaiverSigned: {
    type: 'RequirementWaiverSigned',
    data: { requirement: 'tasks', signature, count: 1, required: 2 },
  },
  RequirementWaived: { type: 'RequirementWaived', data: { requirement: 'tasks' } },
  ClosureRequested: closureRequested(),
  ClosureEndorsed: endorsed('office', true),
  ClosureSignedOff: signedOff(people.leader, 1).event,
  ClosureApproved: closureApproved,
  IssueReopened: { type: 'IssueReopened', data: { source: 're-check', from: 'closed' } },
  IssueReturned: { type: 'IssueReturned', data: { level: 'office' } },
  ClosureRejected: { type: 'ClosureRejected', data: { contentHash: 'h1', signature } },
  ClosureVotedDown: { type: 'ClosureVotedDown', data: { contentHash: 'h1', decided: decidedByMeeting } },
  ClosureCarriedOver: { type: 'ClosureCarriedOver', data: { closedOn: '2023-10-10', provenance } },
  LongTermSignedOff: {
    type: 'LongTermSignedOff',
    data: { reviewOn: '2024-05-31', signature, count: 1, required: 2 },
  },
  LongTermApproved: longTermApproved,
  LongTermVotedDown: {
    type: 'LongTermVotedDown',
    data: { reviewOn: '2024-05-31', decided: { ...decidedByMeeting, item: { id: 'item-9', number: 9 } } },
  },
  LongTermCarriedOver: { type: 'LongTermCarriedOver', data: { reviewOn: '2024-05-31', provenance } },
  AccountabilityRecorded: { type: 'AccountabilityRecorded', data: { kind: 'criticism', number: 0 } },
  MoneyRecovered: { type: 'MoneyRecovered', data: { amount: 0 } },
  ...corrections,
  HandlerChanged: {
    type: 'HandlerChanged',
    data: {
      from: { id: 'p-handler', name: '赵经办' },
      to: { id: 'p-colleague', name: '李同事' },
      handover: 'e-handover',
    },
  },
  IssueClaimedByLeader: { type: 'IssueClaimedByLeader', data: { leader: { id: 'p-leader-9', name: '分管领导' } } },
  RequestVoided: {
    type: 'RequestVoided',
    data: {
      voids: [{ request: 'closure', number: '7', status: 'submitted', contentHash: 'h1', endorsed: [], signed: 1 }],
    },
  },
};

const frozen = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null || value instanceof Set) return value;
  Object.values(value).forEach(frozen);
  return Object.freeze(value);
};

const history = Object.values(everything).map((event, i) => asRecorded('issue-x', by(people.reporter, event), i + 1));

describe('an issue of every kind of fact', () => {
  it('is the same when replayed, and no fold changes what was there before', () => {
    const once = history.reduce((state, event) => frozen(evolve(state, frozen(event))), frozen(noIssue));
    expect(history.reduce(evolve, noIssue)).toEqual(once);
  });

  it('moves with each of them', () => {
    let state = noIssue;
    for (const event of history) {
      const next = evolve(state, event);
      expect([event.type, next]).not.toEqual([event.type, state]);
      state = next;
    }
  });

  it('never throws, even where a fact has nothing to stand on', () => {
    for (const event of history) expect(() => evolve(noIssue, event)).not.toThrow();
  });

  it('passes over a fact of a program to come', () => {
    const unknown = { ...history[0], type: 'ClosureDecidedInMeeting' } as unknown as Recorded<IssueEvent>;
    expect(evolve(noIssue, unknown)).toBe(noIssue);
  });

  it('counts exactly the facts that change what deciders are shown', () => {
    let state = noIssue;
    for (const event of history.slice(1)) {
      const next = evolve(state, event);
      const changed = JSON.stringify(contentOf(next)) !== JSON.stringify(contentOf(state));
      expect([event.type, next.contentVersion > state.contentVersion]).toEqual([event.type, changed]);
      state = next;
    }
  });
});
