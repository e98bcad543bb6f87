// For how long the main thread works without letting others have a turn.
import { monitorEventLoopDelay } from 'node:perf_hooks';

const EVERY_MS = 2;

/**
 * Answers the longest turn in the thread's own processor time, so that what else runs on the machine does not count,
 * and the longest by the clock. Looked at every two milliseconds; a short turn before a long one may be counted with it.
 */
export const watchTurns = () => {
  let [longest, last] = [0, process.threadCpuUsage()];
  const byClock = monitorEventLoopDelay({ resolution: EVERY_MS });
  byClock.enable();
  const timer = setInterval(() => {
    const { user, system } = process.threadCpuUsage(last);
    longest = Math.max(longest, (user + system) / 1_000);
    last = process.threadCpuUsage();
  }, EVERY_MS);
  return () => {
    clearInterval(timer);
    byClock.disable();
    return { processor: longest, clock: byClock.max / 1e6 };
  };
};
