import { cpus } from 'node:os';

export const perSecond = (count, startedMs) => count / ((performance.now() - startedMs) / 1000);

export const median = (values) => quantile(values, 0.5);

export const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
};

/** Does `count` pieces of work, `width` at a time; how many a second. */
export const inFlight = async (count, width, work) => {
  let next = 0;
  const started = performance.now();
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (next < count) await work(next++);
    }),
  );
  return perSecond(count, started);
};

/** The same for so many seconds instead of so many pieces. */
export const inFlightFor = async (seconds, width, work) => {
  let next = 0;
  const started = performance.now();
  const end = started + seconds * 1_000;
  await Promise.all(
    Array.from({ length: width }, async () => {
      while (performance.now() < end) await work(next++);
    }),
  );
  return perSecond(next, started);
};

export const machine = () => ({
  node: process.version,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  at: new Date().toISOString(),
});
