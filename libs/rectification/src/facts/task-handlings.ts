import { type Command, type Companions, type Handling, handling, type Lookup } from '#event-sourcing';
import { VoidRequest, type VoidingCommand, voidedClosure } from '../domain/issue/voiding.js';
import type { ServedFacts } from '../domain/task/state.js';
import { issue } from '../domain/issue/issue.js';
import { ListTask } from '../domain/round/register.js';
import {
  AttachTaskEvidence,
  CompleteTask,
  ReportTaskProgress,
  attachTaskEvidence,
  completeTask,
  reportTaskProgress,
} from '../domain/task/work.js';
import { PlanTask, planTask } from '../domain/task/planning.js';
import { task } from '../domain/task/task.js';
import type { Files } from './named.js';
import { attached, uploadedFile } from './uploaded-file.js';

const requestedOf = async (look: Lookup, issueIds: readonly string[]): Promise<ServedFacts> => {
  const served = await Promise.all(
    issueIds.map(async (issueId) =>
      voidedClosure((await look.state(issue, issueId)).state).map((voided) => ({ issueId, ...voided })),
    ),
  );
  return { requested: served.flat() };
};

const ofTheTask = async ({ id }: Pick<Command, 'id'>, look: Lookup): Promise<ServedFacts> =>
  requestedOf(look, (await look.state(task, id)).state.planned?.issueIds ?? []);

/** Where whoever acts on a task says that requests of its issues shall end, they end with it. */
const endings = (command: VoidingCommand, look: Lookup, { requested }: ServedFacts): readonly Command[] =>
  command.voidsRequest
    ? requested.map(({ issueId: id }) => look.follow(command, VoidRequest, { id, effectiveOn: undefined }))
    : [];

const alongside = async (command: VoidingCommand, look: Lookup, facts: ServedFacts): Promise<Companions> => ({
  after: endings(command, look, facts),
});

export const taskHandlings = (files: Files): readonly Handling[] => [
  handling(PlanTask, {
    decide: planTask,
    facts: ({ issueIds }, look) => requestedOf(look, issueIds),
    alongside: async (command, look, facts) => {
      const { roundId, id: taskId, number, issueIds } = command;
      const listing = look.follow(command, ListTask, { id: roundId, taskId, number, issueIds });
      return { before: [listing], after: endings(command, look, facts) };
    },
  }),
  handling(ReportTaskProgress, { decide: reportTaskProgress, facts: ofTheTask, alongside }),
  handling(CompleteTask, { decide: completeTask, facts: ofTheTask, alongside }),
  handling(AttachTaskEvidence, {
    decide: attachTaskEvidence,
    facts: async (command, look) => ({
      ...(await uploadedFile({ files, look, command, field: 'sha256' }, command)),
      ...(await ofTheTask(command, look)),
    }),
    alongside,
    settle: attached(files),
  }),
];
