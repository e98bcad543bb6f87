import { SingleBar } from 'cli-progress';

export interface Progress {
  readonly at: (done: number) => void;
  readonly end: () => void;
}

const silent: Progress = { at: () => undefined, end: () => undefined };

/** A bar on standard error with the rate; nothing at all when that is no terminal, so that logs stay clean. */
export const showProgress = (title: string, total: number, unit = '个事件'): Progress => {
  if (!process.stderr.isTTY || total === 0) return silent;
  const started = performance.now();
  const rate = (done: number) => Math.round((done * 1000) / Math.max(1, performance.now() - started));
  const bar = new SingleBar({
    stream: process.stderr,
    hideCursor: true,
    format: `${title} {bar} {percentage}% {value}/{total} ${unit}，{rate} ${unit}/秒`,
    barCompleteChar: '█',
    barIncompleteChar: '░',
  });
  bar.start(total, 0, { rate: 0 });
  return { at: (done) => bar.update(Math.min(done, total), { rate: rate(done) }), end: () => bar.stop() };
};
