// These names and shapes are the storage format: never edit one, add a version and an upcaster.
import type { Event } from '#event-sourcing';

/**
 * 办理被拒: by the rights of who asked, or by a rule of the business. `times`: since the last such event, this one
 * included. Nothing of what was sent is kept.
 */
export type RequestRefused = Event<
  'RequestRefused',
  {
    readonly act: string;
    /** The rule. */
    readonly code: string;
    readonly times: number;
    /** Id of the thing that it was about. */
    readonly target?: string;
    /** Of it, such as an item of a meeting: the first of those gathered. */
    readonly part?: string;
  }
>;

export type RefusalEvent = RequestRefused;
