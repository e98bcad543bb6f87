import { dateOf, integer, projection, type Recorded, text } from '#event-sourcing';
import type { IssueEvent } from '../../domain/issue/events.js';
import { summaryOf } from '../decision-summary.js';
import { joined } from '../joined.js';
import { dueDatesAfter } from '../issue/due-dates.js';
import { following } from '../issue/issue-status.js';
import { ledgerEntries } from './ledger-entries.js';
import { assignedRow, correctedRow, deliveredRow, notEnded, placed, progressOf, type LedgerRow } from './ledger-row.js';
import { amountsOf, tallyOf } from './tally.js';

const led = following<LedgerRow, IssueEvent>(() => ({}));
const underWay = following<LedgerRow, IssueEvent>(() => notEnded);
const ended = { ...notEnded, reopened: false } as const;
const sentBack = following<LedgerRow, IssueEvent>((row) => ({ returnedTimes: row.returnedTimes + 1 }));

type Fold<E extends IssueEvent> = (row: LedgerRow | undefined, event: Recorded<E>) => LedgerRow | undefined;
type Folds = { readonly [Type in IssueEvent['type']]?: Fold<Extract<IssueEvent, { type: Type }>> };

/** A comparison of two days tells every issue to which anything happened, though it be a signature. */
const counted = (when: Folds): Folds =>
  Object.fromEntries(
    Object.entries(when as Readonly<Record<string, Fold<IssueEvent>>>).map(([type, fold]) => [
      type,
      (row: LedgerRow | undefined, event: Recorded<IssueEvent>) => {
        const next = fold(row, event);
        return next && { ...next, acts: (row?.acts ?? 0) + 1 };
      },
    ]),
  );

export const ledger = projection<LedgerRow, IssueEvent>({
  name: 'ledger',
  version: 10,
  seenThrough: 'issue',
  when: counted({
    IssueDelivered: (_, event) => deliveredRow(event),
    IssueCorrected: following(correctedRow),
    IssueAssigned: following(assignedRow),
    HandlerChanged: following((_, { data }) => ({ handler: data.to })),
    IssueClaimed: following((row) => ({ claimed: { ...row.claimed, byUnit: true } })),
    IssueClaimedByLeader: following((row) => ({ claimed: { ...row.claimed, byLeader: true } })),
    ProgressReported: following((_, event) => progressOf(event, event.id)),
    ProgressCorrected: following((row, event) =>
      row.progress?.id === event.data.corrects ? progressOf(event, event.data.corrects) : {},
    ),
    EvidenceAttached: following((row, { data }) => ({ evidenceCount: row.evidenceCount + (data.replaces ? 0 : 1) })),
    ExtensionRequested: following((_, { data }) => ({ extension: { state: 'requested', to: data.to } })),
    ExtensionGranted: following((row, event) => ({
      extension: { state: 'granted', to: event.data.to },
      extensionsGranted: row.extensionsGranted + 1,
      ...dueDatesAfter(row, event),
    })),
    ExtensionRefused: following((_, { data }) => ({ extension: { state: 'refused', to: data.asked } })),
    ClosureRequested: underWay,
    ClosureEndorsed: led,
    RequestVoided: following((row, { data: { voids } }) => ({
      extension: voids.some(({ request }) => request === 'extension') ? null : row.extension,
    })),
    IssueReturned: sentBack,
    ClosureSignedOff: led,
    ClosureRejected: sentBack,
    ClosureVotedDown: sentBack,
    ClosureApproved: following((_, { data, metadata }) => ({
      ...ended,
      closedOn: dateOf(metadata.effectiveAt),
      closedBy: 'decided',
      decision: summaryOf(data.decided),
    })),
    ClosureCarriedOver: following((_, { data }) => ({
      ...ended,
      closedOn: data.closedOn,
      closedBy: 'carried-over',
      provenance: data.provenance,
    })),
    RequirementWaiverSigned: led,
    RequirementWaived: led,
    LongTermSignedOff: led,
    LongTermVotedDown: led,
    LongTermApproved: following((_, event) => ({ ...ended, ...placed(event) })),
    LongTermCarriedOver: following((_, event) => ({ ...ended, ...placed(event) })),
    IssueReopened: following((row, event) => ({
      ...notEnded,
      ...dueDatesAfter(row, event),
      reopened: event.data.source !== 'review-date-passed' || row.reopened,
      reopenedTimes: row.reopenedTimes + 1,
    })),
    ...ledgerEntries,
  }),
  columns: {
    id: text((row) => row.id),
    roundId: text((row) => row.roundId),
    numberOrder: integer((row) => row.numberOrder),
    status: text((row) => row.status),
    class: text((row) => row.class),
    area: text((row) => row.area),
    heading: text((row) => row.heading),
    text: text((row) => row.text),
    leaderId: text((row) => row.leader?.id),
    leadUnitId: text((row) => row.leadUnit?.id),
    supported: integer((row) => Math.min(1, row.supportingUnits.length)),
    supportingUnitIds: text((row) => joined(row.supportingUnits.map(({ id }) => id))),
    handlerId: text((row) => row.handler?.id),
    dueOn: text((row) => row.dueOn),
    reopened: integer((row) => (row.reopened ? 1 : 0)),
    percent: integer((row) => row.percent),
    closedOn: text((row) => row.closedOn),
    carriedOver: integer((row) => (row.provenance ? 1 : 0)),
    tally: text(tallyOf),
    amounts: text(amountsOf),
  },
  indexes: [
    ['roundId', 'tally'],
    ['roundId', 'amounts'],
    ['roundId', 'numberOrder'],
    ['roundId', 'status', 'numberOrder'],
    ['leadUnitId', 'dueOn'],
    ['handlerId'],
    ['supported', 'supportingUnitIds'],
    ['numberOrder'],
  ],
});
