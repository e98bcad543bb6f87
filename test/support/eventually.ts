import { setTimeout as pause } from 'node:timers/promises';

/** Waits until it holds; what never comes true runs into the test's own time limit. */
export const eventually = async (holds: () => boolean | Promise<boolean>): Promise<void> => {
  while (!(await holds())) await pause(5);
};
