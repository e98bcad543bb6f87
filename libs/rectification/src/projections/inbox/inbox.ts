import { idOf, integer, personsBehind, projection, text } from '#event-sourcing';
import { changesWhatIsAskedFor } from '../../domain/issue/lifecycle.js';
import { isOf } from '../../domain/issue/closure/requirement.js';
import type { IssueEvent, Signature } from '../../domain/issue/events.js';
import type { PlanEvent } from '../../domain/plan/events.js';
import type { TaskEvent } from '../../domain/task/events.js';
import { at, begin, inboxOrder, type InboxRow, onIssue, onOther, settled, waitsAt } from './inbox-row.js';
import type { Signing } from './inbox-waits.js';

export { inboxOrder, type InboxRow, nextDate } from './inbox-row.js';

const withInvolved = (row: InboxRow, ...persons: readonly string[]): Pick<InboxRow, 'involved'> => {
  const newcomers = persons.filter((person) => !row.involved.includes(person));
  return { involved: newcomers.length > 0 ? [...new Set([...row.involved, ...newcomers])] : row.involved };
};

const takesPart = onIssue((row, { metadata }) => withInvolved(row, ...personsBehind(metadata)));
const extensionDecided = onIssue(() => ({ extensionBy: null }));
const anew = { endorsed: [], closure: null, placement: null, pinned: null, reviewOn: null } as const;
const ended = onIssue(() => ({ ...anew, reopened: false, waivers: [] }));
const sentBack = onIssue(() => ({ ...anew, sentBack: true }));

const signedBy = (
  earlier: Signing | null,
  { signature, count, required }: { signature: Signature; count: number; required: number },
): Signing => {
  const before = count > 1 ? (earlier?.signed ?? []) : [];
  return { signed: [...before, { id: signature.personId, name: signature.name }], required };
};

const planSentBack = onOther(() => ({ status: 'plan-sent-back', closure: null }));

