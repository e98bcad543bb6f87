import type { Subject } from '#decision';
import { comparePositions, type Lookup } from '#event-sourcing';
import { issue } from './domain/issue/issue.js';
import type { TaskListed } from './domain/round/events.js';
import { actsOf, type SubjectAct } from './projections/issue/acts.js';

const acts = { issue: actsOf('issue'), task: actsOf('task'), plan: actsOf('plan'), round: actsOf('round') };

const isTaskOf =
  (issueId: string) =>
  ({ type, fields }: SubjectAct): boolean =>
    type === 'TaskListed' && (fields as TaskListed['data']).issueIds.includes(issueId);

/** An issue's own events, the listing of its tasks, and their events. */
const actsOnIssue = async (issueId: string, look: Lookup): Promise<SubjectAct[]> => {
  const { roundId } = (await look.state(issue, issueId)).state.delivered;
  const listed = ((await look.row(acts.round, roundId)) ?? []).filter(isTaskOf(issueId));
  const taskIds = listed.map(({ fields }) => (fields as TaskListed['data']).taskId);
  const work = await Promise.all(taskIds.map((id) => look.row(acts.task, id)));
  const own = (await look.row(acts.issue, issueId)) ?? [];
  return [...own, ...listed, ...work.flatMap((one) => one ?? [])];
};

/** What happened to an issue, its tasks or a plan behind the position that it was pinned at, in the order of recording. */
export const changesSince = async (
  { kind, id, position }: Pick<Subject, 'kind' | 'id' | 'position'>,
  look: Lookup,
): Promise<readonly SubjectAct[]> => {
  const all = kind === 'plan' ? ((await look.row(acts.plan, id)) ?? []) : await actsOnIssue(id, look);
  return all
    .filter((one) => comparePositions(one.position, position) > 0)
    .sort((a, b) => comparePositions(a.position, b.position));
};
