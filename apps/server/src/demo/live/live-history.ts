import { DelegateWork } from '#identity';
import { ProposeHandover } from '#rectification';
import type { DemoDirectory } from '../demo-directory.js';
import type { DemoHistory } from '../demo-history.js';
import { DemoSteps } from '../demo-steps.js';
import type { LiveDays } from './live-days.js';
import { liveTheIssues, liveTheTask } from './live-lives.js';
import { establishTheBody, holdMeetings } from './live-meetings.js';
import { liveTasks } from './live-tasks.js';
import { openTheLiveRound, planTheLiveRound } from './live-round.js';

/** Somebody hands all their work over; somebody else is away from now on and lets a colleague report. */
const passWorkOn = (steps: DemoSteps, days: LiveDays): void => {
  const { directory } = steps;
  const leaving = { id: directory.personId('reporter-building'), unitId: directory.unitId('building') };
  const successorId = directory.personId('head-building');
  steps.add(ProposeHandover, { by: 'reporter-building', on: days.today }, { ...leaving, successorId });
  const acts = ['ReportProgress', 'AttachEvidence', 'ReportTaskProgress'];
  const away = { to: directory.personId('reporter-party'), acts, until: days.at(10), reason: '外出培训' };
  const entrusted = { id: directory.idOf('live/delegation'), ...away, effectiveOn: undefined };
  steps.add(DelegateWork, { by: 'reporter-general', on: days.today }, entrusted);
};

/** A second round, which is in work on the day of loading: everybody finds something to do. */
export const liveHistory = (directory: DemoDirectory, days: LiveDays): DemoHistory => {
  const register = new DemoSteps(directory);
  const ofTasks = new DemoSteps(directory);
  const ofIssues = new DemoSteps(directory);
  openTheLiveRound(register, days);
  establishTheBody(register, days);
  planTheLiveRound(register, days);
  holdMeetings(register, days);
  passWorkOn(register, days);
  liveTasks.forEach((row, at) => liveTheTask(ofTasks, days, [at + 1, row]));
  liveTheIssues(ofIssues, days);
  return { register: register.list, tasks: ofTasks.list, issues: ofIssues.list };
};
