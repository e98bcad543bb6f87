import { idOf, projection, type Moment, type Recorded, type Versioned, type ViewReader } from '#event-sourcing';
import type {
  EvidenceAttached,
  ExtensionGranted,
  ExtensionRefused,
  IssueDelivered,
  IssueEvent,
  ProgressCorrected,
  ProgressReported,
} from '../../domain/issue/events.js';
import { actOf } from '../act.js';
import { amendLast } from '../amend.js';
import type { ExtensionEntry, IssueRow } from './issue-detail.js';
import { corrected, correctionOf } from './correctable.js';
import { dueDatesAfter, noDueDates } from './due-dates.js';
import * as endings from './issue-endings.js';
import * as entries from './issue-entries.js';
import { following } from './issue-status.js';
import { regulationEntry } from '../round/regulations.js';

const delivered = (event: Recorded<IssueDelivered>): IssueRow => {
  const { provenance = null, asDelivered = {}, ...data } = event.data;
  return {
    id: idOf(event.stream),
    ...data,
    deliveredText: data.text,
    corrections: [],
    status: 'delivered',
    delivered: actOf(event),
    provenance,
    asDelivered,
    assignments: [],
    ...noDueDates,
    claims: [],
    leaderClaims: [],
    reopened: false,
    percent: 0,
    progress: [],
    evidence: [],
    regulations: [],
    extensions: [],
    waivers: [],
    waiverSignatures: [],
    closureAttempts: [],
    placements: [],
    closed: null,
    reopenings: [],
    accountability: [],
    recoveries: [],
    withdrawn: [],
  };
};

const reported = (event: Recorded<ProgressReported>): IssueRow['progress'][number] => {
  const { provenance = null, ...data } = event.data;
  return { ...actOf(event), ...data, corrects: null, correctedBy: null, provenance };
};

/** A correction speaks for the report it corrects; the issue's percent follows only when that is the latest one. */
const progressCorrected = (row: IssueRow, event: Recorded<ProgressCorrected>): Partial<IssueRow> => {
  const { corrects } = event.data;
  const latest = row.progress.findLast((entry) => entry.corrects === null);
  const earlier = row.progress.map((entry) => (entry.id === corrects ? { ...entry, correctedBy: event.id } : entry));
  const evidence = row.progress.find((entry) => entry.id === corrects)?.evidence ?? [];
  return {
    percent: latest?.id === corrects ? event.data.percent : row.percent,
    progress: [...earlier, { ...actOf(event), ...event.data, evidence, correctedBy: null, provenance: null }],
  };
};

const attached = (row: IssueRow, event: Recorded<EvidenceAttached>): Partial<IssueRow> => {
  const { replaces = null, ...file } = event.data;
  const before = row.evidence.findLast((entry) => entry.sha256 === replaces);
  const earlier = row.evidence.map((entry) => (entry === before ? { ...entry, replacedBy: file.sha256 } : entry));
  const entry = { ...actOf(event), ...file, version: (before?.version ?? 0) + 1, replaces, replacedBy: null };
  return { evidence: [...earlier, entry] };
};

const extensionDecided = (
  row: IssueRow,
  event: Recorded<ExtensionGranted> | Recorded<ExtensionRefused>,
): readonly ExtensionEntry[] =>
  amendLast(row.extensions, (entry) => ({
    ...entry,
    to: event.type === 'ExtensionGranted' ? event.data.to : entry.to,
    state: event.type === 'ExtensionGranted' ? 'granted' : 'refused',
    decided: actOf(event),
  }));

