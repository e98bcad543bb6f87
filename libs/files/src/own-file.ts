import { closeSync, existsSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes a missing file so that its owner alone reads it; what SQLite puts beside it has the same mode. One that is there
 * stays as whoever runs the machine has set it.
 */
export const makeOwnFile = (file: string): void => {
  if (existsSync(file) || !existsSync(dirname(file))) return;
  closeSync(openSync(file, 'a', 0o600));
};
