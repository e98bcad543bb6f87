import type { Files } from './named.js';

/** For specs in which nobody has handed in anything. */
export const noFiles: Files = {
  describe: async () => undefined,
  isBy: async () => false,
  hold: async () => undefined,
  release: async () => undefined,
};

/** For specs in which files are there, each handed in by whoever names it. */
export const filesOf = (describe: Files['describe']): Files => ({ ...noFiles, describe, isBy: async () => true });
