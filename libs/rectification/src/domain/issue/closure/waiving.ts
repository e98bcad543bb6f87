import { IsInt, IsOptional, Min } from 'class-validator';
import { onFacts } from '#event-sourcing';
import { IsOneOf } from '#shapes';
import { MayVoid, must, mustGiveReason, obey, type Policy } from '../../commands.js';
import {
  ClosureCommand,
  nobodyInvolvedDecides,
  type SigningFacts,
  theSamePersonNeverSignsTwoLevels,
} from './policies.js';
import { isOf } from './requirement.js';
import type { IssueEvent, RequirementWaived } from '../events.js';
import { type Issue, mustNotBeClosed } from '../state.js';
import { sparing } from '../voiding.js';
import {
  mustBeSignedOff,
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  signedOff,
  theResponsibleLeaderNeverDecidesTheClosure,
} from '../../sign-offs.js';

export class WaiveRequirement extends ClosureCommand {
  @IsOneOf(['tasks', 'progress', 'evidence'])
  requirement!: RequirementWaived['data']['requirement'];

  /** Only with `evidence`: the one criterion, from 1, that needs none; absent: no evidence is asked for at all. */
  @IsOptional()
  @IsInt()
  @Min(1)
  criterion?: number;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

/** Nobody waives alone, under whatever policy. */
const LEAST_SIGNATURES = 2;

const waiverPolicies: readonly Policy<WaiveRequirement, Issue, SigningFacts>[] = [
  onlyALeaderDecides,
  onlyAnEntitledMemberSigns,
  theResponsibleLeaderNeverDecidesTheClosure,
  ...nobodyInvolvedDecides,
  theSamePersonNeverSignsTwoLevels,
];

/** By as many as decide on the closure: what is waived is half of it. */
export const waiveRequirement = sparing(
  (command: WaiveRequirement, issue: Issue, facts: SigningFacts): IssueEvent[] => {
    const { requirement, criterion, actor } = command;
    const data = { requirement, criterion };
    mustNotBeClosed(command, issue);
    if (issue.waivers.some((one) => isOf(one, data))) return [];
    const exists =
      criterion === undefined || (requirement === 'evidence' && criterion <= issue.delivered.criteria.length);
    must(exists, 'criterion.unknown', { field: 'criterion', unknown: [criterion], requirement });
    const policy = mustBeSignedOff(facts.closurePolicy, 'waiver.decided-by-meeting');
    obey(waiverPolicies, command, issue, facts);
    mustGiveReason(command);
    const before = issue.pendingWaivers.find((one) => isOf(one, data))?.signatures ?? [];
    const signedBefore = before.some(({ personId }) => personId === actor.personId);
    const required = Math.max(policy.required, LEAST_SIGNATURES);
    must(!signedBefore, 'issue.signed-already', { person: actor.name, required, signed: before.length });
    const { step, decided } = signedOff(command, { ...policy, required }, before);
    const signed: IssueEvent = { type: 'RequirementWaiverSigned', data: { ...data, ...step } };
    return decided ? [signed, { type: 'RequirementWaived', data: { ...data, decided } }] : [signed];
  },
);

export const waivingDecisions = [
  onFacts(WaiveRequirement, waiveRequirement, 'RequirementWaiverSigned', 'RequirementWaived', 'RequestVoided'),
];
