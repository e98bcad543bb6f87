import type { Recorded } from '#event-sourcing';
import type { IssueEvent } from '../../domain/issue/events.js';
import { changed } from '../amend.js';

/** 已反馈 / 已认领 / 整改中 / 申请销号 / 审核中 / 提请审议 / 已销号 / 长期整改, in the order of an issue's life. */
export const issueStatuses = [
  'delivered',
  'assigned',
  'rectifying',
  'closure-requested',
  'under-review',
  'submitted',
  'closed',
  'long-term',
] as const;

export type IssueStatus = (typeof issueStatuses)[number];

type Led = { readonly [Type in IssueEvent['type']]?: IssueStatus };

/** These lead there from wherever the issue stands. */
const always: Led = {
  IssueDelivered: 'delivered',
  ClosureRequested: 'closure-requested',
  IssueReturned: 'rectifying',
  ClosureRejected: 'rectifying',
  ClosureVotedDown: 'rectifying',
  ClosureApproved: 'closed',
  ClosureCarriedOver: 'closed',
  LongTermApproved: 'long-term',
  LongTermCarriedOver: 'long-term',
  IssueReopened: 'rectifying',
};

const atFirst: { readonly [Status in IssueStatus]?: Led } = {
  delivered: { IssueAssigned: 'assigned' },
  assigned: { IssueClaimed: 'rectifying', ProgressReported: 'rectifying' },
};

/** The state that an event leaves an issue in. */
export const statusAfter = (status: IssueStatus, event: IssueEvent): IssueStatus =>
  event.type === 'ClosureEndorsed'
    ? event.data.last
      ? 'submitted'
      : 'under-review'
    : (always[event.type] ?? atFirst[status]?.[event.type] ?? status);

/** A change of a row that carries the issue's state: the state follows every event, no change can forget it. */
export const following =
  <Row extends { readonly status: IssueStatus }, E extends IssueEvent>(
    change: (row: Row, event: Recorded<E>) => Partial<Row>,
  ) =>
  (row: Row | undefined, event: Recorded<E>): Row | undefined =>
    row && changed(row, { ...change(row, event), status: statusAfter(row.status, event) });
