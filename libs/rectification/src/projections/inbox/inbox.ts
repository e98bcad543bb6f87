import { idOf, integer, personsBehind, projection, text, type Recorded } from '#event-sourcing';
import type { IssueEvent, Named, Signature } from '../../domain/issue/events.js';
import type { PlanEvent } from '../../domain/plan/events.js';
import type { TaskEvent } from '../../domain/task/events.js';
import { changed } from '../amend.js';
import { waitsOf, type Desk, type Signing, type Standing, type Wait } from './inbox-waits.js';
import { statusAfter, type IssueStatus } from '../../domain/issue/lifecycle.js';

/** 等我办理: an issue, a task or a plan, and who must act on it next. Nothing waits for one that is closed, completed or approved. */
export interface InboxRow extends Standing {
  readonly subject: 'issue' | 'task' | 'plan';
  readonly id: string;
  readonly roundId: string;
  readonly number: string;
  readonly title: string;
  readonly unit: Named | null;
  readonly handler: Named | null;
  /** Who is in charge of it, of the leading group. */
  readonly leader: Named | null;
  readonly dueOn: string | null;
  /** While under long-term rectification: takes the place of the due date. */
  readonly reviewOn: string | null;
  readonly waits: readonly Wait[];
}

type Start = Pick<InboxRow, 'subject' | 'status' | 'roundId' | 'number' | 'title'>;

const begin = (event: Recorded, start: Start): InboxRow => {
  const standing = {
    reportedDone: false,
    sentBack: false,
    involved: [],
    endorsed: [],
    closure: null,
    placement: null,
    extensionBy: null,
  };
  const nobody = { unit: null, handler: null, leader: null, dueOn: null, reviewOn: null };
  const row = { ...standing, ...start, ...nobody, id: idOf(event.stream) };
  return { ...row, waits: waitsOf(row, [], event.metadata.effectiveAt) };
};

const settled = (row: InboxRow, change: Partial<InboxRow>, event: Recorded): InboxRow => {
  const next = changed(row, change);
  return next === row ? row : { ...next, waits: waitsOf(next, row.waits, event.metadata.effectiveAt) };
};

const onIssue =
  <E extends IssueEvent>(change: (row: InboxRow, event: Recorded<E>) => Partial<InboxRow> = () => ({})) =>
  (row: InboxRow | undefined, event: Recorded<E>): InboxRow | undefined =>
    row && settled(row, { ...change(row, event), status: statusAfter(row.status as IssueStatus, event) }, event);

const onOther =
  <E extends TaskEvent | PlanEvent>(change: (row: InboxRow, event: Recorded<E>) => Partial<InboxRow>) =>
  (row: InboxRow | undefined, event: Recorded<E>): InboxRow | undefined =>
    row && settled(row, change(row, event), event);

const withInvolved = (row: InboxRow, ...persons: readonly string[]): Pick<InboxRow, 'involved'> => {
  const newcomers = persons.filter((person) => !row.involved.includes(person));
  return { involved: newcomers.length > 0 ? [...new Set([...row.involved, ...newcomers])] : row.involved };
};

const takesPart = onIssue((row, { metadata }) => withInvolved(row, ...personsBehind(metadata)));
const extensionDecided = onIssue(() => ({ extensionBy: null }));
const anew = { endorsed: [], closure: null, placement: null, reviewOn: null } as const;
const begunAnew = onIssue(() => anew);
const sentBack = onIssue(() => ({ ...anew, sentBack: true }));

const signedBy = (
  earlier: Signing | null,
  { signature, count, required }: { signature: Signature; count: number; required: number },
): Signing => {
  const before = count > 1 ? (earlier?.signed ?? []) : [];
  return { signed: [...before, { id: signature.personId, name: signature.name }], required };
};

/** Who sits at the desk, for the columns; '' where nothing waits there. */
const at = (row: InboxRow, desks: readonly Desk[], whose: Named | null): string =>
  row.waits.some(({ desk }) => desks.includes(desk)) ? (whose?.id ?? '') : '';

