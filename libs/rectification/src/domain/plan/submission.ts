import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayUnique, IsArray, IsOptional, ValidateNested } from 'class-validator';
import { alike, type Command, onFacts, type PlainDate } from '#event-sourcing';
import { IsFileName, IsId, IsName, IsSha256, IsText } from '#shapes';
import { DatedCommand, must, obey, type Policy } from '../commands.js';
import type { PlanContent, PlanEvent, PlanSubmitted } from './events.js';
import type { Plan } from './state.js';

class PlanFileBody {
  /** Of a file uploaded before. */
  @IsSha256()
  sha256!: string;

  @IsFileName()
  name!: string;
}

/** The plan's id is its round's. */
export class SubmitPlan extends DatedCommand {
  @IsName(300)
  title!: string;

  @IsText(200_000)
  text!: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique(({ sha256 }: PlanFileBody) => sha256)
  @ValidateNested({ each: true })
  @Type(() => PlanFileBody)
  files: PlanFileBody[] = [];

  /** Who wrote it: like whoever submits it, none of them approves it. */
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ArrayUnique()
  @IsId({ each: true })
  authorIds: string[] = [];
}

export interface SubmissionFacts {
  readonly isOfARound: boolean;
  /** Of the round's findings; absent while the round is unknown. */
  readonly deliveredOn?: PlainDate;
  readonly planPolicy?: PlanSubmitted['data']['policy'];
  readonly uploaded: PlanContent['files'];
  readonly authors: PlanContent['authors'];
  /** The edition that the digest was made for. */
  readonly edition: number;
  readonly contentHash: string;
}

const aLaterEditionGivesItsReason: Policy<Command, Plan> = ({ reason }, { submitted }) =>
  submitted && !reason?.trim() ? { code: 'reason.missing', details: { field: 'reason' } } : undefined;

const noPlanIsOfADayBeforeTheDelivery: Policy<Command, Plan, SubmissionFacts> = (
  { effectiveOn },
  _,
  { deliveredOn: earliest },
) =>
  effectiveOn !== undefined && earliest !== undefined && effectiveOn < earliest
    ? { code: 'effective.before-delivery', details: { field: 'effectiveOn', effectiveOn, earliest } }
    : undefined;

const theEditionIsTheNextOne: Policy<Command, Plan, SubmissionFacts> = (_, { submitted }, { edition }) => {
  const next = (submitted?.edition ?? 0) + 1;
  return edition === next ? undefined : { code: 'plan.changed-meanwhile', details: { asked: edition, next } };
};

const submissionPolicies: readonly Policy<Command, Plan, SubmissionFacts>[] = [
  noPlanIsOfADayBeforeTheDelivery,
  aLaterEditionGivesItsReason,
  theEditionIsTheNextOne,
];

const contentIn = ({ title, text, files, authors }: PlanContent): PlanContent => ({ title, text, files, authors });

export const submitPlan = (command: SubmitPlan, plan: Plan, facts: SubmissionFacts): PlanEvent[] => {
  const { id, title, text } = command;
  const { uploaded: files, authors, edition, contentHash, planPolicy: policy } = facts;
  must(facts.isOfARound, 'round.unknown', { id });
  const content = { title, text, files, authors };
  const { status, submitted } = plan;
  const isTheSame = submitted !== undefined && alike(contentIn(submitted), content);
  if (isTheSame && (status === 'submitted' || status === 'approved')) return [];
  must(status !== 'submitted', 'plan.submitted-already', { edition: submitted?.edition });
  obey(submissionPolicies, command, plan, facts);
  return [{ type: 'PlanSubmitted', data: { ...content, edition, contentHash, policy } }];
};

export const submissionDecisions = [onFacts(SubmitPlan, submitPlan, 'PlanSubmitted')];
