import { dateOf, type Folds, personsBehind, type PlainDate, type Recorded } from '#event-sourcing';
import { also, content, type Entered, none, nothingEntered, recordedBy } from '../correction/state.js';
import type {
  EvidenceAttached,
  ExtensionGranted,
  ExtensionRefused,
  ExtensionRequested,
  Figure,
  Assigned,
  HandlerChanged,
  IssueAssigned,
  IssueClaimed,
  IssueClaimedByLeader,
  IssueEvent,
  ProgressCorrected,
  ProgressReported,
  Provenance,
} from '../events.js';
import { firstStep, type Standing } from '../lifecycle.js';

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

/** What was done on an issue, and by whom; over its whole life, as reopening makes nobody impartial. */
export interface Worked extends Entered {
  readonly standing: Standing;
  /** The days that it was delivered and first assigned on: no work on it is of an earlier one. */
  readonly since: { readonly delivered?: PlainDate; readonly assigned?: PlainDate };
  readonly assignment?: Assigned;
  /** The due date that was set first; extensions and reassignments leave it. */
  readonly firstDueOn?: string;
  /** Returned to rectifying by itself: whoever assigns it next sets the due date. */
  readonly dueDateOpen?: boolean;
  readonly claimedBy?: string;
  /** The leader who claimed it last. */
  readonly claimedByLeader?: string;
  readonly progress: readonly ProgressEntry[];
  /** In force; what was replaced is in the history only. */
  readonly evidence: readonly EvidenceAttached['data'][];
  /** SHA-256, replaced ones too. */
  readonly everAttached: ReadonlySet<string>;
  readonly extension?: { readonly to: string; readonly requestedBy: readonly string[] };
  readonly lastExtension?: 'granted' | 'refused';
  readonly reporters: ReadonlySet<string>;
  readonly evidenceProviders: ReadonlySet<string>;
  readonly handlers: ReadonlySet<string>;
  /** 责任领导, whoever it was at any time. */
  readonly leaders: ReadonlySet<string>;
}

export const nothingDone: Worked = {
  ...nothingEntered,
  standing: { status: 'undelivered' },
  since: {},
  progress: [],
  evidence: [],
  everAttached: none,
  reporters: none,
  evidenceProviders: none,
  handlers: none,
  leaders: none,
};

const stepped = (issue: Worked, event: IssueEvent): Worked => {
  const status = firstStep(issue.standing.status, event);
  return status ? { ...issue, standing: { status } } : issue;
};

const assigned = (issue: Worked, event: Recorded<IssueAssigned>): Worked => ({
  ...stepped(issue, event),
  since: { ...issue.since, assigned: issue.since.assigned ?? dateOf(event.metadata.effectiveAt) },
  assignment: event.data,
  dueDateOpen: false,
  firstDueOn: issue.firstDueOn ?? event.data.dueOn,
  handlers: also(issue.handlers, event.data.handler.id),
  leaders: also(issue.leaders, event.data.leader.id),
});

const reported = (issue: Worked, event: Recorded<ProgressReported>): Worked => {
  const { id, data, metadata } = event;
  const { personId, unitId } = metadata.actor;
  const { onBehalfOf } = metadata;
  const entry = { id, personId, unitId, onBehalfOf, on: dateOf(metadata.effectiveAt), ...data };
  const reporters = data.provenance ? issue.reporters : also(issue.reporters, ...personsBehind(metadata));
  return { ...stepped(issue, event), progress: [...issue.progress, entry], reporters };
};

const corrected = (issue: Worked, { data, metadata }: Recorded<ProgressCorrected>): Worked => {
  const { corrects, ...words } = data;
  return {
    ...issue,
    progress: issue.progress.map((entry) => (entry.id === corrects ? { ...entry, ...words } : entry)),
    reporters: also(issue.reporters, ...personsBehind(metadata)),
  };
};

const attached = (issue: Worked, { data, metadata }: Recorded<EvidenceAttached>): Worked => ({
  ...issue,
  evidence: [...issue.evidence.filter(({ sha256 }) => sha256 !== data.sha256 && sha256 !== data.replaces), data],
  everAttached: also(issue.everAttached, data.sha256),
  evidenceProviders: also(issue.evidenceProviders, ...personsBehind(metadata)),
});

/** An issue that was given to nobody has no due date. */
export const due = ({ assignment }: Worked, dueOn: string | undefined): Assigned | undefined =>
  assignment && { ...assignment, dueOn: dueOn ?? assignment.dueOn };

type WorkEvent =
  | IssueAssigned
  | HandlerChanged
  | IssueClaimed
  | IssueClaimedByLeader
  | ProgressReported
  | ProgressCorrected
  | EvidenceAttached
  | ExtensionRequested
  | ExtensionGranted
  | ExtensionRefused;

export const workFolds: Folds<Worked, WorkEvent> = {
  IssueAssigned: assigned,
  HandlerChanged: (issue, { data }) => ({
    ...issue,
    assignment: issue.assignment && { ...issue.assignment, handler: data.to },
    handlers: also(issue.handlers, data.to.id),
  }),
  IssueClaimed: (issue, event) => ({ ...stepped(issue, event), claimedBy: event.data.unit.id }),
  IssueClaimedByLeader: (issue, { data }) => ({ ...issue, claimedByLeader: data.leader.id }),
  ProgressReported: content(reported),
  ProgressCorrected: content(corrected),
  EvidenceAttached: content(attached),
  ExtensionRequested: (issue, event) => ({
    ...issue,
    ...recordedBy(issue, 'extension', event),
    extension: { to: event.data.to, requestedBy: personsBehind(event.metadata) },
  }),
  ExtensionGranted: (issue, { data }) => ({
    ...issue,
    assignment: due(issue, data.to),
    extension: undefined,
    lastExtension: 'granted',
  }),
  ExtensionRefused: (issue) => ({ ...issue, extension: undefined, lastExtension: 'refused' }),
};