const waitsAt = (row: InboxRow, wanted: Desk): number => Number(row.waits.some(({ desk }) => desk === wanted));

export const nextDate = ({ reviewOn, dueOn }: InboxRow): string | null => reviewOn ?? dueOn;

/** By due date, undated last; unique, so that a page can go on right behind it. */
export const inboxOrder = (row: InboxRow): string => `${nextDate(row) ?? '9999-12-31'} ${row.subject}-${row.id}`;

const planSentBack = onOther(() => ({ status: 'plan-sent-back', closure: null }));

export const inbox = projection<InboxRow, IssueEvent | TaskEvent | PlanEvent>({
  name: 'inbox',
  version: 7,
  seenThrough: 'act',
  key: ({ stream }) => stream,
  when: {
    IssueDelivered: (_, event) => {
      const { roundId, number, text } = event.data;
      return begin(event, { subject: 'issue', status: 'delivered', roundId, number, title: text });
    },
    IssueCorrected: onIssue((row, { data }) => ({ title: data.to.text ?? row.title })),
    IssueAssigned: onIssue((row, { data: { leader, leadUnit, handler, dueOn } }) => ({
      ...withInvolved(row, handler.id),
      leader,
      unit: leadUnit,
      handler,
      dueOn,
    })),
    HandlerChanged: onIssue((row, { data }) => ({ ...withInvolved(row, data.to.id), handler: data.to })),
    IssueClaimed: onIssue(),
    ProgressReported: onIssue((row, { data, metadata }) => ({
      ...withInvolved(row, ...(data.provenance ? [] : personsBehind(metadata))),
      reportedDone: data.percent >= 100,
      sentBack: false,
    })),
    ProgressCorrected: takesPart,
    EvidenceAttached: takesPart,
    ExtensionRequested: onIssue((_, { metadata }) => ({ extensionBy: metadata.actor.personId })),
    ExtensionGranted: onIssue((_, { data }) => ({ extensionBy: null, dueOn: data.to })),
    ExtensionRefused: extensionDecided,
    ClosureRequested: onIssue((row, { data, metadata }) => ({
      ...anew,
      sentBack: false,
      ...withInvolved(row, ...personsBehind(metadata), ...data.involved),
    })),
    ClosureEndorsed: onIssue((row, { data, metadata }) => ({
      endorsed: [...row.endorsed, { level: data.level, personId: metadata.actor.personId }],
      placement: null,
    })),
    IssueReturned: sentBack,
    ClosureSignedOff: onIssue((row, { data }) => ({ closure: signedBy(row.closure, data) })),
    ClosureRejected: sentBack,
    ClosureVotedDown: sentBack,
    ClosureApproved: begunAnew,
    ClosureCarriedOver: begunAnew,
    LongTermSignedOff: onIssue((row, { data }) => ({
      placement: { ...signedBy(row.placement, data), reviewOn: data.reviewOn },
    })),
    LongTermApproved: onIssue((_, { data }) => ({ ...anew, reviewOn: data.reviewOn })),
    LongTermVotedDown: onIssue(() => ({ placement: null })),
    LongTermCarriedOver: onIssue((_, { data }) => ({ ...anew, reviewOn: data.reviewOn })),
    IssueReopened: sentBack,
    TaskPlanned: (_, event) => {
      const { roundId, number, title, dueOn = null } = event.data;
      return { ...begin(event, { subject: 'task', status: 'planned', roundId, number, title }), dueOn };
    },
    TaskCorrected: onOther((row, { data }) => ({ title: data.to.title ?? row.title })),
    TaskAssigned: onOther((row, { data: { unit, handler, dueOn } }) => ({
      unit,
      handler,
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
      return settled(plan, { ...start, number: String(edition), ...withInvolved(plan, ...writers) }, event);
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
    open: integer((row) => Number(row.waits.length > 0)),
  },
  indexes: [
    ['unitId', 'order'],
    ['handlerId', 'order'],
    ['office', 'order'],
    ['leaders', 'order'],
    ['inCharge', 'order'],
    ['open', 'order'],
  ],
});
