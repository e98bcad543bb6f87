import type { About } from './act.js';

export interface Thing {
  readonly about: About;
  readonly id: string;
  /** What else the path of its routes names, such as an item of a meeting. */
  readonly parts?: Readonly<Record<string, string>>;
}
