import { idOf, type Recorded } from '#event-sourcing';
import type { IssueEvent, Named } from '../../domain/issue/events.js';
import { statusAfter, type IssueStatus } from '../../domain/issue/lifecycle.js';
import type { PlanEvent } from '../../domain/plan/events.js';
import type { TaskEvent } from '../../domain/task/events.js';
import { changed } from '../amend.js';
import { waitsOf, type Desk, type Standing, type Wait } from './inbox-waits.js';

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
  /** Earlier than the due date where it was put off. */
  readonly firstDueOn: string | null;
  readonly dueOn: string | null;
  /** While under long-term rectification: takes the place of the due date. */
  readonly reviewOn: string | null;
  readonly waits: readonly Wait[];
}

type Start = Pick<InboxRow, 'subject' | 'status' | 'roundId' | 'number' | 'title'>;

export const begin = (event: Recorded, start: Start): InboxRow => {
  const standing = {
    leaderClaimed: false,
    reportedDone: false,
    sentBack: false,
    involved: [],
    leaders: [],
    reopened: false,
    endorsed: [],
    closure: null,
    placement: null,
    waivers: [],
    pinned: null,
    pinnedPlan: null,
    extensionBy: null,
  };
  const nobody = { unit: null, handler: null, leader: null, firstDueOn: null, dueOn: null, reviewOn: null };
  const row = { ...standing, ...start, ...nobody, id: idOf(event.stream) };
  return { ...row, waits: waitsOf(row, [], event.metadata.effectiveAt) };
};

export const settled = (row: InboxRow, change: Partial<InboxRow>, event: Recorded): InboxRow => {
  const next = changed(row, change);
  return next === row ? row : { ...next, waits: waitsOf(next, row.waits, event.metadata.effectiveAt) };
};

export const onIssue =
  <E extends IssueEvent>(change: (row: InboxRow, event: Recorded<E>) => Partial<InboxRow> = () => ({})) =>
  (row: InboxRow | undefined, event: Recorded<E>): InboxRow | undefined =>
    row && settled(row, { ...change(row, event), status: statusAfter(row.status as IssueStatus, event) }, event);

export const onOther =
  <E extends TaskEvent | PlanEvent>(change: (row: InboxRow, event: Recorded<E>) => Partial<InboxRow>) =>
  (row: InboxRow | undefined, event: Recorded<E>): InboxRow | undefined =>
    row && settled(row, change(row, event), event);

/** Who sits at the desk, for the columns; '' where nothing waits there. */
export const at = (row: InboxRow, desks: readonly Desk[], whose: Named | null): string =>
  row.waits.some(({ desk }) => desks.includes(desk)) ? (whose?.id ?? '') : '';

export const waitsAt = (row: InboxRow, wanted: Desk): number => Number(row.waits.some(({ desk }) => desk === wanted));

export const nextDate = ({ reviewOn, dueOn }: InboxRow): string | null => reviewOn ?? dueOn;

/** By due date, undated last; unique, so that a page can go on right behind it. */
export const inboxOrder = (row: InboxRow): string => `${nextDate(row) ?? '9999-12-31'} ${row.subject}-${row.id}`;
