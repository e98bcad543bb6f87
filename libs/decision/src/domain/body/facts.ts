import type { Named } from './events.js';

/** Of a command that names people. */
export interface PeopleFacts {
  /** As the directory has them, by id; absent where there is none. */
  readonly people: ReadonlyMap<string, Named>;
}
