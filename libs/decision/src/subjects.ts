import type { Lookup } from '#event-sourcing';
import type { SubjectFacts } from './domain/meeting/conduct.js';

/** What may be decided, told by whoever owns it; undefined when there is no such thing. */
export interface Subjects {
  /** An issue whose closure (销号) is asked for. */
  closure(issueId: string, look: Lookup): Promise<SubjectFacts | undefined>;
  /** The rectification plan (整改方案) of a round. */
  plan(roundId: string, look: Lookup): Promise<SubjectFacts | undefined>;
  /** An issue that is to stay under long-term rectification (长期整改). */
  longTerm(issueId: string, look: Lookup): Promise<SubjectFacts | undefined>;
}