export const issues = projection<IssueRow, IssueEvent>({
  name: 'issues',
  version: 9,
  seenThrough: 'issue',
  when: {
    IssueDelivered: (_, event) => delivered(event),
    IssueCorrected: following((row, event) => ({
      ...event.data.to,
      corrections: [...row.corrections, correctionOf(event)],
    })),
    IssueAssigned: following((row, event) => ({
      assignments: [...row.assignments, { ...actOf(event), ...event.data }],
      ...dueDatesAfter(row, event),
    })),
    HandlerChanged: following((row, event) => ({
      assignments: [
        ...row.assignments,
        ...row.assignments.slice(-1).map((last) => ({ ...last, ...actOf(event), handler: event.data.to })),
      ],
    })),
    IssueClaimed: following((row, event) => ({ claims: [...row.claims, { ...actOf(event), ...event.data }] })),
    IssueClaimedByLeader: following((row, event) => ({
      leaderClaims: [...row.leaderClaims, { ...actOf(event), ...event.data }],
    })),
    ProgressReported: following((row, event) => ({
      percent: event.data.percent,
      progress: [...row.progress, reported(event)],
    })),
    ProgressCorrected: following(progressCorrected),
    EvidenceAttached: following(attached),
    RegulationMade: following((row, event) => ({ regulations: [...row.regulations, regulationEntry(event)] })),
    RegulationRevised: following((row, event) => ({ regulations: [...row.regulations, regulationEntry(event)] })),
    RegulationCorrected: following((row, event) => ({ regulations: corrected(row.regulations, event) })),
    RegulationWithdrawn: following(entries.regulationWithdrawn),
    ExtensionRequested: following((row, event) => ({
      extensions: [...row.extensions, { ...actOf(event), ...event.data, state: 'requested', decided: null }],
    })),
    ExtensionGranted: following((row, event) => ({
      extensions: extensionDecided(row, event),
      ...dueDatesAfter(row, event),
    })),
    ExtensionRefused: following((row, event) => ({ extensions: extensionDecided(row, event) })),
    RequirementWaived: following(endings.waived),
    RequirementWaiverSigned: following((row, event) => ({
      waiverSignatures: [...row.waiverSignatures, { ...actOf(event), ...event.data }],
    })),
    ClosureRequested: following((row, event) => ({
      closureAttempts: [...row.closureAttempts, endings.requested(event)],
    })),
    ClosureEndorsed: following((row, event) => {
      const { level, contentHash, opinion = '' } = event.data;
      const endorsement = { ...actOf(event), level, contentHash, opinion };
      return {
        closureAttempts: amendLast(row.closureAttempts, (attempt) => ({
          ...attempt,
          endorsements: [...attempt.endorsements, endorsement],
        })),
      };
    }),
    RequestVoided: following(endings.voided),
    IssueReturned: following(endings.ended),
    ClosureSignedOff: following(endings.signedOff),
    ClosureRejected: following(endings.ended),
    ClosureVotedDown: following(endings.ended),
    ClosureApproved: following((row, event) => ({
      ...endings.ended(row, event),
      closed: endings.closingOf(event),
      reopened: false,
    })),
    ClosureCarriedOver: following((_, event) => ({ closed: endings.closingOf(event), reopened: false })),
    LongTermSignedOff: following(endings.placementSigned),
    LongTermApproved: following(endings.placementDecided),
    LongTermVotedDown: following(endings.placementVotedDown),
    LongTermCarriedOver: following(endings.placementCarriedOver),
    IssueReopened: following((row, event) => ({
      closed: null,
      ...dueDatesAfter(row, event),
      reopened: event.data.source !== 'review-date-passed' || row.reopened,
      reopenings: [...row.reopenings, { ...actOf(event), ...event.data, closing: row.closed }],
    })),
    AccountabilityRecorded: following((row, event) => ({
      accountability: [...row.accountability, { ...actOf(event), ...event.data, corrections: [] }],
    })),
    AccountabilityCorrected: following(entries.accountabilityCorrected),
    AccountabilityWithdrawn: following(entries.accountabilityWithdrawn),
    MoneyRecovered: following((row, event) => ({
      recoveries: [...row.recoveries, { ...actOf(event), ...event.data, corrections: [] }],
    })),
    RecoveryCorrected: following(entries.recoveryCorrected),
    RecoveryWithdrawn: following(entries.recoveryWithdrawn),
  },
  fromStream: 'issue',
});

export const findIssue = (
  reader: ViewReader,
  { id, asOf, knownAt }: Moment & { readonly id: string },
): Promise<Versioned<IssueRow> | undefined> => reader.find(issues, id, { asOf, knownAt });
