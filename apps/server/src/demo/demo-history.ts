import { DemoDirectory } from './demo-directory.js';
import { issues } from './demo-issues.js';
import { DemoSteps, type Step } from './demo-steps.js';
import { liveIssue } from './issue-life.js';
import { openTheRound, planTheWork, registerPeople } from './round-opening.js';
import { tasks } from './tables/tasks.js';
import { liveTask } from './task-life.js';

/** In one day the register comes first, then tasks, then the issues that rest on them. */
export interface DemoHistory {
  /** One after the other: all of them write the round's own list. */
  readonly register: readonly Step[];
  readonly tasks: readonly Step[];
  readonly issues: readonly Step[];
}

export const demoHistory = (directory: DemoDirectory): DemoHistory => {
  const register = new DemoSteps(directory);
  const ofTasks = new DemoSteps(directory);
  const ofIssues = new DemoSteps(directory);
  registerPeople(register);
  openTheRound(register);
  planTheWork(register);
  for (const [at, task] of tasks.entries()) liveTask(ofTasks, at + 1, task);
  for (const issue of issues) liveIssue(ofIssues, issue);
  return { register: register.list, tasks: ofTasks.list, issues: ofIssues.list };
};
