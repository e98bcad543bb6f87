import { type Command, on } from '#event-sourcing';
import { RectificationCommand, must } from '../commands.js';
import type { IssueEvent, Voided } from './events.js';
import { type Issue, reviewOf } from './state.js';

/** Sent only together with an act on a task that ends the request of an issue. */
export class VoidRequest extends RectificationCommand {}

/** What may end a request as a side effect. */
export type VoidingCommand = Command & { readonly voidsRequest?: boolean };

type Types = ReadonlySet<IssueEvent['type']>;

/** What deciders are shown changes by these: a request for closure was made on what was there before. */
const changesContent: Types = new Set<IssueEvent['type']>([
  'ProgressReported',
  'ProgressCorrected',
  'EvidenceAttached',
  'RegulationMade',
  'RegulationRevised',
  'RequirementWaived',
  'AccountabilityRecorded',
  'MoneyRecovered',
]);

/** With these the issue goes another way than the placement that some have signed. */
const leavesPlacement: Types = new Set<IssueEvent['type']>([
  'ClosureRequested',
  'IssueReturned',
  'ClosureApproved',
  'ClosureRejected',
]);

export const voidedClosure = (issue: Issue): readonly Voided[] => {
  const { standing, delivered } = issue;
  const review = reviewOf(issue);
  if (!review) return [];
  const { contentHash, policy, endorsements, signatures } = review;
  return [
    {
      request: 'closure',
      number: delivered.number,
      status: standing.status,
      contentHash,
      endorsed: endorsements.map(({ level }) => level),
      signed: signatures.length,
      body: policy?.body,
    },
  ];
};

const voidedPlacement = ({ pendingPlacement, delivered: { number } }: Issue): readonly Voided[] =>
  pendingPlacement
    ? [
        {
          request: 'placement',
          number,
          reviewOn: pendingPlacement.reviewOn,
          signed: pendingPlacement.signatures.length,
        },
      ]
    : [];

const voidedExtension = ({ extension, delivered: { number } }: Issue): readonly Voided[] =>
  extension ? [{ request: 'extension', number, to: extension.to }] : [];

const voidedBy = (events: readonly IssueEvent[], issue: Issue): readonly Voided[] => {
  const any = (types: Types) => events.some(({ type }) => types.has(type));
  return [
    ...(any(changesContent) ? voidedClosure(issue) : []),
    ...(any(leavesPlacement) ? voidedPlacement(issue) : []),
    ...(events.some(({ type, data }) => type === 'IssueReopened' && 'dueOn' in data && data.dueOn)
      ? voidedExtension(issue)
      : []),
  ];
};

/** Nothing that waits for a decision ends as a side effect, unless whoever acts says that it shall. */
export const mustTakeItThatRequestsEnd = (voidsRequest: boolean | undefined, voids: readonly Voided[]): void =>
  must(voids.length === 0 || voidsRequest, 'request.would-be-voided', { unless: 'voidsRequest', voids });

/** A decision that spares what waits: it is refused, or tells by a further event what ended with it. */
export const sparing =
  <C extends VoidingCommand, Facts extends readonly unknown[]>(
    decide: (command: C, issue: Issue, ...facts: Facts) => IssueEvent[],
  ) =>
  (command: C, issue: Issue, ...facts: Facts): IssueEvent[] => {
    const { voidsRequest } = command;
    const events = decide(command, issue, ...facts);
    const voids = voidedBy(events, issue);
    mustTakeItThatRequestsEnd(voidsRequest, voids);
    return voids.length === 0 ? events : [...events, { type: 'RequestVoided', data: { voids } }];
  };

/** Of an act on a task that the issue's deciders are shown; it said that the request shall end. */
export const voidRequest = (_: VoidRequest, issue: Issue): IssueEvent[] => {
  const voids = voidedClosure(issue);
  return voids.length === 0 ? [] : [{ type: 'RequestVoided', data: { voids } }];
};

export const voidingDecisions = [on(VoidRequest, voidRequest, 'RequestVoided')];
