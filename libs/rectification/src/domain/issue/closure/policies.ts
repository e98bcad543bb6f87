import { amended, type Command } from '#event-sourcing';
import { RectificationCommand, type Policy } from '../../commands.js';
import { type Issue, reviewOf } from '../state.js';
import type { ClosurePolicy } from '../../round/events.js';
import {
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  type Signatories,
  theResponsibleLeaderNeverDecidesTheClosure,
} from '../../sign-offs.js';

/** Decided on `ClosureFacts`. */
export abstract class ClosureCommand extends RectificationCommand {
  static readonly underAuthority = true;
}

/** A task linked to the issue, as it stands when the command is taken. */
export interface LinkedTask {
  readonly id: string;
  readonly number: string;
  readonly completed: boolean;
  /** Persons who reported on it, handled, evidenced or completed it. */
  readonly involved: readonly string[];
}

/** What is to be closed, as it is now, and by which policy. */
export interface ClosureFacts {
  /** Digest of the issue's and its tasks' content now. */
  readonly currentHash: string;
  /** The issue's content version that the digest was taken of. */
  readonly contentVersion?: number;
  readonly linkedTasks: readonly LinkedTask[];
  readonly closurePolicy: ClosurePolicy;
}

/** Of a decision by signature. */
export interface SigningFacts extends ClosureFacts {
  /** Where the policy names a body whose members sign. */
  readonly signatories?: Signatories;
}

export type ClosureRule = Policy<ClosureCommand, Issue, ClosureFacts>;

const aReporterNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, { reporters }) =>
  reporters.has(actor.personId) ? 'issue.reporter-decides' : undefined;

const whoeverHandedInEvidenceNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, issue) =>
  issue.evidenceProviders.has(actor.personId) ? 'issue.evidence-provider-decides' : undefined;

const theHandlerNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, { handlers }) =>
  handlers.has(actor.personId) ? 'issue.handler-decides' : undefined;

const whoeverWorkedOnATaskNeverDecidesTheClosure: ClosureRule = ({ actor }, _, { linkedTasks }) => {
  const tasks = linkedTasks.filter(({ involved }) => involved.includes(actor.personId)).map(({ number }) => number);
  return tasks.length > 0 ? { code: 'issue.task-worker-decides', details: { person: actor.name, tasks } } : undefined;
};

const theRequesterNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, { requesters }) =>
  requesters.has(actor.personId) ? 'issue.requester-decides' : undefined;

const recordersCodes = [
  ['delivery', 'issue.delivery-corrector-decides'],
  ['regulation', 'issue.regulation-registrar-decides'],
  ['accountability', 'issue.accountability-recorder-decides'],
  ['recovery', 'issue.recovery-recorder-decides'],
  ['extension', 'issue.extension-requester-decides'],
] as const;

/** Whatever somebody entered is part of what is decided on. */
const whoeverEnteredAFactNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, { recorders }) =>
  recordersCodes.find(([what]) => recorders[what].has(actor.personId))?.[1];

export const nobodyInvolvedDecides: readonly ClosureRule[] = [
  aReporterNeverDecidesTheClosure,
  whoeverHandedInEvidenceNeverDecidesTheClosure,
  theHandlerNeverDecidesTheClosure,
  whoeverWorkedOnATaskNeverDecidesTheClosure,
  theRequesterNeverDecidesTheClosure,
  whoeverEnteredAFactNeverDecidesTheClosure,
];

/** A signature stands for as long as whoever gave it is not found to be somebody who worked on it. */
export const noneWhoSignedWasInvolved: ClosureRule = (command, issue, facts) => {
  const { endorsements = [], signatures = [] } = reviewOf(issue) ?? {};
  const signers = [...endorsements, ...signatures].map(({ personId }) => ({ ...command.actor, personId }));
  const isInvolved = signers.some((actor) =>
    nobodyInvolvedDecides.some((rule) => rule(amended(command, { actor }), issue, facts)),
  );
  return isInvolved ? { code: 'issue.signer-involved', details: { number: issue.delivered.number } } : undefined;
};

export const theSamePersonNeverSignsTwoLevels: Policy<Command, Issue> = ({ actor }, issue) => {
  const before = reviewOf(issue)?.endorsements.find(({ personId }) => personId === actor.personId);
  return before
    ? { code: 'issue.same-person-two-levels', details: { person: actor.name, signed: before.level } }
    : undefined;
};

const requiredBy = (policy: ClosurePolicy): number | null => (policy.way === 'sign-offs' ? policy.required : null);

const theSamePersonNeverSignsTwice: ClosureRule = ({ actor }, issue, { closurePolicy }) => {
  const signatures = [...(reviewOf(issue)?.signatures ?? []), ...(issue.pendingPlacement?.signatures ?? [])];
  return signatures.some(({ personId }) => personId === actor.personId)
    ? {
        code: 'issue.signed-already',
        details: { person: actor.name, required: requiredBy(closurePolicy), signed: signatures.length },
      }
    : undefined;
};

export const theDecisionIsOnWhatWasRequested: ClosureRule = (_, issue, { currentHash }) => {
  const requested = reviewOf(issue)?.contentHash;
  return requested === undefined || requested === currentHash
    ? undefined
    : { code: 'issue.changed-since-request', details: { requested, current: currentHash } };
};

/** Between reading the content and deciding, somebody else may have reported. */
export const theContentIsAsItWasRead: ClosureRule = (_, issue, { contentVersion }) =>
  contentVersion === undefined || contentVersion === issue.contentVersion
    ? undefined
    : { code: 'issue.changed-meanwhile', details: { number: issue.delivered.number } };

export const decisionPolicies: readonly Policy<ClosureCommand, Issue, SigningFacts>[] = [
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  theResponsibleLeaderNeverDecidesTheClosure,
  ...nobodyInvolvedDecides,
  theSamePersonNeverSignsTwoLevels,
  theSamePersonNeverSignsTwice,
  noneWhoSignedWasInvolved,
  theDecisionIsOnWhatWasRequested,
  theContentIsAsItWasRead,
];
