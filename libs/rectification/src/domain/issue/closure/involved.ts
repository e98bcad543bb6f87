import { amended, type Command } from '#event-sourcing';
import type { Policy } from '../../errors.js';
import type { ClosureCommand } from './commands.js';
import type { ClosureFacts } from './facts.js';
import { type Issue, reviewOf } from '../state.js';

export type ClosureRule = Policy<ClosureCommand, Issue, ClosureFacts>;

export const aReporterNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, { reporters }) =>
  reporters.has(actor.personId) ? 'issue.reporter-decides' : undefined;

export const whoeverHandedInEvidenceNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, issue) =>
  issue.evidenceProviders.has(actor.personId) ? 'issue.evidence-provider-decides' : undefined;

export const theHandlerNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, { handlers }) =>
  handlers.has(actor.personId) ? 'issue.handler-decides' : undefined;

export const whoeverWorkedOnATaskNeverDecidesTheClosure: ClosureRule = ({ actor }, _, { linkedTasks }) => {
  const tasks = linkedTasks.filter(({ involved }) => involved.includes(actor.personId)).map(({ number }) => number);
  return tasks.length > 0 ? { code: 'issue.task-worker-decides', details: { person: actor.name, tasks } } : undefined;
};

export const theRequesterNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, { requesters }) =>
  requesters.has(actor.personId) ? 'issue.requester-decides' : undefined;

const recordersCodes = [
  ['regulation', 'issue.regulation-registrar-decides'],
  ['accountability', 'issue.accountability-recorder-decides'],
  ['recovery', 'issue.recovery-recorder-decides'],
  ['extension', 'issue.extension-requester-decides'],
] as const;

/** Whatever somebody entered is part of what is decided on. */
export const whoeverEnteredAFactNeverDecidesTheClosure: Policy<Command, Issue> = ({ actor }, { recorders }) =>
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
