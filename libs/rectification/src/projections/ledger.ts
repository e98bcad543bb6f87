import { dateOf, integer, projection, text, type Event, type Recorded } from '#event-sourcing';
import type { IssueEvent } from '../domain/issue/events.js';
import { statusAfter } from './issue-status.js';
import { deliveredRow, notEnded, placed, progressOf, type LedgerRow } from './ledger-row.js';

type Change<E extends Event> = (row: LedgerRow, event: Recorded<E>) => Partial<LedgerRow>;

/** The state follows every event, so that no change can forget it. */
const amend =
  <E extends IssueEvent>(change: Change<E>) =>
  (row: LedgerRow | undefined, event: Recorded<E>): LedgerRow | undefined =>
    row && { ...row, ...change(row, event), status: statusAfter(row.status, event) };

const led = amend(() => ({}));
const regulated = amend((row) => ({ regulationCount: row.regulationCount + 1 }));
const sentBack = amend((row) => ({ returnedTimes: row.returnedTimes + 1 }));

export const ledger = projection<LedgerRow, IssueEvent>({
  name: 'ledger',
  version: 1,
  when: {
    IssueDelivered: (_, event) => deliveredRow(event),
    IssueAssigned: amend((row, { data }) => ({ ...data, firstDueOn: row.firstDueOn ?? data.dueOn })),
    IssueClaimed: led,
    ProgressReported: amend((_, event) => progressOf(event, event.id)),
    ProgressCorrected: amend((row, event) =>
      row.progress?.id === event.data.corrects ? progressOf(event, event.data.corrects) : {},
    ),
    EvidenceAttached: amend((row) => ({ evidenceCount: row.evidenceCount + 1 })),
    RegulationMade: regulated,
    RegulationRevised: regulated,
    ExtensionRequested: amend((_, { data }) => ({ extension: { state: 'requested', to: data.to } })),
    ExtensionGranted: amend((_, { data }) => ({ extension: { state: 'granted', to: data.to }, dueOn: data.to })),
    ExtensionRefused: amend((_, { data }) => ({ extension: { state: 'refused', to: data.asked } })),
    ClosureRequested: led,
    ClosureEndorsed: led,
    IssueReturned: sentBack,
    ClosureSignedOff: led,
    ClosureRejected: sentBack,
    ClosureApproved: amend((_, { metadata }) => ({
      ...notEnded,
      closedOn: dateOf(metadata.effectiveAt),
      closedBy: 'decided',
    })),
    ClosureCarriedOver: amend((_, { data }) => ({
      ...notEnded,
      closedOn: data.closedOn,
      closedBy: 'carried-over',
      provenance: data.provenance,
    })),
    LongTermApproved: amend((_, event) => placed(event)),
    LongTermCarriedOver: amend((_, event) => placed(event)),
    IssueReopened: amend((row) => ({ ...notEnded, reopenedTimes: row.reopenedTimes + 1 })),
    AccountabilityRecorded: amend((row, { data: { kind, number } }) => ({
      accountability: { ...row.accountability, [kind]: (row.accountability[kind] ?? 0) + number },
    })),
    MoneyRecovered: amend((row, { data }) => ({ recovered: row.recovered + data.amount })),
  },
  columns: {
    roundId: text((row) => row.roundId),
    numberOrder: integer((row) => row.numberOrder),
    status: text((row) => row.status),
    class: text((row) => row.class),
    area: text((row) => row.area),
    heading: text((row) => row.heading),
    text: text((row) => row.text),
    leaderId: text((row) => row.leader?.id),
    leadUnitId: text((row) => row.leadUnit?.id),
    handlerId: text((row) => row.handler?.id),
    dueOn: text((row) => row.dueOn),
    percent: integer((row) => row.percent),
    closedOn: text((row) => row.closedOn),
    carriedOver: integer((row) => (row.provenance ? 1 : 0)),
  },
  indexes: [['roundId', 'numberOrder'], ['roundId', 'status', 'numberOrder'], ['leadUnitId', 'dueOn'], ['numberOrder']],
});
