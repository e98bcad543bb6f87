import { type Command, type PlainDate, standingOf } from '#event-sourcing';
import { must, type Policy } from '../commands.js';
import type { Requirement } from './closure/requirement.js';
import type {
  AccountabilityRecorded,
  EvidenceAttached,
  Figure,
  IssueClass,
  IssueDelivered,
  MoneyRecovered,
  Named,
  RegulationMade,
} from './events.js';
import type { PendingPlacement, PendingWaiver, Reopened, Review, Standing } from './lifecycle.js';
import type { Provenance } from '../round/events.js';

interface Assignment {
  readonly leader: Named;
  readonly leadUnit: Named;
  readonly supportingUnits: readonly Named[];
  readonly handler: Named;
  readonly dueOn: string;
}

/** What somebody may have entered on an issue beside progress, evidence and the request for closure. */
export type Recording = 'regulation' | 'accountability' | 'recovery' | 'extension';

/** A report with the words of its last correction. */
interface ProgressEntry {
  readonly id: string;
  readonly personId: string;
  readonly unitId?: string;
  /** For whom the person reported; that one's unit is told by the assignment only. */
  readonly onBehalfOf?: string;
  readonly on: string;
  readonly narrative: string;
  readonly measures: readonly string[];
  readonly percent: number;
  readonly figures: readonly Figure[];
  readonly evidence: readonly string[];
  /** The delivered report that says so; absent when it was reported here. */
  readonly provenance?: Provenance;
}

/** What was entered, by the id of the event that entered it; as it stands after all corrections. */
type Entry<Fields> = Fields & { readonly id: string };

export type RegisteredRegulation = Entry<RegulationMade['data'] & { readonly kind: 'made' | 'revised' }>;

export interface Issue {
  readonly standing: Standing;
  /** As it stands after all corrections. */
  readonly delivered: IssueDelivered['data'];
  /** Id of the event that says it as it was delivered. */
  readonly deliveredBy: string;
  /** The days that it was delivered and first assigned on: no work on it is of an earlier one. */
  readonly since: { readonly delivered?: PlainDate; readonly assigned?: PlainDate };
  readonly assignment?: Assignment;
  /** The due date that was set first; extensions and reassignments leave it. */
  readonly firstDueOn?: string;
  /** Returned to rectifying by itself: whoever assigns it next sets the due date. */
  readonly dueDateOpen?: boolean;
  /** What was there when it failed a re-check or relapsed; it closes the issue no second time. */
  readonly reopened?: Reopened;
  readonly claimedBy?: string;
  /** The leader who claimed it last. */
  readonly claimedByLeader?: string;
  readonly progress: readonly ProgressEntry[];
  /** In force; what was replaced is in the history only. */
  readonly evidence: readonly EvidenceAttached['data'][];
  /** SHA-256, replaced ones too. */
  readonly everAttached: ReadonlySet<string>;
  readonly regulations: readonly RegisteredRegulation[];
  readonly extension?: { readonly to: string; readonly requestedBy: readonly string[] };
  readonly lastExtension?: 'granted' | 'refused';
  readonly waivers: readonly Requirement[];
  readonly pendingWaivers: readonly PendingWaiver[];
  readonly pendingPlacement?: PendingPlacement;
  /** Raised by every fact that changes the content. */
  readonly contentVersion: number;
  readonly decidedHere: boolean;
  /** Ids of agenda items whose decision stands in this issue's history. */
  readonly decidedItems: ReadonlySet<string>;
  readonly accountability: readonly Entry<AccountabilityRecorded['data']>[];
  /** Fen, one entry a recovery. */
  readonly recoveries: readonly Entry<MoneyRecovered['data']>[];
  /** Entries that are no longer among their like. */
  readonly withdrawn: readonly Entry<{ readonly entries: 'regulations' | 'accountability' | 'recoveries' }>[];
  /** Persons by what they did, over the issue's whole life: reopening makes nobody impartial. */
  readonly reporters: ReadonlySet<string>;
  readonly evidenceProviders: ReadonlySet<string>;
  readonly handlers: ReadonlySet<string>;
  readonly requesters: ReadonlySet<string>;
  readonly recorders: Readonly<Record<Recording, ReadonlySet<string>>>;
  /** 责任领导, whoever it was at any time. */
  readonly leaders: ReadonlySet<string>;
}

const none: ReadonlySet<string> = new Set();

export const noIssue: Issue = {
  standing: { status: 'undelivered' },
  delivered: {
    roundId: '',
    number: '',
    area: '',
    heading: '',
    text: '',
    class: 'immediate' as IssueClass,
    criteria: [],
  },
  deliveredBy: '',
  since: {},
  progress: [],
  evidence: [],
  everAttached: none,
  regulations: [],
  waivers: [],
  pendingWaivers: [],
  contentVersion: 0,
  decidedHere: false,
  decidedItems: none,
  accountability: [],
  recoveries: [],
  withdrawn: [],
  reporters: none,
  evidenceProviders: none,
  handlers: none,
  requesters: none,
  recorders: { regulation: none, accountability: none, recovery: none, extension: none },
  leaders: none,
};

export const reviewOf = ({ standing }: Issue): Review | undefined =>
  'review' in standing ? standing.review : undefined;

/** What a closure request is pinned to: everything that deciders are shown, and nothing that says who decides. */
export const contentOf = ({ delivered, progress, evidence, regulations, waivers, ...issue }: Issue): object => ({
  text: delivered.text,
  criteria: delivered.criteria,
  progress,
  evidence,
  regulations: regulations.map(({ title, documentNumber, date, kind }) => ({ title, documentNumber, date, kind })),
  waivers,
  accountability: issue.accountability.map(({ kind, number }) => ({ kind, number })),
  recoveries: issue.recoveries.map(({ amount }) => amount),
});

export const mustBeDelivered = ({ id }: Command, { standing }: Issue): void =>
  must(standing.status !== 'undelivered', 'issue.unknown', { id });

export const mustNotBeClosed = (command: Command, issue: Issue): void => {
  mustBeDelivered(command, issue);
  must(issue.standing.status !== 'closed', 'issue.closed', { number: issue.delivered.number });
};

/** Work goes on from assignment until closure, under long-term rectification as well. */
export const mustBeAtWork = (command: Command, issue: Issue): Assignment => {
  mustNotBeClosed(command, issue);
  must(issue.assignment, 'issue.not-assigned', { number: issue.delivered.number });
  return issue.assignment;
};

export const onlyThoseInvolvedWorkOnTheIssue: Policy<Command, Issue> = (command, { assignment }) => {
  const actor = standingOf(command);
  if (!assignment || actor.personId === assignment.handler.id) return undefined;
  const units = [assignment.leadUnit, ...assignment.supportingUnits];
  if (units.some(({ id }) => id === actor.unitId)) return undefined;
  return {
    code: 'issue.unit-not-involved',
    details: { unit: actor.unit ?? null, involved: units.map(({ name }) => name), handler: assignment.handler.name },
  };
};

/** Before an issue is given to any unit, none of them records on it. */
export const aUnitRecordsOnWhatWasGivenToAUnit: Policy<Command, Issue> = (command, { assignment, delivered }) => {
  const { roles } = standingOf(command);
  const speaksForAUnit = roles.length > 0 && roles.every((role) => role === 'unit-head' || role === 'reporter');
  return speaksForAUnit && !assignment
    ? { code: 'issue.not-assigned', details: { number: delivered.number } }
    : undefined;
};
