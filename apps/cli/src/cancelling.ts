import { CliFailure } from './failure.js';

/**
 * Work that Ctrl-C ends where nothing is left half done: the signal says so, and what it throws is the failure to tell. A
 * second Ctrl-C ends the program as it stands.
 */
export const cancellable = async <T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> => {
  const end = new AbortController();
  const cancel = () => end.abort(new CliFailure('cli.cancelled'));
  process.once('SIGINT', cancel);
  try {
    return await work(end.signal);
  } finally {
    process.off('SIGINT', cancel);
  }
};

/** What comes of it, or the reason of the signal as soon as it is given. */
export const unlessCancelled = async <T>(signal: AbortSignal, work: Promise<T>): Promise<T> => {
  const { promise: cancelled, reject } = Promise.withResolvers<never>();
  const cancel = () => reject(signal.reason as Error);
  signal.addEventListener('abort', cancel);
  try {
    return await Promise.race([work, cancelled]);
  } finally {
    signal.removeEventListener('abort', cancel);
  }
};
