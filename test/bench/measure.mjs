import { cpus } from 'node:os';

export const perSecond = (count, startedMs) => count / ((performance.now() - startedMs) / 1000);

export const median = (values) => quantile(values, 0.5);

export const quantile = (values, q) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
};

export const machine = () => ({
  node: process.version,
  cpu: cpus()[0]?.model,
  cores: cpus().length,
  at: new Date().toISOString(),
});
