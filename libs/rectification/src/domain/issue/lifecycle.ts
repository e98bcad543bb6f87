import type { Requirement } from './closure/requirement.js';
import type { IssueCorrected, IssueEvent, Signature } from './events.js';
import type { ClosurePolicy } from '../round/events.js';

/** 已反馈 / 待认领 / 整改中 / 申请销号 / 审核中 / 提请审议 / 已销号 / 长期整改, in the order of an issue's life. */
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

/** Decided, until it is reopened. */
export const isEnded = (status: string): status is 'closed' | 'long-term' =>
  status === 'closed' || status === 'long-term';

/** Area and heading say where an issue stands in the report, and nothing of what is to be rectified. */
export const changesWhatIsAskedFor = ({ data: { to } }: { readonly data: IssueCorrected['data'] }): boolean =>
  to.text !== undefined || to.class !== undefined || to.criteria !== undefined;

type Led = { readonly [Type in IssueEvent['type']]?: IssueStatus };

/** These lead there from wherever the issue stands. */
const always = {
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
} as const satisfies Led;

type FirstStep = 'assigned' | 'rectifying';

const atFirst: { readonly [status: string]: { readonly [type: string]: FirstStep | undefined } } = {
  delivered: { IssueAssigned: 'assigned' },
  assigned: { IssueClaimed: 'rectifying', ProgressReported: 'rectifying' },
} satisfies { readonly [Status in IssueStatus]?: Led };

/** Where an event leads that moves an issue on only from where it is due. */
export const firstStep = (from: string, { type }: IssueEvent): FirstStep | undefined => atFirst[from]?.[type];

type StatusAfter<From, E extends IssueEvent> = E['type'] extends 'ClosureEndorsed'
  ? 'under-review' | 'submitted'
  : E['type'] extends 'RequestVoided'
    ? From | 'rectifying'
    : E['type'] extends keyof typeof always
      ? (typeof always)[E['type']]
      : From | FirstStep;

const ofItsData = ({ type, data }: IssueEvent): IssueStatus | undefined => {
  if (type === 'ClosureEndorsed') return data.last ? 'submitted' : 'under-review';
  return type === 'RequestVoided' && data.voids.some(({ request }) => request === 'closure') ? 'rectifying' : undefined;
};

/** The status that an event leaves an issue in, for the decisions and for every view. */
export const statusAfter = <From extends string, E extends IssueEvent>(from: From, event: E): StatusAfter<From, E> => {
  const led = ofItsData(event) ?? (always as Led)[event.type];
  return (led ?? firstStep(from, event) ?? from) as StatusAfter<From, E>;
};

export interface Endorsement {
  readonly level: 'unit' | 'office';
  readonly personId: string;
}

/** What a closure request gathered so far. */
export interface Review {
  readonly contentHash: string;
  /** As it was in force at the request. */
  readonly policy?: ClosurePolicy;
  readonly endorsements: readonly Endorsement[];
  readonly signatures: readonly Signature[];
}

export interface PendingWaiver extends Requirement {
  readonly signatures: readonly Signature[];
}

export interface PendingPlacement {
  readonly reviewOn: string;
  readonly signatures: readonly Signature[];
}

export interface Reopened {
  readonly on: string;
  readonly reports: number;
  /** SHA-256 of every file that was ever attached before. */
  readonly files: ReadonlySet<string>;
}

export type Standing =
  | { readonly status: 'undelivered' | 'delivered' | 'assigned' }
  | { readonly status: 'rectifying'; readonly after?: 'return' | 'rejection' | 'reopening' }
  | { readonly status: 'closure-requested' | 'under-review' | 'submitted'; readonly review: Review }
  | { readonly status: 'closed'; readonly carriedOver?: { readonly closedOn: string } }
  | {
      readonly status: 'long-term';
      readonly reviewOn: string;
      /** Event id of the placement in force. */
      readonly placement: string;
      readonly carriedOver: boolean;
    };
