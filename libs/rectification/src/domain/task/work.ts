import { alike, type Command, dateOf, onFacts, standingOf } from '#event-sourcing';
import { IsText } from '#shapes';
import {
  WorkCommand,
  EvidenceBody,
  MayVoid,
  noEvidenceIsOfATimeToCome,
  noFigureIsOfATimeToCome,
  ReportBody,
  type UploadedFile,
  obey,
  type Policy,
} from '../commands.js';
import type { TaskEvent } from './events.js';
import { mustBeAtWork, type ServedFacts, sparing, type Task } from './state.js';

export class ReportTaskProgress extends ReportBody {}

export class AttachTaskEvidence extends EvidenceBody {}

export class CompleteTask extends WorkCommand {
  @IsText(5000)
  statement!: string;

  /** That a request which waits for its decision shall end by this; the refusal without it says which. */
  @MayVoid()
  voidsRequest?: boolean;
}

const onlyItsUnitOrHandlerWorksOnATask: Policy<Command, Task> = (command, { assignment }) => {
  const actor = standingOf(command);
  if (!assignment || actor.personId === assignment.handler.id || actor.unitId === assignment.unit.id) return undefined;
  const { unit, handler } = assignment;
  return {
    code: 'task.unit-not-involved',
    details: { unit: actor.unit ?? null, involved: [unit.name], handler: handler.name },
  };
};

export const reportTaskProgress = sparing((command: ReportTaskProgress, task: Task): TaskEvent[] => {
  const { narrative, percent, figures, actor, effectiveAt } = command;
  const words = { narrative, percent, figures };
  mustBeAtWork(command, task);
  obey([onlyItsUnitOrHandlerWorksOnATask, noFigureIsOfATimeToCome], command, task);
  if (alike(task.progress.at(-1), { personId: actor.personId, on: dateOf(effectiveAt), words })) return [];
  return [{ type: 'TaskProgressReported', data: words }];
});

export const attachTaskEvidence = sparing(
  (command: AttachTaskEvidence, task: Task, file: UploadedFile & ServedFacts): TaskEvent[] => {
    const { sha256, name, datedOn } = command;
    const { mediaType, size } = file;
    const data = { sha256, name, mediaType, size, datedOn };
    mustBeAtWork(command, task);
    obey([onlyItsUnitOrHandlerWorksOnATask, noEvidenceIsOfATimeToCome], command, task);
    return task.evidence.some((one) => alike(one, data)) ? [] : [{ type: 'TaskEvidenceAttached', data }];
  },
);

export const completeTask = sparing((command: CompleteTask, task: Task): TaskEvent[] => {
  const { statement } = command;
  if (task.status === 'completed') return [];
  mustBeAtWork(command, task);
  obey([onlyItsUnitOrHandlerWorksOnATask], command, task);
  return [{ type: 'TaskCompleted', data: { statement } }];
});

export const workDecisions = [
  onFacts(ReportTaskProgress, reportTaskProgress, 'TaskProgressReported'),
  onFacts(AttachTaskEvidence, attachTaskEvidence, 'TaskEvidenceAttached'),
  onFacts(CompleteTask, completeTask, 'TaskCompleted'),
];
