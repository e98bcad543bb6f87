import type { ViewReader } from '#event-sourcing';
import type { Reader } from '#event-sourcing-nest';
import { rectificationActs } from '../acts.js';
import { heldBy, issuesOf, type VisibleScope } from './visible-scope.js';

const NOTHING: ReadonlySet<string> = new Set();

const areAbout = (acts: readonly string[], kind: 'issue' | 'task'): boolean =>
  Object.values(rectificationActs).some(
    (act) => act.kind === 'command' && act.about === kind && acts.includes(act.name),
  );

/**
 * What somebody sees who does another's work: their own, and of the other's the issues and tasks that their unit was given
 * and that the acts can be about. Whoever sees every round does not hand that on: the rest is none of this work.
 */
export const entrustedTo = async (
  reader: ViewReader,
  { principal, acts }: NonNullable<Reader['entrusted']>,
  own: VisibleScope,
): Promise<VisibleScope> => {
  const held = await heldBy(reader, principal);
  const issues = areAbout(acts, 'issue') ? held.issues : NOTHING;
  const tasks = areAbout(acts, 'task') ? held.tasks : NOTHING;
  const ofTasks = tasks.size === 0 ? [] : await issuesOf(reader, tasks);
  return {
    ...own,
    issues: new Set([...own.issues, ...issues, ...ofTasks]),
    tasks: new Set([...own.tasks, ...tasks]),
  };
};
