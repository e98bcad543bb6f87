import type { TaskRow } from '#rectification';

/** The tasks of each issue, in the order of the tasks. */
export const linkedTasks = (tasks: readonly TaskRow[]): ((issueId: string) => readonly TaskRow[]) => {
  const byIssue = new Map<string, TaskRow[]>();
  for (const task of tasks)
    for (const issueId of new Set(task.issueIds)) {
      const linked = byIssue.get(issueId);
      if (linked) linked.push(task);
      else byIssue.set(issueId, [task]);
    }
  return (issueId) => byIssue.get(issueId) ?? [];
};