export const inbox = projection<InboxRow, IssueEvent | TaskEvent | PlanEvent>({
  name: 'inbox',
  version: 12,
  seenThrough: 'act',
  key: ({ stream }) => stream,
  when: {
    IssueDelivered: (_, event) => {
      const { roundId, number, text } = event.data;
      return begin(event, { subject: 'issue', status: 'delivered', roundId, number, title: text });
    },
    IssueCorrected: onIssue((row, event) => ({
      ...(changesWhatIsAskedFor(event) ? withInvolved(row, ...personsBehind(event.metadata)) : {}),
      title: event.data.to.text ?? row.title,
    })),
    IssueAssigned: onIssue((row, { data: { leader, leadUnit, handler, dueOn } }) => ({
      ...withInvolved(row, handler.id),
      leaders: row.leaders.includes(leader.id) ? row.leaders : [...row.leaders, leader.id],
      leader,
      leaderClaimed: row.leaderClaimed && row.leader?.id === leader.id,
      unit: leadUnit,
      handler,
      firstDueOn: row.firstDueOn ?? dueOn,
      dueOn,
    })),
    HandlerChanged: onIssue((row, { data }) => ({ ...withInvolved(row, data.to.id), handler: data.to })),
    IssueClaimed: onIssue(),
    IssueClaimedByLeader: onIssue(() => ({ leaderClaimed: true })),
    ProgressReported: onIssue((row, { data, metadata }) => ({
      ...withInvolved(row, ...(data.provenance ? [] : personsBehind(metadata))),
      reportedDone: data.percent >= 100,
      sentBack: false,
    })),
    ProgressCorrected: takesPart,
    EvidenceAttached: takesPart,
    RegulationMade: takesPart,
    RegulationRevised: takesPart,
    AccountabilityRecorded: takesPart,
    MoneyRecovered: takesPart,
    RegulationCorrected: takesPart,
    RegulationWithdrawn: takesPart,
    AccountabilityCorrected: takesPart,
    AccountabilityWithdrawn: takesPart,
    RecoveryCorrected: takesPart,
    RecoveryWithdrawn: takesPart,
    ExtensionRequested: onIssue((row, { metadata }) => ({
      ...withInvolved(row, ...personsBehind(metadata)),
      extensionBy: metadata.actor.personId,
    })),
    ExtensionGranted: onIssue((_, { data }) => ({ extensionBy: null, dueOn: data.to })),
    ExtensionRefused: extensionDecided,
    RequirementWaived: onIssue((row, { data }) => ({ waivers: row.waivers.filter((one) => !isOf(one, data)) })),
    RequirementWaiverSigned: onIssue((row, { data }) => {
      const { requirement, criterion } = data;
      const earlier = row.waivers.find((one) => isOf(one, data)) ?? null;
      const pending = { requirement, criterion, ...signedBy(earlier, data) };
      return { waivers: [...row.waivers.filter((one) => one !== earlier), pending] };
    }),
    ClosureRequested: onIssue((row, { data, metadata }) => ({
      ...anew,
      sentBack: false,
      ...withInvolved(row, ...personsBehind(metadata), ...data.involved),
      pinned: data.policy ?? null,
    })),
    ClosureEndorsed: onIssue((row, { data, metadata }) => ({
      endorsed: [...row.endorsed, { level: data.level, personId: metadata.actor.personId }],
      placement: null,
    })),
    RequestVoided: onIssue((row, { data: { voids } }) => {
      const of = (request: string) => voids.some((one) => one.request === request);
      return {
        ...(of('closure') ? { ...anew, sentBack: true } : {}),
        placement: of('closure') || of('placement') ? null : row.placement,
        extensionBy: of('extension') ? null : row.extensionBy,
      };
    }),
    IssueReturned: sentBack,
    ClosureSignedOff: onIssue((row, { data }) => ({ closure: signedBy(row.closure, data) })),
    ClosureRejected: sentBack,
    ClosureVotedDown: sentBack,
    ClosureApproved: ended,
    ClosureCarriedOver: ended,
    LongTermSignedOff: onIssue((row, { data }) => ({
      placement: { ...signedBy(row.placement, data), reviewOn: data.reviewOn },
    })),
    LongTermApproved: onIssue((_, { data }) => ({ ...anew, reopened: false, reviewOn: data.reviewOn })),
    LongTermVotedDown: onIssue(() => ({ placement: null })),
    LongTermCarriedOver: onIssue((_, { data }) => ({ ...anew, reopened: false, reviewOn: data.reviewOn })),
    IssueReopened: onIssue((row, { data: { source, dueOn } }) => ({
      ...anew,
      sentBack: true,
      dueOn: dueOn ?? row.dueOn,
      waivers: [],
      reportedDone: source === 'review-date-passed' && row.reportedDone,
      reopened: source !== 'review-date-passed' || row.reopened,
    })),
    TaskPlanned: (_, event) => {
      const { roundId, number, title, dueOn = null } = event.data;
      return {
        ...begin(event, { subject: 'task', status: 'planned', roundId, number, title }),
        firstDueOn: dueOn,
        dueOn,
      };
    },
    TaskCorrected: onOther((row, { data }) => ({ title: data.to.title ?? row.title })),
    TaskAssigned: onOther((row, { data: { unit, handler, dueOn } }) => ({
      unit,
      handler,
      firstDueOn: row.firstDueOn ?? dueOn,
      dueOn,
      status: row.status === 'planned' ? 'working' : row.status,
    })),
    TaskHandlerChanged: onOther((_, { data }) => ({ handler: data.to })),
    TaskCompleted: onOther(() => ({ status: 'completed' })),
    TaskCarriedOver: onOther(() => ({ status: 'completed' })),
    PlanSubmitted: (row, event) => {
      const { edition, title, authors } = event.data;
      const start = { subject: 'plan', status: 'plan-submitted', roundId: idOf(event.stream), title } as const;
      const plan = row ?? begin(event, { ...start, number: '' });
      const writers = [event.metadata.actor.personId, ...authors.map(({ id }) => id)];
      const pinnedPlan = event.data.policy ?? null;
      return settled(plan, { ...start, number: String(edition), pinnedPlan, ...withInvolved(plan, ...writers) }, event);
    },
    PlanReturned: planSentBack,
    PlanRejected: planSentBack,
    PlanVotedDown: planSentBack,
    PlanSignedOff: onOther((row, { data }) => ({ closure: signedBy(row.closure, data) })),
    PlanApproved: onOther(() => ({ status: 'plan-approved', closure: null })),
  },
  columns: {
    roundId: text((row) => row.roundId),
    order: text(inboxOrder),
    unitId: text((row) => at(row, ['unit', 'unit-head'], row.unit)),
    handlerId: text((row) => at(row, ['unit'], row.handler)),
    office: integer((row) => waitsAt(row, 'office')),
    leaders: integer((row) => waitsAt(row, 'leader')),
    inCharge: text((row) => row.leader?.id ?? ''),
    claiming: text((row) => at(row, ['in-charge'], row.leader)),
    open: integer((row) => Number(row.waits.length > 0)),
  },
  indexes: [
    ['unitId', 'order'],
    ['handlerId', 'order'],
    ['office', 'order'],
    ['leaders', 'order'],
    ['inCharge', 'order'],
    ['claiming', 'order'],
    ['open', 'order'],
  ],
});
