import { canonical, type Command, type Lookup, type Position } from '#event-sourcing';
import type { ClosureFacts, LinkedTask } from '../domain/issue/closure/policies.js';
import { issue } from '../domain/issue/issue.js';
import { contentOf as contentOfIssue, type Issue, reviewOf } from '../domain/issue/state.js';
import { round } from '../domain/round/round.js';
import { strongerOf } from '../domain/round/strength.js';
import { contentOf as contentOfTask } from '../domain/task/state.js';
import { task } from '../domain/task/task.js';

/** An issue with what its deciders are shown, and how far each stream behind it was read. */
export interface IssuePicture {
  readonly issue: Issue;
  readonly facts: ClosureFacts;
  readonly read: readonly { readonly version: number; readonly position: Position }[];
}

const gathered = async (look: Lookup, { taskId: id, number }: { taskId: string; number: string }) => {
  const { state, version, position } = await look.state(task, id);
  const involved = [...state.involved].sort();
  const linked: LinkedTask = { id, number, completed: state.status === 'completed', involved };
  return { linked, content: { id, ...contentOfTask(state) }, read: { version, position } };
};

/** An issue that does not exist yields empty facts; its decision refuses. */
export const pictureOf = async (look: Lookup, issueId: string): Promise<IssuePicture> => {
  const { state, ...itself } = await look.state(issue, issueId);
  const { state: itsRound, ...register } = await look.state(round, state.delivered.roundId);
  const listed = [...itsRound.tasks].filter(({ issueIds }) => issueIds.includes(issueId));
  const tasks = await Promise.all(listed.map((one) => gathered(look, one)));
  const content = { issue: contentOfIssue(state), tasks: tasks.map((one) => one.content) };
  return {
    issue: state,
    facts: {
      linkedTasks: tasks.map(({ linked }) => linked),
      contentVersion: state.contentVersion,
      closurePolicy: strongerOf(reviewOf(state)?.policy, itsRound.closurePolicy),
      currentHash: look.digest(canonical(content)),
    },
    read: [itself, register, ...tasks.map(({ read }) => read)],
  };
};

export const closureFacts = async ({ id }: Pick<Command, 'id'>, look: Lookup): Promise<ClosureFacts> =>
  (await pictureOf(look, id)).facts;
