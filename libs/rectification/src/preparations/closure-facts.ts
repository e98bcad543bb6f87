import { canonical } from '#event-sourcing';
import type { Lookup } from '#event-sourcing';
import type { ClosureCommand, LinkedTask } from '../domain/issue/closure-commands.js';
import { issue } from '../domain/issue/issue.js';
import { contentOf as contentOfIssue } from '../domain/issue/state.js';
import { round } from '../domain/round/round.js';
import { contentOf as contentOfTask } from '../domain/task/state.js';
import { task } from '../domain/task/task.js';

type ClosureFacts = Pick<ClosureCommand, 'currentHash' | 'contentVersion' | 'linkedTasks' | 'closurePolicy'>;

interface Gathered {
  readonly linked: LinkedTask;
  readonly content: object;
}

const gathered = async (look: Lookup, listed: { taskId: string; number: string }): Promise<Gathered> => {
  const { state } = await look.state(task, listed.taskId);
  const { taskId: id, number } = listed;
  return {
    linked: { id, number, completed: state.status === 'completed', involved: [...state.involved].sort() },
    content: { id, ...contentOfTask(state) },
  };
};

/** An issue that does not exist yields empty facts; its decision refuses. */
export const closureFacts = async (look: Lookup, issueId: string): Promise<ClosureFacts> => {
  const { state } = await look.state(issue, issueId);
  const { state: itsRound } = await look.state(round, state.delivered.roundId);
  const listed = itsRound.tasks.filter(({ issueIds }) => issueIds.includes(issueId));
  const tasks = await Promise.all(listed.map((one) => gathered(look, one)));
  return {
    linkedTasks: tasks.map(({ linked }) => linked),
    contentVersion: state.contentVersion,
    closurePolicy: itsRound.closurePolicy,
    currentHash: look.digest(canonical({ issue: contentOfIssue(state), tasks: tasks.map(({ content }) => content) })),
  };
};
