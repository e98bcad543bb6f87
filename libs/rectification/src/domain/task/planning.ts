import { ArrayMaxSize, ArrayMinSize, ArrayUnique, IsArray, IsOptional } from 'class-validator';
import { alike, type Command, dateOf, mustBePlannedWithinSense, on, onFacts, type PlainDate } from '#event-sourcing';
import { AreTexts, IsId, IsName, IsPlainDate } from '#shapes';
import {
  changeOf,
  CorrectingCommand,
  DatedCommand,
  MayVoid,
  must,
  mustGiveReason,
  obey,
  type Policy,
} from '../commands.js';
import type { Provenance, TaskEvent } from './events.js';
import { mustBePlanned, sparing, type Task } from './state.js';

export class PlanTask extends DatedCommand {
  @IsId()
  roundId!: string;

  @IsName(20)
  number!: string;

  @IsName(500)
  title!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @ArrayUnique()
  @IsId({ each: true })
  issueIds!: string[];

  @IsOptional()
  @AreTexts(50, 2000)
  measures: string[] = [];

  @IsOptional()
  @IsPlainDate()
  dueOn?: string;

  /** Filled by the import. */
  provenance?: Provenance;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

/** What is left out stays as it is. A reason must be given. */
export class CorrectTask extends CorrectingCommand {
  @IsOptional()
  @IsName(500)
  title?: string;

  @IsOptional()
  @AreTexts(50, 2000)
  measures?: string[];
}

export class CarryOverTask extends DatedCommand {
  @IsPlainDate()
  completedOn!: string;

  /** Filled by the import. */
  provenance!: Provenance;
}

/** Numbers of the issues it serves whose closure is being decided: what is shown there stands still. */
export interface TaskCorrectionFacts {
  readonly underReview: readonly string[];
}

const aFactIsCarriedOverNoEarlierThanItHappened: Policy<Command & { readonly completedOn: PlainDate }, Task> = ({
  completedOn,
  effectiveAt,
}) => {
  const effectiveOn = dateOf(effectiveAt);
  return completedOn > effectiveOn
    ? { code: 'carry-over.ahead-of-fact', details: { field: 'completedOn', completedOn, effectiveOn } }
    : undefined;
};

export const planTask = sparing((command: PlanTask, task: Task): TaskEvent[] => {
  const { roundId, number, title, issueIds, measures, dueOn, provenance } = command;
  const data = { roundId, number, title, issueIds, measures, dueOn, provenance };
  if (task.planned) {
    must(alike(task.planned, data), 'task.already-planned', { number: task.planned.number });
    return [];
  }
  mustBePlannedWithinSense(command, { dueOn });
  return [{ type: 'TaskPlanned', data }];
});

export const correctTask = (command: CorrectTask, task: Task, { underReview }: TaskCorrectionFacts): TaskEvent[] => {
  const { id, title, measures } = command;
  const { planned, plannedBy: corrects } = task;
  must(planned, 'task.unknown', { id });
  const change = changeOf({ title: planned.title, measures: planned.measures }, { title, measures });
  if (!change) return [];
  mustGiveReason(command);
  must(underReview.length === 0, 'correction.under-review', { issues: underReview });
  return [{ type: 'TaskCorrected', data: { corrects, ...change } }];
};

export const carryOverTask = (command: CarryOverTask, task: Task): TaskEvent[] => {
  const { completedOn, provenance } = command;
  mustBePlanned(command, task);
  if (task.carriedOver?.completedOn === completedOn) return [];
  must(provenance, 'carry-over.without-provenance', { field: 'provenance' });
  must(task.status !== 'completed', 'task.completed-here', { number: task.planned?.number });
  obey([aFactIsCarriedOverNoEarlierThanItHappened], command, task);
  return [{ type: 'TaskCarriedOver', data: { completedOn, provenance } }];
};

export const planningDecisions = [
  onFacts(PlanTask, planTask, 'TaskPlanned'),
  onFacts(CorrectTask, correctTask, 'TaskCorrected'),
  on(CarryOverTask, carryOverTask, 'TaskCarriedOver'),
];
